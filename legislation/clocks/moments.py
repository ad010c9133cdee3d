"""When something happened, as far as it is known: exact, a day, a month; local times that happened twice."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

SECOND = dt.timedelta(seconds=1)
ONE_DAY = dt.timedelta(days=1)


class InvalidMoment(ValueError):
    """A moment that can't be counted from; the message says what was given and what is accepted."""


class Precision(StrEnum):
    """How much of a moment is known."""

    EXACT = "exact"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time as people tell it, and how precise it is.

    Attributes:
        local: wall clock time without a zone; with precision day or month only that part counts.
        second_time: for a time that the clocks showed twice: whether the second is meant; None is not told.
    """

    local: dt.datetime
    precision: Precision = Precision.EXACT
    second_time: bool | None = None

    def __post_init__(self) -> None:
        if self.local.tzinfo is not None:
            raise InvalidMoment(f"{self.local} names a zone; give the time on the wall of the place instead.")

    @property
    def earliest(self) -> dt.datetime:
        """The earliest local time it can be: the cautious one to count from.

        >>> Moment(dt.datetime(2026, 3, 17, 9), Precision.MONTH).earliest
        datetime.datetime(2026, 3, 1, 0, 0)
        """
        if self.precision == Precision.EXACT:
            return self.local.replace(microsecond=0)
        day = self.local.date()
        if self.precision == Precision.MONTH:
            day = day.replace(day=1)
        return dt.datetime.combine(day, dt.time())

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The local days it can lie on, both inclusive: they choose the version of the law.

        >>> [str(day) for day in Moment(dt.datetime(2026, 2, 9), Precision.MONTH).days]
        ['2026-02-01', '2026-02-28']
        """
        first = self.earliest.date()
        if self.precision == Precision.MONTH:
            return first, first.replace(day=months.monthrange(first.year, first.month)[1])
        return first, first


def is_ambiguous(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks showed a local time twice.

    >>> is_ambiguous(dt.datetime(2024, 2, 29, 23, 30), ZoneInfo("Asia/Almaty"))
    True
    """
    first, second = _offsets(local, zone)
    return first > second


def is_missing(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks never showed a local time, because they were put forward over it."""
    first, second = _offsets(local, zone)
    return first < second


def to_utc(local: dt.datetime, zone: ZoneInfo, *, second_time: bool | None = None) -> dt.datetime:
    """Give the instant of a local time; of two, the earlier, unless the second is meant.

    >>> to_utc(dt.datetime(2024, 2, 29, 23, 30), ZoneInfo("Asia/Almaty")).isoformat()
    '2024-02-29T17:30:00+00:00'
    >>> to_utc(dt.datetime(2024, 2, 29, 23, 30), ZoneInfo("Asia/Almaty"), second_time=True).isoformat()
    '2024-02-29T18:30:00+00:00'
    """
    both = [local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]
    if second_time and both[1] > both[0]:
        return both[1]
    return min(both)


def end_of_day(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Give the last second of a local day: one before the clocks show the next date.

    >>> end_of_day(dt.date(2026, 3, 5), ZoneInfo("Asia/Almaty")).isoformat()
    '2026-03-05T18:59:59+00:00'
    """
    return to_utc(dt.datetime.combine(day + ONE_DAY, dt.time()), zone) - SECOND


def add_months(day: dt.date, count: int) -> dt.date:
    """Give the same day of a later month, or the month's last day where it has none such.

    >>> str(add_months(dt.date(2026, 1, 31), 1)), str(add_months(dt.date(2025, 11, 30), 3))
    ('2026-02-28', '2026-02-28')
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    month += 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR - 1:
        raise InvalidMoment(f"{count} months after {day} is no date that can be counted to.")
    return dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))


def offset_text(instant: dt.datetime) -> str:
    """Write the distance of a local time from UTC the short way.

    >>> offset_text(dt.datetime(2024, 3, 2, tzinfo=ZoneInfo("Asia/Almaty")))
    '+05'
    """
    text = instant.strftime("%z")
    return text[:3] if text[3:] == "00" else f"{text[:3]}:{text[3:]}"


def _offsets(local: dt.datetime, zone: ZoneInfo) -> tuple[dt.timedelta, dt.timedelta]:
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first or dt.timedelta(), second or dt.timedelta()
