"""Bring an outstanding change into the text once its day is known, whatever it does."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.choices import EditorialState, EffectKind, EffectState, RequestKind
from legislation.editing.commencing import Beginning, Commencement
from legislation.editing.copying import copy_version
from legislation.editing.planning import (
    check_nothing_follows,
    draft_first_wording,
    make_provision,
    wording_on,
)
from legislation.editing.plans import NewProvision, check_days
from legislation.editing.requests import ask_for
from legislation.editing.rights import Actor, require_editor
from legislation.models import ChangeRequest, Effect, Provision, ProvisionVersion


@transaction.atomic
def work_in(
    *, effect: Effect, day: dt.date, actor: Actor, new: NewProvision | None = None
) -> ProvisionVersion:
    """Begin the wording that an outstanding change makes, now that its day is known.

    It starts from what was prepared for the change before its day was put off, else from the wording of
    the day. Its publication marks the change as in the text.

    Args:
        new: of a renumbering, what the provision becomes.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the change makes no wording, is being worked in already, or contradicts the law.
    """
    require_editor(actor)
    _check(effect, day)
    if effect.kind == EffectKind.REPEALS:
        raise ValidationError(_("A repeal makes no wording: send its day to review."))
    provision, kept = effect.provision, prepared_wording(effect)
    present = None
    if effect.kind != EffectKind.INSERTS:
        present = wording_on(provision, day)
    if effect.kind == EffectKind.RENUMBERS:
        check_nothing_follows(provision, day)
        provision = _successor(effect, new, actor)
    values = {
        "author": actor,
        "amendment": effect.amendment,
        "changed_by": effect.by,
        "change_summary": effect.summary,
        "start_known": True,
    }
    start = kept or present
    if start is None:
        return draft_first_wording(provision, day, summary=effect.summary, **values)
    end = present.valid.upper if present else None
    return copy_version(start, start=day, end=end, unconfirmed=kept is None, provision=provision, **values)


@transaction.atomic
def ask_for_repeal(*, effect: Effect, day: dt.date, reason: str, actor: Actor, on: dt.date) -> ChangeRequest:
    """Send the day of an outstanding repeal to review; once someone agrees, the provision ends then.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the day can't be, or no reason is given.
    """
    require_editor(actor)
    _check(effect, day)
    wording_on(effect.provision, day)
    check_nothing_follows(effect.provision, day)
    return ask_for(
        kind=RequestKind.COMMENCEMENT,
        law=effect.provision.law,
        provision=effect.provision,
        values={"effects": [effect.pk], **Beginning(Commencement.DATE, day).values()},
        reason=reason,
        actor=actor,
        on=on,
    )


def prepared_wording(effect: Effect) -> ProvisionVersion | None:
    """Give the wording that a change had before its day was put off."""
    provision = effect.successor or effect.provision
    put_off = provision.versions.filter(
        state=EditorialState.SUPERSEDED, amendment=effect.amendment_id, changed_by=effect.by
    )
    # What a correction took the place of was a mistake.
    replaced = [EditorialState.PUBLISHED, EditorialState.SUPERSEDED]
    return put_off.exclude(corrections__state__in=replaced).order_by("pk").last()


def _check(effect: Effect, day: dt.date) -> None:
    if effect.state != EffectState.OUTSTANDING:
        raise ValidationError(_("This change is in the text already: there is nothing to work in."))
    amendment = effect.amendment
    check_days(law=effect.provision.law, adopted=amendment.adopted if amendment else None, commences_on=day)
    under_way = ProvisionVersion.objects.filter(
        provision__in=[key for key in (effect.provision_id, effect.successor_id) if key],
        amendment=effect.amendment_id,
        changed_by=effect.by,
        corrects=None,
        state__in=[EditorialState.DRAFT, EditorialState.IN_REVIEW],
    )
    if under_way.exists():
        raise ValidationError(_("This change is being worked in already: go on with that draft."))


def _successor(effect: Effect, new: NewProvision | None, actor: Actor) -> Provision:
    if effect.successor is None:
        effect.successor = make_provision(effect.provision.law, new, actor)
        effect.save(update_fields=["successor"])
    return effect.successor
