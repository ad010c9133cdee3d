"""Releasing the statistics of a month: once, when it is over; asked again, the same is returned."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from cases.figures.counting import SMALLEST, closes_on, next_month, tables_of
from cases.models import StatisticsRelease
from kbase.database import WORKER_ALIAS


class MonthNotOverError(ValueError):
    """A month that still goes on; its numbers would change with each case."""

    def __init__(self, month: dt.date) -> None:
        super().__init__(f"{month:%Y-%m} is not over: its statistics can be released once it is.")


def release(month: dt.date, *, today: dt.date, using: str = WORKER_ALIAS) -> StatisticsRelease:
    """Return the release of a month, made now unless it was made before; what came later never enters it.

    Raises:
        MonthNotOverError: it is not over.
    """
    month = month.replace(day=1)
    if today < next_month(month):
        raise MonthNotOverError(month)
    with transaction.atomic(using=using):
        kept = StatisticsRelease.objects.using(using)
        if found := kept.filter(month=month).first():
            return found
        total, tables = tables_of(month, using=using)
        made = StatisticsRelease(month=month, smallest=SMALLEST, total=total, tables=tables)
        kept.bulk_create([made], ignore_conflicts=True)  # another worker may have been as quick
        return kept.get(month=month)


def release_missed(*, today: dt.date, using: str = WORKER_ALIAS) -> list[StatisticsRelease]:
    """Release each month that was closed since the last release; the last month alone where there is none.

    A worker that stood still for a quarter leaves no gap, and nothing is made twice.
    """
    last = month_before(today)
    if today < closes_on(last):
        last = month_before(last)
    kept = StatisticsRelease.objects.using(using).aggregate(latest=Max("month"))["latest"]
    month, made = next_month(kept) if kept else last, []
    while month <= last:
        made.append(release(month, today=today, using=using))
        month = next_month(month)
    return made


def month_before(day: dt.date) -> dt.date:
    """Return the first day of the month before.

    >>> str(month_before(dt.date(2026, 1, 15)))
    '2025-12-01'
    """
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
