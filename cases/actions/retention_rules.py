"""Rules on how long cases are kept; set by an administrator, each from a source or marked as local policy."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from cases import permissions
from cases.models import Organisation, RetentionRule


@transaction.atomic
def add_rule(
    *, actor: Any, years: int, basis: str, organisation: Organisation | None = None,
    organisation_kind: str = "", source_url: str = "", is_local_policy: bool = False,
) -> RetentionRule:  # fmt: skip
    """Set a rule in place of the one for the same; cases that are closed already keep their day."""
    _check_administrator(actor)
    rule = RetentionRule(
        organisation=organisation, organisation_kind=organisation_kind, years=years, basis=basis.strip(),
        source_url=source_url, is_local_policy=is_local_policy, created_by=actor,
    )  # fmt: skip
    rule.full_clean(exclude=["created_by"])
    same = RetentionRule.objects.filter(
        organisation=organisation, organisation_kind=organisation_kind, is_active=True
    )
    same.update(is_active=False, row_version=F("row_version") + 1)
    rule.save(force_insert=True)
    return rule


def _check_administrator(actor: Any) -> None:
    if not (actor.is_active and actor.is_superuser):
        raise permissions.NotAllowed("retention: rule")
