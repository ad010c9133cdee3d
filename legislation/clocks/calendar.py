"""The calendar that days are counted on: time zone, rest days, public holidays, transferred days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

DayKind = Literal["working", "worked", "rest", "holiday", "moved"]
ONE_DAY = dt.timedelta(days=1)
# No chain of days off comes near this; past it the calendar is wrong.
LONGEST_BREAK = 60


class CannotCount(ValueError):
    """The calendar doesn't say what has to be known; the message says what is missing."""


@dataclass(frozen=True)
class Calendar:
    """Working days of one jurisdiction.

    Attributes:
        rest_days: ISO weekday numbers; empty where not established.
        holidays: public holidays, and days taken off in their place, by name.
        estimated: those of the holidays whose day is only estimated (lunar calendar).
        worked: rest days that were made working days by an official transfer.
        off: working days that were made days off by an official transfer.
        first, last: days that the holidays are known for, both inclusive.
        version: what to quote in a trace.
    """

    zone: ZoneInfo
    rest_days: frozenset[int] = frozenset()
    holidays: Mapping[dt.date, str] = field(default_factory=dict)
    estimated: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    off: frozenset[dt.date] = frozenset()
    first: dt.date = dt.date.max
    last: dt.date = dt.date.min
    version: str = ""

    def kind(self, day: dt.date) -> DayKind:
        """Say what a day is.

        Raises:
            CannotCount: rest days are not established, or the year lies outside the calendar.
        """
        if not self.rest_days:
            raise CannotCount("No rest days are recorded here, so working days can't be counted.")
        if not self.first <= day <= self.last:
            raise CannotCount(f"The calendar of holidays holds {self.first} to {self.last}, not {day}.")
        if day in self.worked:
            return "worked"
        if day in self.off:
            return "moved"
        if day in self.holidays:
            return "holiday"
        return "rest" if day.isoweekday() in self.rest_days else "working"

    def is_working(self, day: dt.date) -> bool:
        """Tell whether people work on a day."""
        return self.kind(day) in ("working", "worked")

    def next_working(self, day: dt.date) -> dt.date:
        """Give the first working day on or after a day."""
        for _step in range(LONGEST_BREAK):
            if self.is_working(day):
                return day
            day += ONE_DAY
        raise CannotCount(f"No working day within {LONGEST_BREAK} days before {day}: the calendar is wrong.")

    def name(self, day: dt.date) -> str:
        """Name the holiday of a day; empty for an ordinary rest day."""
        return self.holidays.get(day, "")
