"""Settling a flag."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import door, permissions, record
from cases.actions.access import ReasonMissingError
from cases.actions.editing import ChangedMeanwhileError
from cases.choices import Deed
from cases.models import Flag
from cases.querysets import WRITE
from cases.sealing import seal

# Flags that have these in common say the same of several provisions, or miss several facts.
ALIKE = ("case_id", "kind", "doubt", "incident_id", "event_id", "duty_id", "measure_id")


@transaction.atomic
def resolve_flag(*, actor: Any, flag_id: Any, resolution: str, alike: bool = False) -> None:
    """Say how a doubt was settled; once.

    Args:
        alike: settle with it the same doubt about other provisions.

    Raises:
        ChangedMeanwhileError: somebody else said so already.
    """
    if not resolution.strip():
        raise ReasonMissingError
    found = Flag.objects.visible_to(actor, level=WRITE).select_related("case")
    flag = door.one(found.select_for_update(of=("self",)), flag_id)
    if flag.resolved_at:
        raise ChangedMeanwhileError(_("Somebody else has settled this meanwhile."))
    permissions.check(
        actor, permissions.WRITE, permissions.MEASURE, organisation_id=flag.case.organisation_id
    )
    settle(flag, actor, resolution.strip())
    if alike:
        for other in alike_to(flag, found.open()).select_for_update(of=("self",)):
            settle(other, actor, resolution.strip())


def alike_to(flag: Flag, among: QuerySet[Flag]) -> QuerySet[Flag]:
    """Return the other flags of the same doubt about the same thing."""
    same = {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in ((name, getattr(flag, name)) for name in ALIKE)
    }
    return among.filter(**same).exclude(pk=flag.pk)


def settle(flag: Flag, actor: Any, resolution: str) -> None:
    """Write how a doubt was settled; its case is loaded."""
    seal(flag, resolution=resolution)
    Flag.objects.filter(pk=flag.pk).update(
        resolved_at=timezone.now(), resolved_by=actor, resolution=flag.resolution,
        row_version=F("row_version") + 1,
    )  # fmt: skip
    record.note(Deed.CHANGED, flag)
