"""Settling a flag."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases import door, permissions, record
from cases.actions.access import ReasonMissingError
from cases.choices import Deed
from cases.models import Flag
from cases.querysets import WRITE
from cases.sealing import seal


@transaction.atomic
def resolve_flag(*, actor: Any, flag_id: Any, resolution: str) -> None:
    """Say how a doubt was settled."""
    if not resolution.strip():
        raise ReasonMissingError
    found = Flag.objects.visible_to(actor, level=WRITE).open().select_related("case")
    flag = door.one(found.select_for_update(of=("self",)), flag_id)
    permissions.check(
        actor, permissions.WRITE, permissions.MEASURE, organisation_id=flag.case.organisation_id
    )
    seal(flag, resolution=resolution.strip())
    Flag.objects.filter(pk=flag.pk).update(
        resolved_at=timezone.now(), resolved_by=actor, resolution=flag.resolution,
        row_version=F("row_version") + 1,
    )  # fmt: skip
    record.note(Deed.CHANGED, flag)
