"""Enter an amendment: one law changes provisions of another, as drafts that stand or fall together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import (
    Commencement,
    Confidence,
    EditorialState,
    EffectKind,
    EffectState,
    LawRelationKind,
    TextStatus,
)
from legislation.editing.copying import copy_version
from legislation.editing.rights import Actor, require_editor, require_reviewer
from legislation.editing.versions import end_wording, publish_version, send_back_version, submit_version
from legislation.models import Amendment, Effect, Law, LawRelation, Provision, ProvisionVersion
from legislation.states import check_step


@dataclass(frozen=True)
class NewProvision:
    """A provision that an amendment inserts."""

    eid: str
    kind: str
    number: str
    heading: str
    parent: Provision | None = None
    after: Provision | None = None


@dataclass(frozen=True)
class PlannedChange:
    """One change that an amendment makes.

    Attributes:
        kind: inserts, substitutes, repeals, renumbers or changes.
        provision: the one changed; None where one is inserted.
        new: the one inserted, or what a renumbered one becomes.
        commences_on: first day; None where it is not established, or depends on an event.
        event: what it depends on, in words.
        summary: what changes, in words.
    """

    kind: EffectKind
    provision: Provision | None = None
    new: NewProvision | None = None
    commences_on: dt.date | None = None
    event: str = ""
    summary: str = ""


@dataclass(frozen=True)
class AmendmentPlan:
    """What an editor enters: which law, by which, and every change."""

    law: Law
    number: str
    adopted: dt.date | None
    commences_on: dt.date | None
    amending_law: Law | None = None
    summary: str = ""
    changes: list[PlannedChange] = field(default_factory=list)


@transaction.atomic
def enter_amendment(*, plan: AmendmentPlan, actor: Actor) -> Amendment:
    """Make the drafts of an amendment: all of them or none.

    A change on a known day becomes a draft that starts from the wording of that day, its norms and texts
    to be confirmed. A change on an unknown day or an event is listed as outstanding and waits.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the plan contradicts itself or the law; says what and how to mend it.
    """
    require_editor(actor)
    _check(plan)
    amendment = Amendment(
        law=plan.law,
        amending_law=plan.amending_law,
        position=plan.law.amendments.count(),
        number=plan.number,
        adopted=plan.adopted,
        commenced=plan.commences_on,
        summary=plan.summary,
        author=actor,
    )
    amendment.full_clean(exclude=["i18n"])
    amendment.save()
    for change in plan.changes:
        _plan_change(amendment, change, actor)
    return amendment


@transaction.atomic
def submit_amendment(*, amendment: Amendment, actor: Actor) -> Amendment:
    """Send an amendment and every draft of it to review.

    Raises:
        PermissionDenied: the actor may not edit.
        ForbiddenStepError: it is not a draft.
        ValidationError: a draft of it has no text.
    """
    require_editor(actor)
    amendment = _step(amendment, EditorialState.IN_REVIEW, reviewer=None, review_comment="")
    for version in _versions(amendment, EditorialState.DRAFT):
        submit_version(version=version, actor=actor)
    return amendment


@transaction.atomic
def send_back_amendment(*, amendment: Amendment, actor: Actor, comment: str) -> Amendment:
    """Give an amendment in review back to its author, with one comment.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: it is not in review.
        ValidationError: there is no comment.
    """
    require_reviewer(actor, amendment)
    if not comment.strip():
        raise ValidationError(_("Say what has to change, so that the author can change it."))
    amendment = _step(amendment, EditorialState.DRAFT, reviewer=actor, review_comment=comment.strip())
    for version in _versions(amendment, EditorialState.IN_REVIEW):
        send_back_version(version=version, actor=actor, comment=comment)
    return amendment


@transaction.atomic
def publish_amendment(*, amendment: Amendment, actor: Actor, comment: str = "") -> Amendment:
    """Publish an amendment and everything it changes, in one transaction.

    Raises:
        PermissionDenied: the actor may not review it, or wrote some of it.
        ForbiddenStepError: it is not in review.
        ValidationError: a change of it contradicts what has been published since.
    """
    require_reviewer(actor, amendment)
    amendment = _step(amendment, EditorialState.PUBLISHED, reviewer=actor, review_comment=comment.strip())
    for effect in _endings(amendment):
        _apply_ending(effect)
    for version in _versions(amendment, EditorialState.IN_REVIEW):
        publish_version(version=version, actor=actor, comment=comment)
    _record_relation(amendment)
    reindex(laws=[amendment.law_id])
    return amendment


def _step(amendment: Amendment, state: EditorialState, **values: Any) -> Amendment:
    """Lock an amendment and take it one step, where that step is allowed."""
    locked = Amendment.objects.select_for_update(of=("self",)).select_related("law").get(pk=amendment.pk)
    check_step(locked.state, state)
    locked.state = state
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean(exclude=["i18n"])
    locked.save()
    return locked


def _record_relation(amendment: Amendment) -> None:
    other = amendment.amending_law
    if other is not None and other.pk != amendment.law_id:
        LawRelation.objects.get_or_create(from_law=other, to_law=amendment.law, kind=LawRelationKind.AMENDS)


def _check(plan: AmendmentPlan) -> None:
    problems = []
    if not plan.changes:
        problems.append(_("Choose at least one provision that changes."))
    if plan.adopted and plan.law.adopted and plan.adopted < plan.law.adopted:
        problems.append(
            _("The amendment was adopted on %(amendment)s, before the law itself (%(law)s).")
            % {"amendment": plan.adopted.isoformat(), "law": plan.law.adopted.isoformat()}
        )
    if plan.commences_on and plan.adopted and plan.commences_on < plan.adopted:
        problems.append(_("It can't come into force before it is adopted: check the two days."))
    touched = [change.provision.pk for change in plan.changes if change.provision]
    if len(touched) != len(set(touched)):
        problems.append(_("A provision is listed twice: put its changes together."))
    if any(change.provision and change.provision.law_id != plan.law.pk for change in plan.changes):
        problems.append(_("Every provision has to belong to the amended law."))
    if problems:
        raise ValidationError(problems)


def _plan_change(amendment: Amendment, change: PlannedChange, actor: Actor) -> None:
    day = change.commences_on
    if day is None or change.kind == EffectKind.CHANGES:
        _list_outstanding(amendment, change)
    elif change.kind == EffectKind.SUBSTITUTES:
        _draft_new_wording(amendment, _wording_on(change.provision, day), day, change, actor)
    elif change.kind == EffectKind.INSERTS:
        _draft_insertion(amendment, change, day, actor)
    else:
        present = _wording_on(change.provision, day)
        renumbers = change.kind == EffectKind.RENUMBERS
        successor = _make_provision(amendment.law, change.new) if renumbers else None
        _list_ending(amendment, change, day, successor)
        if successor is not None:
            moved = _draft_new_wording(amendment, present, day, change, actor)
            moved.provision = successor
            moved.save()


def _wording_on(provision: Provision | None, day: dt.date) -> ProvisionVersion:
    found = provision.versions.published().filter(valid__contains=day).first() if provision else None
    if found is None:
        raise ValidationError(
            _("%(provision)s has no wording on %(day)s that could change.")
            % {"provision": provision, "day": day.isoformat()}
        )
    if found.valid.lower is not None and found.valid.lower >= day:
        raise ValidationError(
            _("%(provision)s changes on %(day)s already: correct that version, or choose another day.")
            % {"provision": provision, "day": day.isoformat()}
        )
    return found


def _draft_new_wording(
    amendment: Amendment, version: ProvisionVersion, day: dt.date, change: PlannedChange, actor: Actor
) -> ProvisionVersion:
    return copy_version(
        version,
        start=day,
        end=version.valid.upper,
        unconfirmed=True,
        **_authorship(amendment, change, actor),
    )


def _authorship(amendment: Amendment, change: PlannedChange, actor: Actor) -> dict[str, Any]:
    return {
        "author": actor,
        "amendment": amendment,
        "changed_by": amendment.number,
        "change_summary": change.summary,
        "start_known": True,
    }


def _draft_insertion(
    amendment: Amendment, change: PlannedChange, day: dt.date, actor: Actor
) -> ProvisionVersion:
    provision = _make_provision(amendment.law, change.new)
    version = ProvisionVersion(
        provision=provision,
        valid=DateRange(day, None),
        confidence=Confidence.HIGH,
        state=EditorialState.DRAFT,
        **_authorship(amendment, change, actor),
    )
    version.full_clean(exclude=["i18n"])
    version.save()
    version.texts.create(
        language="en",
        heading=provision.heading,
        summary=change.summary,
        status=TextStatus.OWN,
        text_sha256="0" * 64,
    )
    return version


def _make_provision(law: Law, new: NewProvision | None) -> Provision:
    if new is None:
        raise ValidationError(_("Say what is inserted: its number, kind and heading."))
    position = new.after.position + 1 if new.after else law.provisions.count() + 1
    for later in law.provisions.filter(position__gte=position).order_by("-position"):
        later.position += 1
        later.save(update_fields=["position"])
    provision = Provision(
        law=law,
        eid=new.eid,
        kind=new.kind,
        number=new.number,
        heading=new.heading,
        parent=new.parent,
        depth=new.parent.depth + 1 if new.parent else 0,
        position=position,
    )
    provision.full_clean(exclude=["i18n"])
    provision.save()
    return provision


def _list_outstanding(amendment: Amendment, change: PlannedChange) -> Effect:
    if change.provision is None:
        raise ValidationError(_("A change on a day not established has to name an existing provision."))
    return _effect(
        amendment,
        change,
        commencement=Commencement.EVENT if change.event else Commencement.UNKNOWN,
        commencement_event=change.event,
        state=EffectState.OUTSTANDING,
    )


def _list_ending(
    amendment: Amendment, change: PlannedChange, day: dt.date, successor: Provision | None
) -> Effect:
    return _effect(
        amendment,
        change,
        commencement=Commencement.DATE,
        commences_on=day,
        successor=successor,
        state=EffectState.OUTSTANDING,
    )


def _effect(amendment: Amendment, change: PlannedChange, **values: Any) -> Effect:
    effect = Effect(
        provision=change.provision,
        amendment=amendment,
        kind=change.kind,
        by=amendment.number,
        position=change.provision.effects.count() if change.provision else 0,
        summary=change.summary,
        **values,
    )
    effect.full_clean(exclude=["i18n"])
    effect.save()
    return effect


def _versions(amendment: Amendment, state: EditorialState) -> list[ProvisionVersion]:
    found = amendment.versions.filter(state=state).select_related("provision__law", "corrects")
    return list(found.order_by("provision__position"))


def _endings(amendment: Amendment) -> Any:
    return amendment.effects.filter(
        kind__in=[EffectKind.REPEALS, EffectKind.RENUMBERS],
        commencement=Commencement.DATE,
        state=EffectState.OUTSTANDING,
    ).select_related("provision", "successor")


def _apply_ending(effect: Effect) -> None:
    day = effect.commences_on
    ending = effect.provision.versions.published().filter(valid__contains=day).first()
    if ending is not None:
        end_wording(ending, day)
    if effect.successor is not None:
        effect.provision.renumbered_to = effect.successor
        effect.provision.save(update_fields=["renumbered_to"])
    effect.state = EffectState.APPLIED
    effect.save(update_fields=["state"])
