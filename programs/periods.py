"""Periods as precisely as they are known: '2024', '2024-12', '2021-Q1', '2025-01/2025-08'. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["year", "month", "day", "quarter", "fiscal", "span"]
YEAR = r"(1[89]\d\d|2[01]\d\d)"
FORMS: dict[Kind, re.Pattern[str]] = {
    "year": re.compile(YEAR),
    "month": re.compile(rf"{YEAR}-(0[1-9]|1[0-2])"),
    "day": re.compile(rf"{YEAR}-(0[1-9]|1[0-2])-(\d\d)"),
    "quarter": re.compile(rf"{YEAR}-Q([1-4])"),
    "fiscal": re.compile(rf"{YEAR}-(\d\d)"),
    "span": re.compile(rf"({YEAR}-(?:0[1-9]|1[0-2]))/({YEAR}-(?:0[1-9]|1[0-2]))"),
}
ACCEPTED = "YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Q1, YYYY-YY (July to June) or YYYY-MM/YYYY-MM"
DAYS_A_YEAR = 365.25


class InvalidPeriod(ValueError):
    """Text that names no period. Says what was given and what is accepted."""

    def __init__(self, given: str) -> None:
        super().__init__(f"'{given[:40]}' is not a period: write {ACCEPTED}.")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, half-open: the day `end` is the first no longer in it."""

    text: str
    kind: Kind
    start: dt.date
    end: dt.date

    @property
    def middle(self) -> float:
        """The middle of the period as a year with fraction, where a chart puts it.

        >>> parse_period("2024").middle
        2024.5
        """
        days = (self.end - self.start).days
        return in_years(self.start) + days / DAYS_A_YEAR / 2 if self.kind != "year" else self.start.year + 0.5

    @property
    def last_day(self) -> dt.date:
        """The last day in the period."""
        return self.end - dt.timedelta(days=1)


def in_years(day: dt.date) -> float:
    """Return a day as a year with fraction.

    >>> in_years(dt.date(2024, 1, 1)), round(in_years(dt.date(2024, 7, 1)), 2)
    (2024.0, 2024.5)
    """
    return day.year + (day - dt.date(day.year, 1, 1)).days / DAYS_A_YEAR


def parse_period(text: str) -> Period:
    """Read a period.

    A year followed by the last two digits of the next is a year of accounts that begins in July, as
    Pakistan counts; where those digits could be a month, it is that month.

    >>> parse_period("2024-25").start, parse_period("2021-Q1").end
    (datetime.date(2024, 7, 1), datetime.date(2021, 4, 1))
    >>> parse_period("2025-01/2025-08").end
    datetime.date(2025, 9, 1)

    Raises:
        InvalidPeriod: for anything else.
    """
    for kind, form in FORMS.items():
        found = form.fullmatch(text)
        if found:
            days = _days(kind, found)
            if days and days[0] < days[1]:
                return Period(text, kind, *days)
    raise InvalidPeriod(text)


def period_or_none(text: str) -> Period | None:
    """Read a period; None where the text names none ('date not shown')."""
    try:
        return parse_period(text)
    except InvalidPeriod:
        return None


def _days(kind: Kind, found: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    year = int(found[1][:4])
    match kind:
        case "year":
            return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        case "month":
            return dt.date(year, int(found[2]), 1), _month_after(year, int(found[2]))
        case "quarter":
            last = int(found[2]) * 3
            return dt.date(year, last - 2, 1), _month_after(year, last)
        case "fiscal":
            follows = int(found[2]) == (year + 1) % 100
            return (dt.date(year, 7, 1), dt.date(year + 1, 7, 1)) if follows else None
        case "span":
            last_year, last_month = map(int, found[3].split("-"))
            return dt.date(year, int(found[1][5:]), 1), _month_after(last_year, last_month)
        case "day":
            return _one_day(found[0])


def _one_day(text: str) -> tuple[dt.date, dt.date] | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day, day + dt.timedelta(days=1)


def _month_after(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1)
