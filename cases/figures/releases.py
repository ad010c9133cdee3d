"""Releasing the statistics of a month: once, when it is closed; asked again, the same is returned."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cases.figures.counting import SMALLEST, closes_on, first_month, next_month, tables_of
from cases.models import StatisticsRelease
from kbase.database import WORKER_ALIAS


class MonthNotClosedError(ValueError):
    """A month whose cases may still be agreed to be counted; its numbers would change with each of them."""

    def __init__(self, month: dt.date) -> None:
        super().__init__(f"{month:%Y-%m} closes on {closes_on(month)}: it can be released from that day on.")


def release(month: dt.date, *, today: dt.date, using: str = WORKER_ALIAS) -> StatisticsRelease:
    """Return the release of a month, made now unless it was made before; what came later never enters it.

    Raises:
        MonthNotClosedError: it goes on, or is over so lately that who agrees today would still be counted.
    """
    month = month.replace(day=1)
    if today < closes_on(month):
        raise MonthNotClosedError(month)
    with transaction.atomic(using=using):
        kept = StatisticsRelease.objects.using(using)
        if found := kept.filter(month=month).first():
            return found
        total, tables = tables_of(month, using=using)
        made = StatisticsRelease(month=month, smallest=SMALLEST, total=total, tables=tables)
        kept.bulk_create([made], ignore_conflicts=True)  # another worker may have been as quick
        return kept.get(month=month)


def release_missed(*, today: dt.date, using: str = WORKER_ALIAS) -> list[StatisticsRelease]:
    """Release each closed month that wasn't, from that of the first case or the first release on.

    A worker that stood still for a quarter leaves no gap, nor does a month released by hand before those
    before it; nothing is made twice.
    """
    last = month_before(today)
    if today < closes_on(last):
        last = month_before(last)
    kept = set(StatisticsRelease.objects.using(using).values_list("month", flat=True))
    month, made = min(kept | {last, first_month(using=using) or last}), []
    while month <= last:
        if month not in kept:
            made.append(release(month, today=today, using=using))
        month = next_month(month)
    return made


def month_before(day: dt.date) -> dt.date:
    """Return the first day of the month before.

    >>> str(month_before(dt.date(2026, 1, 15)))
    '2025-12-01'
    """
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
