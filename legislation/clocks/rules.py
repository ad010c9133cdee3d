"""How a term is counted: offset, where it starts and ends, what moves it, how it recurs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from legislation.clocks.conditions import Condition


class InvalidRule(ValueError):
    """A rule that can't be counted by; the message says what was given and what is accepted."""


class Unit(StrEnum):
    """What a term is counted in; hours are real hours, everything else is counted on the local calendar."""

    IMMEDIATELY = "immediately"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
    YEARS = "years"


class Start(StrEnum):
    """Where counting starts."""

    MOMENT = "moment"
    NEXT_MIDNIGHT = "next-local-midnight"


class End(StrEnum):
    """Where a term ends: at the moment reached, or with the local day it lies in."""

    MOMENT = "moment"
    END_OF_DAY = "end-of-local-day"


class Rollover(StrEnum):
    """What becomes of an end on a day that isn't a working day."""

    NONE = "none"
    NEXT_WORKING_DAY = "next-working-day"


class ChooseBy(StrEnum):
    """Whose date chooses the version of the law."""

    INCIDENT_DATE = "incident-date"
    EVENT_DATE = "event-date"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something to be done again and again: at least `times` (at most `at_most`) in every `every` units.

    Attributes:
        at_most: None where the law sets no upper number.
        ends_with_measure: it ends when the measure that it serves ends.
    """

    times: int
    every: int
    unit: Unit
    at_most: int | None = None
    ends_with_measure: bool = False

    def __post_init__(self) -> None:
        if self.times < 1 or self.every < 1 or (self.at_most is not None and self.at_most < self.times):
            raise InvalidRule(
                f"{self.times} to {self.at_most} times in every {self.every}: expected 1 or more."
            )
        if self.unit in (Unit.IMMEDIATELY, Unit.WORKING_DAYS):
            raise InvalidRule(f"A recurrence is in hours, days, months or years, not {self.unit}.")


@dataclass(frozen=True, slots=True)
class Rule:
    """The counting rule of a duty.

    Attributes:
        offset: how many units; 0 with days is the same day, 0 with immediately is at once.
        stated: False where the law does not say how to count, and the cautious reading is taken.
    """

    offset: int
    unit: Unit
    start: Start = Start.MOMENT
    end: End = End.MOMENT
    rollover: Rollover = Rollover.NONE
    stated: bool = True
    choose_by: ChooseBy = ChooseBy.EVENT_DATE
    applies_if: tuple[Condition, ...] = field(default=())
    recurrence: Recurrence | None = None

    def __post_init__(self) -> None:
        problem = rule_problem(self.offset, self.unit, self.start, self.end, self.rollover)
        if problem:
            raise InvalidRule(problem)

    @property
    def needs_calendar(self) -> bool:
        """Whether rest days and holidays matter.

        >>> Rule(1, Unit.WORKING_DAYS).needs_calendar, Rule(24, Unit.HOURS).needs_calendar
        (True, False)
        """
        return self.unit == Unit.WORKING_DAYS or self.rollover == Rollover.NEXT_WORKING_DAY


def rule_problem(offset: int, unit: str, start: str, end: str, rollover: str = Rollover.NONE) -> str:
    """Say what is wrong with an offset and its ends; nothing if it can be counted by.

    What moves off days off, or is counted in months and years, ends with a day: else a later event could
    be due earlier (31 January 9:00 to 28 February 9:00, 30 January 10:00 to 28 February 10:00).

    >>> rule_problem(24, "hours", "moment", "moment"), rule_problem(0, "days", "moment", "end-of-local-day")
    ('', '')
    >>> rule_problem(0, "hours", "moment", "moment")
    'a term of 0 hours is no term: give 1 or more, or immediately'
    """
    if unit == Unit.IMMEDIATELY:
        at_once = offset == 0 and start == Start.MOMENT and end == End.MOMENT and rollover == Rollover.NONE
        return "" if at_once else "immediately has no number, and starts and ends at the moment itself"
    if offset < 0:
        return f"a term of {offset} {unit} lies in the past: give 1 or more"
    if offset == 0 and (unit not in (Unit.DAYS, Unit.WORKING_DAYS) or end != End.END_OF_DAY):
        if unit in (Unit.DAYS, Unit.WORKING_DAYS):
            return "the same day ends with the day: give end-of-local-day"
        return f"a term of 0 {unit} is no term: give 1 or more, or immediately"
    if offset == 0 and start != Start.MOMENT:
        return "the same day starts at the moment, not at the next midnight"
    if unit != Unit.HOURS and start == Start.NEXT_MIDNIGHT and end == End.MOMENT:
        return "a term in days that leaves out the day of the event ends with a day: give end-of-local-day"
    if end == End.MOMENT and rollover != Rollover.NONE:
        return "a term that moves to a working day ends with that day: give end-of-local-day"
    if end == End.MOMENT and unit in (Unit.MONTHS, Unit.YEARS):
        return f"a term in {unit} ends with a day: give end-of-local-day"
    return ""
