"""Writing to the record of accesses: call it in the transaction of what was looked at or done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models

from cases.choices import Result
from cases.models import AccessEvent, Case


def note(deed: str, record: models.Model, *, purpose: str = "") -> None:
    """Record that who asks did something with a record of a case; who and when the database adds."""
    case_id = record.pk if isinstance(record, Case) else getattr(record, "case_id", None)
    note_ids(
        deed,
        case_id=case_id,
        kind=str(record._meta.model_name),
        object_id=record.pk if isinstance(record.pk, UUID) else None,
        purpose=purpose,
    )


def note_ids(
    deed: str,
    *,
    case_id: Any = None,
    kind: str = "",
    object_id: Any = None,
    purpose: str = "",
    result: str = Result.ALLOWED,
) -> None:
    """Record a deed by identities alone, as for what was refused or doesn't exist."""
    AccessEvent.objects.create(
        deed=deed, case_id=case_id, object_kind=kind, object_id=object_id, purpose=purpose, result=result
    )
