"""Which cases were reached in a stretch of time: from the record of accesses, in the worker's role."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min

from cases import numbers
from cases.choices import Result
from cases.models import AccessEvent, Case


def affected(
    *, since: dt.datetime, until: dt.datetime, user_id: int | None, using: str
) -> list[dict[str, Any]]:
    """Return the cases with when they were reached, by how many people, and how; the first reached first.

    Args:
        since, until: both inclusive.
        user_id: only what this account did.
    """
    events = AccessEvent.objects.using(using).filter(
        at__gte=since, at__lte=until, case_id__isnull=False, result=Result.ALLOWED
    )
    if user_id is not None:
        events = events.filter(actor_id=user_id)
    rows: list[Any] = list(
        events.order_by()
        .values("case_id", "organisation_id")
        .annotate(
            first=Min("at"), last=Max("at"), people=Count("actor_id", distinct=True), events=Count("pk"),
            deeds=ArrayAgg("deed", distinct=True),
        )
        .order_by("first", "case_id")
    )  # fmt: skip
    known = dict(
        Case.objects.using(using)
        .filter(pk__in=[row["case_id"] for row in rows])
        .order_by()
        .values_list("pk", "public_no")
    )
    return [_row(row, known) for row in rows]


def _row(row: dict[str, Any], known: dict[Any, str]) -> dict[str, Any]:
    number = known.get(row["case_id"], "")
    return {
        "case": row["case_id"],
        "number": numbers.shown(number) if number else "",
        "organisation": row["organisation_id"],
        "first_at": row["first"].isoformat(),
        "last_at": row["last"].isoformat(),
        "people": row["people"],
        "events": row["events"],
        "deeds": " ".join(row["deeds"]),
    }
