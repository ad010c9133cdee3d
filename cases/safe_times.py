"""When a person may safely be contacted: arithmetic on the clocks of the place. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

DAY = dt.timedelta(days=1)
WEEK_AND_A_DAY = 8
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTimes:
    """An agreement: ISO weekdays, hours (half-open; past midnight where they end earlier).

    Hours without days are hours of every day, days without hours are whole days; neither is no agreement.

    Attributes:
        until: the last day it holds.
        never: contact is not wanted at all.
    """

    days: Collection[int] = ()
    start: dt.time | None = None
    end: dt.time | None = None
    until: dt.date | None = None
    never: bool = False

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days on which something is agreed; none where nothing is.

        >>> SafeTimes().weekdays, SafeTimes(start=dt.time(10)).weekdays, SafeTimes(days=[5]).weekdays
        ((), (1, 2, 3, 4, 5, 6, 7), (5,))
        """
        if self.never or (not self.days and self.start is None and self.end is None):
            return ()
        return tuple(sorted(self.days)) or EVERY_DAY

    @property
    def goes_past_midnight(self) -> bool:
        return self.start is not None and self.end is not None and self.end < self.start


def is_safe(times: SafeTimes, at: dt.datetime) -> bool:
    """Whether a moment on the clocks of the place lies within what was agreed.

    >>> evening = SafeTimes(days=[1], start=dt.time(22), end=dt.time(2))
    >>> is_safe(evening, dt.datetime(2026, 11, 24, 1)), is_safe(evening, dt.datetime(2026, 11, 23, 1))
    (True, False)
    """
    if times.until is not None and at.date() > times.until:
        return False
    return _within(times, at, at.date()) or (times.goes_past_midnight and _within(times, at, at.date() - DAY))


def next_safe(times: SafeTimes, after: dt.datetime) -> dt.datetime | None:
    """Return the first safe moment from a moment on, itself included; None where there is none.

    >>> next_safe(SafeTimes(days=[5], start=dt.time(10)), dt.datetime(2026, 11, 21, 12))
    datetime.datetime(2026, 11, 27, 10, 0)
    """
    opening = times.start or dt.time()
    days = (after.date() + number * DAY for number in range(WEEK_AND_A_DAY))
    moments = (after, *(dt.datetime.combine(day, opening) for day in days))
    return next((moment for moment in moments if moment >= after and is_safe(times, moment)), None)


def _within(times: SafeTimes, at: dt.datetime, day: dt.date) -> bool:
    """Whether a moment lies in the hours that begin on a day."""
    if day.isoweekday() not in times.weekdays:
        return False
    start = dt.datetime.combine(day, times.start or dt.time())
    goes_on = times.end is None or times.goes_past_midnight
    end = dt.datetime.combine(day + DAY if goes_on else day, times.end or dt.time())
    return start <= at < end
