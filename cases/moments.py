"""Moments as people tell them and as they are kept: an instant in UTC and how much of it is known. Pure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from legislation.clocks.moments import Moment, Precision, to_utc


def instant_of(moment: Moment, zone: str) -> dt.datetime:
    """Give the instant to keep of a moment: its earliest, in UTC.

    >>> instant_of(Moment(dt.datetime(2026, 3, 17, 9), Precision.MONTH), "Asia/Almaty").isoformat()
    '2026-02-28T19:00:00+00:00'
    """
    return to_utc(moment.earliest, ZoneInfo(zone), second_time=moment.second_time)


def moment_of(at: dt.datetime, known: str, zone: str) -> Moment:
    """Give the moment of a kept instant back; of a time that came twice, the one that was meant.

    >>> kept = dt.datetime(2024, 2, 29, 18, 30, tzinfo=dt.UTC)
    >>> moment_of(kept, "exact", "Asia/Almaty").second_time
    True
    """
    local = at.astimezone(ZoneInfo(zone))
    return Moment(local.replace(tzinfo=None, fold=0), Precision(known), True if local.fold else None)


def days_of(at: dt.datetime, known: str, zone: str) -> tuple[dt.date, dt.date]:
    """Give the local days that something may lie on, both inclusive.

    >>> [str(day) for day in days_of(dt.datetime(2026, 2, 28, 19, tzinfo=dt.UTC), "month", "Asia/Almaty")]
    ['2026-03-01', '2026-03-31']
    """
    return moment_of(at, known, zone).days


def local_day(at: dt.datetime, zone: str) -> dt.date:
    """Give the day on the clocks of a place.

    >>> str(local_day(dt.datetime(2026, 3, 1, 19, tzinfo=dt.UTC), "Asia/Almaty"))
    '2026-03-02'
    """
    return at.astimezone(ZoneInfo(zone)).date()
