"""Which rules on keeping count for an organisation, and which destructions of cases a person may see."""

from __future__ import annotations

from typing import Any, Self

from django.db import connection, models
from django.db.models import Q

from cases.retention_choices import DispositionStatus

VISIBLE = "SELECT sec.dispositions()"


class RetentionRuleQuerySet(models.QuerySet[Any]):
    """Rules on keeping cases."""

    def for_organisation(self, organisation: Any) -> Any:
        """Return the rule that counts: the organisation's own, else its kind's, else the general one;
        of several alike the longest. None where none counts."""
        found = self.filter(
            Q(organisation=organisation)
            | Q(organisation__isnull=True, organisation_kind__in=(organisation.kind, "")),
            is_active=True,
        )
        rules = sorted(found, key=_rank)
        return rules[0] if rules else None


def _rank(rule: Any) -> tuple[bool, bool, int]:
    return rule.organisation_id is None, not rule.organisation_kind, -rule.years


class DispositionQuerySet(models.QuerySet[Any]):
    """Destructions of cases; the database says which of them a person sees."""

    def visible(self) -> Self:
        """Those of cases that who asks leads or supervises, or of organisations that who asks audits."""
        with connection.cursor() as cursor:
            cursor.execute(VISIBLE)
            ids = [found for (found,) in cursor.fetchall()]
        return self.filter(pk__in=ids)

    def waiting(self) -> Self:
        """Those that wait for somebody."""
        return self.exclude(status__in=(DispositionStatus.EXECUTED, DispositionStatus.HELD))

    def executed(self) -> Self:
        """Those that were carried out."""
        return self.filter(status=DispositionStatus.EXECUTED)
