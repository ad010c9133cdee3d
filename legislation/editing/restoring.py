"""Draft again what a version, a text or a norm said at any moment of its history."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from kbase.history import Owned, state_at
from legislation.choices import EditorialState
from legislation.editing.copying import NORMS
from legislation.editing.correcting import start_correction
from legislation.editing.drafts import save_draft
from legislation.editing.rights import Actor, require_editor
from legislation.editing.taking import current_of, version_of
from legislation.models import ProvisionText, ProvisionVersion

RESTORABLE: tuple[type[models.Model], ...] = (ProvisionVersion, ProvisionText, *NORMS)
HANGING: tuple[type[models.Model], ...] = (ProvisionText, *NORMS)
# What a version says of itself; its days and its state follow from what is published now.
OF_THE_VERSION = ("confidence", "source_url", "change_summary", "norms_recorded", "i18n")


@transaction.atomic
def restore_moment(
    *, record: models.Model, at: dt.datetime, actor: Actor, reason: str, on: dt.date
) -> ProvisionVersion:
    """Put what a record said just after a moment into a draft.

    A draft takes it up itself; of what is published or superseded, a correction is begun.

    Args:
        record: a version, with all its texts and norms, or one text or norm alone.
        on: today.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it said nothing then, is in review, or a correction of it is under way.
    """
    require_editor(actor)
    version = version_of(record)
    if version is None:
        raise TypeError(f"A {type(record).__name__} is not restored as a draft.")
    whole = isinstance(record, ProvisionVersion)
    owned = [Owned(model, "version") for model in HANGING] if whole else []
    events = state_at(record, owned, at)
    if not events:
        raise ValidationError(_("There was nothing at that moment: choose a later one."))
    with pghistory.context(step="restore", why=reason.strip()):
        draft = _draft(current_of(version), actor, reason, on)
        rows, removed = _rows(draft, events, whole=whole)
        return save_draft(version=draft, actor=actor, rows=rows, removed=removed)


def _draft(version: ProvisionVersion, actor: Actor, reason: str, on: dt.date) -> ProvisionVersion:
    if version.state == EditorialState.IN_REVIEW:
        raise ValidationError(_("It is in review: have it sent back, then restore."))
    if version.state == EditorialState.DRAFT:
        return version
    if version.state == EditorialState.SUPERSEDED:
        raise ValidationError(_("Nothing published took its place: work its change in, then restore."))
    return start_correction(version=version, actor=actor, reason=reason, on=on)


def _rows(
    draft: ProvisionVersion, events: list[Any], *, whole: bool
) -> tuple[list[models.Model], list[models.Model]]:
    """Give what to save in a draft, and what to take out, so that it says what the events say."""
    rows: list[models.Model] = []
    for event in events:
        model = event.pgh_tracked_model
        if model is ProvisionVersion:
            for name in OF_THE_VERSION:
                setattr(draft, name, getattr(event, name))
        else:
            rows.append(_restored(model, event, draft))
    if not whole:
        return rows, []
    kept = {(type(row), row.pk) for row in rows}
    held = [row for model in HANGING for row in model._default_manager.filter(version=draft)]
    return rows, [row for row in held if (type(row), row.pk) not in kept]


def _restored(model: type[models.Model], event: Any, draft: ProvisionVersion) -> models.Model:
    """Give the draft's own record in the place of one of the history, with what that said."""
    place = "language" if model is ProvisionText else "position"
    held = model._default_manager.filter(version=draft, **{place: getattr(event, place)}).first()
    row = held or model(version=draft)
    for field in model._meta.concrete_fields:
        if not field.primary_key and field.name != "version":
            setattr(row, field.attname, getattr(event, field.attname))
    return row
