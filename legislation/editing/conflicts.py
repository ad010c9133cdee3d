"""Settle a conflict between the reference data and an editor, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.editing.rights import Actor, require_editor
from legislation.loading.specs import SPECS
from legislation.models import Law, LoadedRecord, ReferenceConflict
from legislation.models.protection import TABLES

MODELS: dict[str, type[models.Model]] = {spec.name: spec.model for spec in SPECS}


@transaction.atomic
def decide_conflict(
    *, conflict: ReferenceConflict, from_data: Collection[str], actor: Actor, at: dt.datetime
) -> None:
    """Settle a conflict: take the data's value for some fields and keep what is here for the rest.

    The loader then leaves the record alone until the data say something else again.

    Args:
        from_data: names of the fields that take the data's value.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the record is gone, is published law, or changed since the conflict was found.
    """
    require_editor(actor)
    conflict = ReferenceConflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if from_data:
        _take(conflict, from_data)
    if conflict.digest:
        LoadedRecord.objects.update_or_create(
            model=conflict.model,
            key=conflict.key,
            defaults={"object_id": conflict.object_id or 0, "digest": conflict.digest},
        )
    conflict.decided_by, conflict.decided_at = actor, at  # type: ignore[assignment]
    conflict.save()


def record_of(conflict: ReferenceConflict) -> models.Model | None:
    """Find the record that a conflict is about."""
    model = MODELS.get(conflict.model)
    return model._base_manager.filter(pk=conflict.object_id).first() if model else None


def version_of(record: models.Model | None) -> Any:
    """Give the version that a record is, or hangs on; None for any other."""
    if record is None or type(record).__name__ not in TABLES:
        return None
    return getattr(record, "version", record)


def _take(conflict: ReferenceConflict, names: Collection[str]) -> None:
    record = record_of(conflict)
    if record is None:
        raise ValidationError(_("The record was deleted here: there is nothing to take the data's values."))
    version = version_of(record)
    if version is not None and version.state != "draft":
        raise ValidationError(
            _("This is published law: it is never changed in place. Correct it with the data's values.")
        )
    for difference in conflict.differences:
        if difference["field"] in names:
            _put(record, difference)
    record.full_clean(exclude=["i18n"])
    record.save()
    reindex(laws=_laws(record))


def _put(record: models.Model, difference: Mapping[str, Any]) -> None:
    name, value = difference["field"], difference["data"]
    attributes = {field.attname: field for field in record._meta.concrete_fields}
    if name in attributes:
        setattr(record, name, _value(attributes[name], value))
    else:
        record.i18n = {**(record.i18n or {}), name: value}


def _value(field: models.Field[Any, Any], plain: Any) -> Any:
    if isinstance(plain, list) and field.get_internal_type() == "DateRangeField":
        return DateRange(*(dt.date.fromisoformat(day) if day else None for day in plain))
    if plain is None:
        return None if field.null else ""
    return Decimal(plain) if isinstance(field, models.DecimalField) else field.to_python(plain)


def _laws(record: models.Model) -> list[int]:
    if isinstance(record, Law):
        return [record.pk]
    for path in (("law_id",), ("provision", "law_id"), ("version", "provision", "law_id")):
        found: Any = record
        for name in path:
            found = getattr(found, name, None)
        if isinstance(found, int):
            return [found]
    return []
