"""When a duty is due for a moment that a reader enters: the answer with its working, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from legislation.calendars import calendar_for, zone_only
from legislation.clock_words import moment_text, trace_words
from legislation.clocks.choosing import choose
from legislation.clocks.counting import due, series
from legislation.clocks.moments import Moment
from legislation.models import ClockRule

SHOWN_RECURRENCES = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader is told.

    Attributes:
        due: the moment in words.
        iso: the same for machines.
        steps: the working.
        next_ones: for a recurring duty, the following ends.
        other_wording: the first day on which another wording, or none, held; None where this one held.
        is_ambiguous: the clocks showed the time of the event twice.
        estimated: an unannounced lunar holiday made a difference.
    """

    due: str
    iso: str
    steps: list[str]
    next_ones: list[str]
    other_wording: dt.date | None
    is_ambiguous: bool
    estimated: bool

    @property
    def other_day(self) -> str:
        """The day to look the law up on, as addresses have it."""
        return self.other_wording.isoformat() if self.other_wording else ""


def answer(clock: ClockRule, moment: Moment) -> Answer:
    """Count a clock for a moment; nothing is kept.

    Raises:
        CannotCount: the calendar lacks what the rule needs.
    """
    jurisdiction = clock.duty.version.provision.law.jurisdiction
    rule = clock.rule
    calendar = (
        calendar_for(jurisdiction, year=moment.earliest.year)
        if rule.needs_calendar
        else zone_only(jurisdiction)
    )
    found = due(rule, moment, calendar)
    shown = SHOWN_RECURRENCES * (rule.recurrence.times if rule.recurrence else 1)
    following = series(rule, moment, calendar, count=shown) if rule.recurrence else []
    first, last = moment.days
    holds = choose([clock.duty.version.stretch], first, last).is_clear
    return Answer(
        due=moment_text(found.local),
        iso=found.due_at.astimezone(calendar.zone).isoformat(),
        steps=trace_words(found.steps),
        next_ones=[moment_text(local) for local in list(dict.fromkeys(each.local for each in following))[1:]],
        other_wording=None if holds else first,
        is_ambiguous=any(step.code.startswith("happened-twice") for step in found.steps),
        estimated=found.estimated,
    )
