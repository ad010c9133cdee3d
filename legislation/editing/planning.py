"""Turn the changes of an amendment into drafts and effects that wait for its publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.choices import Commencement, Confidence, EditorialState, EffectKind, EffectState, TextStatus
from legislation.editing.copying import copy_version
from legislation.editing.plans import NewProvision, PlannedChange, check_change
from legislation.editing.rights import Actor, require_editor
from legislation.editing.texts import text_digest
from legislation.editing.tree import insert_provision
from legislation.models import Amendment, Effect, Law, Provision, ProvisionText, ProvisionVersion


@transaction.atomic
def add_change(*, amendment: Amendment, change: PlannedChange, actor: Actor) -> None:
    """Add one change to an amendment that is still a draft.

    A change on a known day becomes a draft that starts from the wording of that day, its norms and texts
    to be confirmed. A change on an unknown day or an event is listed as outstanding and waits.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the change contradicts the law, or the amendment is no draft any more.
    """
    require_editor(actor)
    amendment = draft_of(amendment, actor)
    check_change(amendment=amendment, change=change)
    day = change.commences_on
    if day is None and change.kind == EffectKind.INSERTS:
        provision = make_provision(amendment.law, change.new, actor)
        _list_outstanding(amendment, replace(change, provision=provision))
    elif day is None or change.kind == EffectKind.CHANGES:
        _list_outstanding(amendment, change)
    elif change.kind == EffectKind.INSERTS:
        _draft_insertion(amendment, change, day, actor)
    elif change.kind == EffectKind.SUBSTITUTES:
        _draft_new_wording(amendment, wording_on(change.provision, day), day, change, actor)
    elif change.kind == EffectKind.REPEALS:
        check_nothing_follows(change.provision, day)
        wording_on(change.provision, day)
        _list_ending(amendment, change, day)
    else:
        _draft_renumbering(amendment, change, day, actor)


@transaction.atomic
def remove_change(*, amendment: Amendment, provision: Provision, actor: Actor) -> None:
    """Take what an amendment does to a provision out of it again, with the drafts made for it.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the amendment is no draft any more.
    """
    require_editor(actor)
    amendment = draft_of(amendment, actor)
    effects = amendment.effects.filter(provision=provision)
    touched = {provision.pk, *effects.exclude(successor=None).values_list("successor", flat=True)}
    effects.delete()
    drafts = amendment.versions.filter(provision__in=touched, state=EditorialState.DRAFT)
    drafts.delete()
    # What existed only through this amendment goes with it; anything else has other versions.
    gone = Provision.objects.filter(
        pk__in=touched, awaits_publication=True,
        versions=None, effects=None, referred_by=None, references=None,
    )  # fmt: skip
    if gone.exclude(children=None).exists():
        raise ValidationError(_("Something else is inserted below it: take that out first."))
    gone.delete()


def wording_on(provision: Provision | None, day: dt.date) -> ProvisionVersion:
    """Give the published wording that holds on a day and began before it.

    Raises:
        ValidationError: there is none that could change.
    """
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


def draft_of(amendment: Amendment, actor: Actor) -> Amendment:
    """Lock an amendment that is a draft, and note that someone writes in it: they can't review it.

    Raises:
        ValidationError: it is no draft any more.
    """
    locked = (
        Amendment.objects.select_for_update(of=("self",))
        .select_related("law__jurisdiction")
        .get(pk=amendment.pk)
    )
    if locked.state != EditorialState.DRAFT:
        raise ValidationError(
            _("Amendment %(number)s is no draft any more: have it sent back to change it.")
            % {"number": locked.number}
        )
    person = int(cast(int, actor.pk))
    if person not in (locked.author_id, *locked.contributors):
        locked.contributors = [*locked.contributors, person]
        # Whoever reviewed it before may have helped now.
        locked.reviewer = None if locked.reviewer_id == person else locked.reviewer
        locked.save(update_fields=["contributors", "reviewer"])
    return locked


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


def _draft_insertion(amendment: Amendment, change: PlannedChange, day: dt.date, actor: Actor) -> None:
    provision = make_provision(amendment.law, change.new, actor)
    draft_first_wording(provision, day, summary=change.summary, **_authorship(amendment, change, actor))


def draft_first_wording(
    provision: Provision, day: dt.date, *, summary: str, **values: Any
) -> ProvisionVersion:
    """Make the draft of a provision that had no wording before.

    Args:
        summary: what is known of it, to begin with.
        values: further fields of the version.
    """
    version = ProvisionVersion(
        provision=provision,
        valid=DateRange(day, None),
        confidence=Confidence.HIGH,
        state=EditorialState.DRAFT,
        **values,
    )
    version.full_clean(exclude=["i18n"])
    version.save()
    text = ProvisionText(
        version=version,
        language="en",
        heading=provision.heading,
        summary=summary,
        status=TextStatus.OWN,
    )
    text.text_sha256 = text_digest(text)
    text.save()
    return version


def _draft_renumbering(amendment: Amendment, change: PlannedChange, day: dt.date, actor: Actor) -> None:
    present = wording_on(change.provision, day)
    check_nothing_follows(change.provision, day)
    successor = make_provision(amendment.law, change.new, actor)
    _list_ending(amendment, change, day, successor)
    copy_version(
        present,
        start=day,
        end=present.valid.upper,
        unconfirmed=True,
        provision=successor,
        **_authorship(amendment, change, actor),
    )


def make_provision(law: Law, new: NewProvision | None, actor: Actor) -> Provision:
    """Make what a change inserts, or what a renumbered provision becomes.

    Raises:
        ValidationError: it isn't said what that is, or its number is taken.
    """
    if new is None or not new.eid or not new.number:
        raise ValidationError(_("Say what it becomes: its number, kind and eId."))
    return insert_provision(law=law, new=new, actor=actor)


def check_nothing_follows(provision: Provision | None, day: dt.date) -> None:
    """Refuse to end a provision on a day on or after which a wording of it begins.

    Raises:
        ValidationError: says from when that wording holds.
    """
    later = provision.versions.published().filter(valid__startswith__gte=day).first() if provision else None
    if later is not None:
        raise ValidationError(
            _("%(provision)s has a wording from %(day)s on, published already: it would outlive its repeal.")
            % {"provision": provision, "day": later.valid.lower.isoformat()}
        )


def _list_outstanding(amendment: Amendment, change: PlannedChange) -> None:
    if change.provision is None:
        raise ValidationError(_("A change on a day not established has to name an existing provision."))
    if change.commences_on:
        commencement = Commencement.DATE
    else:
        commencement = Commencement.EVENT if change.event else Commencement.UNKNOWN
    _record(
        amendment,
        change,
        commencement=commencement,
        commences_on=change.commences_on,
        commencement_event=change.event if commencement == Commencement.EVENT else "",
    )


def _list_ending(
    amendment: Amendment, change: PlannedChange, day: dt.date, successor: Provision | None = None
) -> None:
    _record(amendment, change, commencement=Commencement.DATE, commences_on=day, successor=successor)


def _record(amendment: Amendment, change: PlannedChange, **values: Any) -> None:
    effect = Effect(
        provision=change.provision,
        amendment=amendment,
        kind=change.kind,
        by=amendment.number,
        position=change.provision.effects.count() if change.provision else 0,
        summary=change.summary,
        state=EffectState.OUTSTANDING,
        **values,
    )
    effect.full_clean(exclude=["i18n"])
    effect.save()
