"""The life of an amendment: entered, reviewed and published as a whole, or not at all."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import Commencement, EditorialState, EffectState, LawRelationKind
from legislation.editing.endings import ENDINGS, apply_ending
from legislation.editing.laws import law_from
from legislation.editing.planning import add_change, remove_change
from legislation.editing.plans import AmendmentPlan, check_days, touched
from legislation.editing.rights import Actor, require_editor, require_reviewer
from legislation.editing.versions import publish_version, send_back_version, show, submit_version
from legislation.models import Amendment, Effect, Law, LawRelation, Provision, ProvisionVersion
from legislation.states import check_step


@transaction.atomic
def enter_amendment(*, plan: AmendmentPlan, actor: Actor) -> Amendment:
    """Make an amendment with the drafts of all its changes: all of them or none.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the plan contradicts itself or the law; says what and how to mend it.
    """
    if not plan.changes:
        raise ValidationError(_("Choose at least one provision that changes."))
    amendment = start_amendment(plan=plan, actor=actor)
    for change in plan.changes:
        add_change(amendment=amendment, change=change, actor=actor)
    return amendment


@transaction.atomic
def start_amendment(*, plan: AmendmentPlan, actor: Actor) -> Amendment:
    """Make an amendment to which changes are added one by one; readers see nothing of it.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: its days can't be, or it is entered already.
    """
    require_editor(actor)
    check_days(law=plan.law, adopted=plan.adopted, commences_on=plan.commences_on)
    if plan.new_law:
        law_from(plan.new_law, beside=plan.law)
    last = plan.law.amendments.aggregate(last=Max("position"))["last"]
    amendment = Amendment(
        law=plan.law,
        amending_law=plan.amending_law,
        new_law=plan.new_law,
        position=0 if last is None else last + 1,
        number=plan.number,
        adopted=plan.adopted,
        commenced=plan.commences_on,
        summary=plan.summary,
        author=actor,  # type: ignore[misc]
    )
    amendment.full_clean(exclude=["i18n"])
    amendment.save()
    return amendment


@transaction.atomic
def discard_amendment(*, amendment: Amendment, actor: Actor) -> None:
    """Throw an amendment that is still a draft away, with all that was drafted for it.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it is no draft any more.
    """
    require_editor(actor)
    for provision in Provision.objects.filter(pk__in=touched(amendment)).order_by("-position"):
        remove_change(amendment=amendment, provision=provision, actor=actor)
    if Amendment.objects.filter(pk=amendment.pk, state=EditorialState.DRAFT).delete()[0] == 0:
        raise ValidationError(_("Only a draft can be thrown away."))


@transaction.atomic
def submit_amendment(*, amendment: Amendment, actor: Actor) -> Amendment:
    """Send an amendment and every draft of it to review.

    Raises:
        PermissionDenied: the actor may not edit.
        ForbiddenStepError: it is not a draft.
        ValidationError: it changes nothing, or a draft of it has no text.
    """
    require_editor(actor)
    amendment = _step(amendment, EditorialState.IN_REVIEW, reviewer=None, review_comment="")
    if amendment.author is None:  # whoever sends it answers for it
        amendment.author = actor  # type: ignore[assignment]
        amendment.save(update_fields=["author"])
    drafts = _versions(amendment, EditorialState.DRAFT)
    if not drafts and not amendment.effects.exists():
        raise ValidationError(_("Choose at least one provision that changes."))
    for version in drafts:
        submit_version(version=version, actor=actor, within=amendment)
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
        send_back_version(version=version, actor=actor, comment=comment, within=amendment)
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
    with pghistory.context(step="publish", why=comment.strip()):
        amendment = _step(amendment, EditorialState.PUBLISHED, reviewer=actor, review_comment=comment.strip())
        for effect in _endings(amendment):
            apply_ending(effect)
        for version in _versions(amendment, EditorialState.IN_REVIEW):
            publish_version(version=version, actor=actor, comment=comment)
        if amendment.versions.filter(state=EditorialState.DRAFT).exists():
            raise ValidationError(
                _("A draft of it is not in review: send the amendment back and submit it anew.")
            )
        for effect in amendment.effects.select_related("provision__parent"):
            show(effect.provision)
        _record_amending_law(amendment)
        reindex(laws=[amendment.law_id])
    return amendment


def _step(amendment: Amendment, state: EditorialState, **values: Any) -> Amendment:
    """Lock an amendment and take it one step, where that step is allowed."""
    locked = (
        Amendment.objects.select_for_update(of=("self",))
        .select_related("law__jurisdiction")
        .get(pk=amendment.pk)
    )
    check_step(locked.state, state)
    locked.state = state
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean(exclude=["i18n"])
    locked.save()
    return locked


def _record_amending_law(amendment: Amendment) -> None:
    if amendment.new_law and amendment.amending_law_id is None:
        law = law_from(amendment.new_law, beside=amendment.law)
        law.save()
        amendment.amending_law = law
        amendment.save(update_fields=["amending_law"])
        reindex(laws=[law.pk])
    other: Law | None = amendment.amending_law
    if other is not None and other.pk != amendment.law_id:
        LawRelation.objects.get_or_create(from_law=other, to_law=amendment.law, kind=LawRelationKind.AMENDS)


def _versions(amendment: Amendment, state: EditorialState) -> list[ProvisionVersion]:
    """Give its own drafts; a correction of what it once published is no part of it any more."""
    found = amendment.versions.filter(state=state, corrects=None).select_related("provision__law")
    return list(found.order_by("provision__position"))


def _endings(amendment: Amendment) -> QuerySet[Effect]:
    return amendment.effects.filter(
        kind__in=ENDINGS,
        commencement=Commencement.DATE,
        state=EffectState.OUTSTANDING,
    ).select_related("provision", "successor")
