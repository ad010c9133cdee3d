"""Counting the cases opened in a month, in the worker's role: codes and dates, and only with consent."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from cases import states
from cases.care_choices import ConsentKind
from cases.choices import PartyKind
from cases.figures import grouping
from cases.figures.suppression import TOTAL, suppressed
from cases.law_door import kinds_of_violence
from cases.models import Case, Consent, Incident, Organisation, Party

SMALLEST = 5
CLOSES = 5  # day of the next month: what was opened on the last days has been agreed to by then, or not
COUNTED = (states.OPEN, states.CLOSING, states.CLOSED, states.REOPENED)


@dataclass(frozen=True, slots=True)
class Counted:
    """One case as it is counted."""

    danger: str
    age: str
    relation: str
    kind: str
    region: str


def tables_of(month: dt.date, *, using: str) -> tuple[int | None, list[dict[str, Any]]]:
    """Return how many cases with consent were opened in a month, and the fixed tables about them.

    Counted as they stood when the month was closed, as far as that is known: what was agreed to later isn't
    counted, nor what was withdrawn since.

    Args:
        month: its first day, on the clocks of the site.

    Returns:
        No number and no tables where there are too few.
    """
    kinds = kinds_of_violence().values_list("slug", flat=True)
    regions = Organisation.objects.using(using).order_by().values_list("region", flat=True).distinct()
    return tables_about(_cases(month, using), kinds=kinds, regions=regions)


def tables_about(
    cases: Sequence[Counted], *, kinds: Iterable[str], regions: Iterable[str]
) -> tuple[int | None, list[dict[str, Any]]]:
    """Return how many cases these are and what is printed about them; nothing where there are too few.

    Args:
        kinds: all that may be recorded, whether or not they were.
        regions: of all organisations, whether or not they have cases.
    """
    if len(cases) < SMALLEST:
        return None, []
    of_kind, of_region = grouping.listed(kinds), grouping.listed(regions)
    return len(cases), [
        _crossed("danger-age", [(case.danger, case.age) for case in cases], grouping.DANGERS, grouping.AGES),
        _listed("relation", [case.relation for case in cases], grouping.RELATIONS),
        _listed("kind", [grouping.place_of(case.kind, of_kind) for case in cases], of_kind),
        _listed("region", [grouping.place_of(case.region, of_region) for case in cases], of_region),
    ]


def first_month(*, using: str) -> dt.date | None:
    """Return the month in which the first case was opened that may be counted, if there is any."""
    cases = Case.objects.using(using).filter(status__in=COUNTED, is_demo=False).order_by()
    first = cases.aggregate(first=Min("opened_at"))["first"]
    return timezone.localdate(first).replace(day=1) if first else None


def _cases(month: dt.date, using: str) -> list[Counted]:
    start, end = _beginning(month), _beginning(next_month(month))
    agreed = (
        Consent.objects.using(using)
        .counting()
        .filter(
            case=OuterRef("pk"), kind=ConsentKind.STATISTICS, party__kind=PartyKind.SURVIVOR,
            given_at__lt=_beginning(closes_on(month)),
        )
    )  # fmt: skip
    rows = {
        pk: rest
        for pk, *rest in Case.objects.using(using)
        .filter(Exists(agreed), opened_at__gte=start, opened_at__lt=end, status__in=COUNTED, is_demo=False)
        .order_by()
        .values_list("pk", "risk", "organisation__region")
    }
    ages = _gathered(_parties(using, rows, PartyKind.SURVIVOR).values_list("case", "age_band"))
    relations = _gathered(
        _parties(using, rows, PartyKind.ALLEGED_OFFENDER).values_list("case", "relationship")
    )
    incidents = Incident.objects.using(using).standing().filter(case__in=rows).order_by()
    kinds = _gathered(
        (case, kind) for case, found in incidents.values_list("case", "violence_types") for kind in found
    )
    return [
        Counted(
            danger=risk, age=grouping.age_of(ages[pk]), relation=grouping.relation_of(relations[pk]),
            kind=grouping.kind_of(kinds[pk]), region=region or grouping.UNKNOWN,
        )
        for pk, (risk, region) in rows.items()
    ]  # fmt: skip


def _beginning(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _parties(using: str, cases: Collection[UUID], kind: str) -> Any:
    return Party.objects.using(using).filter(case__in=cases, kind=kind).order_by()


def _gathered(pairs: Iterable[tuple[UUID, str]]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for case, value in pairs:
        found[case].append(value)
    return found


def _listed(name: str, values: Iterable[str], groups: Sequence[str]) -> dict[str, Any]:
    counts = Counter(values)
    shown = suppressed([[counts[group]] for group in groups], SMALLEST)
    cells = [[shown[place, 0]] for place in range(len(groups))]
    return {"name": name, "rows": list(groups), "columns": [], "cells": cells, "sums": []}


def _crossed(
    name: str, values: Iterable[tuple[str, str]], rows: Sequence[str], columns: Sequence[str]
) -> dict[str, Any]:
    counts = Counter(values)
    shown = suppressed([[counts[row, column] for column in columns] for row in rows], SMALLEST)
    across = [*range(len(columns)), TOTAL]
    return {
        "name": name,
        "rows": list(rows),
        "columns": list(columns),
        "cells": [[shown[i, j] for j in across] for i in range(len(rows))],
        "sums": [shown[TOTAL, j] for j in across],
    }


def closes_on(month: dt.date) -> dt.date:
    """Return the day from which no consent enters the statistics of a month, however late they are made.

    >>> str(closes_on(dt.date(2026, 10, 1)))
    '2026-11-05'
    """
    return next_month(month).replace(day=CLOSES)


def next_month(month: dt.date) -> dt.date:
    """Return the first day of the next month.

    >>> str(next_month(dt.date(2026, 12, 1)))
    '2027-01-01'
    """
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
