"""Settle a conflict between the reference data and an editor, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from legislation.editing.rights import Actor, require_editor
from legislation.editing.taking import take
from legislation.loading.parts import model_named
from legislation.models import LoadedRecord, ReferenceConflict


@transaction.atomic
def decide_conflict(
    *,
    conflict: ReferenceConflict,
    from_data: Collection[str],
    actor: Actor,
    at: dt.datetime,
    reason: str = "",
) -> models.Model | None:
    """Settle a conflict: take the data's value for some fields and keep what is here for the rest.

    The loader then leaves the record alone until the data say something else again.

    Args:
        from_data: names of the fields that take the data's value.
        reason: why, where that is published, which is corrected and reviewed.

    Returns:
        What is to be reviewed: a correction, or a change that a second person has to agree to.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the record is gone, or a value may not be taken.
    """
    require_editor(actor)
    conflict = ReferenceConflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    made = _take(conflict, from_data, reason, actor, at.date()) if from_data else None
    if conflict.digest:
        LoadedRecord.objects.update_or_create(
            model=conflict.model,
            key=conflict.key,
            defaults={"object_id": conflict.object_id or 0, "digest": conflict.digest},
        )
    conflict.decided_by, conflict.decided_at = actor, at  # type: ignore[assignment]
    conflict.save()
    return made


def record_of(conflict: ReferenceConflict) -> models.Model | None:
    """Find the record that a conflict is about."""
    model = model_named(conflict.model)
    return model._base_manager.filter(pk=conflict.object_id).first() if model else None


def _take(
    conflict: ReferenceConflict, names: Collection[str], reason: str, actor: Actor, on: dt.date
) -> models.Model | None:
    record = record_of(conflict)
    if record is None:
        raise ValidationError(_("The record was deleted here: there is nothing to take the data's values."))
    chosen = [difference for difference in conflict.differences if difference["field"] in names]
    return take(record=record, differences=chosen, reason=reason, actor=actor, on=on)
