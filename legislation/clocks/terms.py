"""Terms of measures: whether a term keeps to the bounds that the law sets, and when it ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from legislation.clocks.calendar import ONE_DAY
from legislation.clocks.moments import add_months, end_of_day
from legislation.clocks.rules import InvalidRule, Unit


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in one unit."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.value < 1 or self.unit in (Unit.IMMEDIATELY, Unit.WORKING_DAYS):
            raise InvalidRule(
                f"A term is 1 or more hours, days, months or years, not {self.value} {self.unit}."
            )


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the law allows; None is not stated.

    Attributes:
        extension: by how much at most it may be prolonged, all extensions together.
    """

    shortest: Term | None = None
    longest: Term | None = None
    usual: Term | None = None
    extension: Term | None = None


@dataclass(frozen=True, slots=True)
class TermCheck:
    """What came of checking a term.

    Attributes:
        problem: 'too-short', 'too-long', or '' where it keeps to the bounds.
        earliest, latest: the last days that the bounds allow, inclusive; None where not stated.
    """

    problem: str
    earliest: dt.date | None
    latest: dt.date | None


def last_day(start: dt.date, term: Term) -> dt.date:
    """Give the last day of a term whose first day is `start`.

    >>> str(last_day(dt.date(2026, 3, 2), Term(30, Unit.DAYS)))
    '2026-03-31'
    >>> str(last_day(dt.date(2026, 11, 30), Term(3, Unit.MONTHS)))
    '2027-02-28'
    >>> str(last_day(dt.date(2026, 3, 1), Term(1, Unit.MONTHS)))
    '2026-03-31'
    """
    if term.unit == Unit.HOURS:
        return start + dt.timedelta(days=(term.value - 1) // 24)
    if term.unit == Unit.DAYS:
        return start + dt.timedelta(days=term.value - 1)
    months = 12 * term.value if term.unit == Unit.YEARS else term.value
    if start.day == 1:
        return add_months(start, months) - ONE_DAY
    return add_months(start - ONE_DAY, months)


def expires_at(start: dt.date, term: Term, zone: ZoneInfo) -> dt.datetime:
    """Give the last instant of a term in days, months or years, in UTC."""
    return end_of_day(last_day(start, term), zone)


def check_term(start: dt.date, until: dt.date, bounds: Bounds, *, extended: bool = False) -> TermCheck:
    """Check the last day of a measure against the bounds of the version of the law in force.

    Args:
        start: first day of the measure.
        until: last day, inclusive.
        extended: the term was prolonged, so that the longest extension comes on top of the longest term.

    >>> special = Bounds(Term(3, Unit.MONTHS), Term(1, Unit.YEARS))
    >>> check_term(dt.date(2026, 3, 2), dt.date(2026, 5, 1), special).problem
    'too-short'
    """
    if until < start:
        raise ValueError(f"{until} is before {start}: a measure ends on or after its first day.")
    earliest = last_day(start, bounds.shortest) if bounds.shortest else None
    latest = last_day(start, bounds.longest) if bounds.longest else None
    if extended and latest and bounds.extension:
        latest = last_day(latest + ONE_DAY, bounds.extension)
    if earliest and until < earliest:
        return TermCheck("too-short", earliest, latest)
    if latest and until > latest:
        return TermCheck("too-long", earliest, latest)
    return TermCheck("", earliest, latest)
