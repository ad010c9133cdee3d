"""Whose law holds in a case: that of the places where what is recorded in it happened."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from legislation.models import Jurisdiction

HAPPENED_IN = "SELECT sec.happened_in(%s)"


def places_of_case(case: Any) -> QuerySet[Jurisdiction]:
    """Return the jurisdictions whose law holds in a case, countries with their parts.

    A case in which nothing is recorded yet may have happened anywhere. The database knows, also for who
    doesn't read what happened; cases/rowsecurity/sharing_rules.py has the same rule.
    """
    with connection.cursor() as cursor:
        cursor.execute(HAPPENED_IN, [case.pk])
        found = [row[0] for row in cursor.fetchall()]
    held = Jurisdiction.objects.filter(Q(pk__in=found) | Q(parts__in=found)).distinct()
    return held if found else Jurisdiction.objects.all()
