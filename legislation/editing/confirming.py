"""Confirm what was copied into a new version, and record that a fact was checked again."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.editing.copying import NORMS
from legislation.editing.rights import Actor, require_editor
from legislation.models import ClockRule, Law, ProvisionText, ProvisionVersion

CONFIRMABLE: tuple[type[models.Model], ...] = (ProvisionText, *NORMS)


@transaction.atomic
def confirm(*, record: models.Model, actor: Actor) -> None:
    """Take the mark 'to be confirmed' off a text or a norm.

    Raises:
        PermissionDenied: the actor may not edit.
        TypeError: the record is of a kind that is never marked.
    """
    require_editor(actor)
    if not isinstance(record, CONFIRMABLE):
        raise TypeError(f"{type(record).__name__} is never marked as to be confirmed.")
    record.to_be_confirmed = False
    record.save(update_fields=["to_be_confirmed"])
    reindex(laws=[record.version.provision.law_id])


@transaction.atomic
def confirm_clock(*, clock: ClockRule, actor: Actor, on: dt.date) -> None:
    """Record that a second person has read how a duty is counted, and found it right.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the actor is the one who read it first.
    """
    require_editor(actor)
    if clock.read_by_id is not None and clock.read_by_id == actor.pk:
        raise ValidationError(_("You read this rule first: a second person has to confirm it."))
    clock.to_be_confirmed, clock.confirmed_by, clock.confirmed_on = False, actor, on  # type: ignore[assignment]
    clock.save(update_fields=["to_be_confirmed", "confirmed_by", "confirmed_on"])


@transaction.atomic
def verify(*, record: Law | ProvisionVersion, actor: Actor, on: dt.date, due_on: dt.date) -> None:
    """Record that a law's or a version's facts were checked against the source, and when that is due again.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the next check would be due before this one.
    """
    require_editor(actor)
    if due_on <= on:
        raise ValidationError(
            _("The next check (%(due)s) has to be after this one (%(on)s).")
            % {"due": due_on.isoformat(), "on": on.isoformat()}
        )
    record.verified_on, record.verified_by, record.check_due_on = on, actor, due_on  # type: ignore[assignment]
    record.save(update_fields=["verified_on", "verified_by", "check_due_on"])
