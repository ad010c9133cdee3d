"""A day and an hour on a wall clock as an instant, where clocks are put back and forward. Pure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


class ImpossibleMomentError(ValueError):
    """A time that the clocks of a zone skip, or show twice; `twice` says which of the two."""

    def __init__(self, moment: dt.datetime, zone: str, *, twice: bool) -> None:
        self.moment, self.zone, self.twice = moment, zone, twice
        problem = "comes twice" if twice else "does not exist"
        super().__init__(f"{moment:%Y-%m-%d %H:%M} {problem} in {zone}: the clocks are changed there.")


def instant(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give the instant at which clocks of a zone show a time.

    Args:
        moment: without a zone.
        zone: IANA name.

    Raises:
        ImpossibleMomentError: the clocks skip this time, or show it twice.

    >>> instant(dt.datetime(2026, 3, 1, 18), "Asia/Almaty")
    datetime.datetime(2026, 3, 1, 13, 0, tzinfo=datetime.timezone.utc)
    >>> instant(dt.datetime(2024, 2, 29, 23, 30), "Asia/Almaty")
    Traceback (most recent call last):
    programs.cohorts.moments.ImpossibleMomentError: 2024-02-29 23:30 comes twice in Asia/Almaty: the clocks \
are changed there.
    >>> instant(dt.datetime(2008, 6, 1, 0, 30), "Asia/Karachi")
    Traceback (most recent call last):
    programs.cohorts.moments.ImpossibleMomentError: 2008-06-01 00:30 does not exist in Asia/Karachi: the \
clocks are changed there.
    """
    place = ZoneInfo(zone)
    first, second = (moment.replace(tzinfo=place, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    if first.astimezone(place).replace(tzinfo=None, fold=0) != moment:
        raise ImpossibleMomentError(moment, zone, twice=False)
    if first != second:
        raise ImpossibleMomentError(moment, zone, twice=True)
    return first


def last_day(deadline: dt.datetime, zone: str) -> dt.date:
    """Give the last day on which one is still before a deadline.

    >>> last_day(dt.datetime(2027, 1, 31, 19, tzinfo=dt.UTC), "Asia/Almaty")
    datetime.date(2027, 1, 31)
    """
    return (deadline - dt.timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or the last of that month.

    >>> months_later(dt.date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
