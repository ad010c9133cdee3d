"""When a duty is due: the rule, the moment and the calendar in; the instant and its working out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import NoReturn

from legislation.clocks.calendar import ONE_DAY, Calendar, CannotCount
from legislation.clocks.moments import (
    Moment,
    Precision,
    add_months,
    end_of_day,
    is_ambiguous,
    is_missing,
    offset_text,
    to_utc,
)
from legislation.clocks.rules import End, Rollover, Rule, Start, Unit
from legislation.clocks.steps import Plain, Step, local_text

# Daily for two years; a measure that lasts longer is looked at in parts.
MOST_RECURRENCES = 731


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due.

    Attributes:
        starts_at: where counting started, in UTC.
        due_at: the last instant that is in time, in UTC; a term that ends with a day ends at 23:59:59.
        local: the same on the clocks of the place, '2026-03-03 18:20 +05'.
        steps: the working, to be kept with the duty.
        estimated: a holiday whose day is only estimated made a difference.
        calendar: version of the calendar; empty where no working day was counted.
    """

    starts_at: dt.datetime
    due_at: dt.datetime
    local: str
    steps: tuple[Step, ...]
    estimated: bool = False
    calendar: str = ""


def due(rule: Rule, moment: Moment, calendar: Calendar) -> Due:
    """Count when a duty is due.

    Hours are real hours, counted in UTC; days, months and years are counted on the local calendar. What
    is known only to the day or month is counted from its first instant, and of a local time that the
    clocks showed twice the first is taken, unless the second is said to be meant: nobody is late who
    keeps to the result.

    Raises:
        CannotCount: the calendar lacks what the rule needs.

    >>> from zoneinfo import ZoneInfo
    >>> served = Moment(dt.datetime(2026, 3, 2, 18, 20))
    >>> due(Rule(24, Unit.HOURS), served, Calendar(ZoneInfo("Asia/Almaty"))).local
    '2026-03-03 18:20 +05'
    """
    return _Working(rule, moment, calendar).run()


def series(
    rule: Rule,
    moment: Moment,
    calendar: Calendar,
    *,
    until: dt.datetime | None = None,
    count: int | None = None,
) -> list[Due]:
    """Count when a recurring duty is due, again and again, as long as that is not after `until`.

    Each stretch is counted from the event itself, so that a month's end doesn't creep (31 January, 28
    February, 31 March). What is to be done twice in a stretch is two duties: the law that says how often
    doesn't say when, so both are due when the stretch ends.

    Args:
        until: the instant at which the measure ends, in UTC; None while it has no end.
        count: how many at most.

    Raises:
        CannotCount: the calendar lacks what the rule needs, or there are more than `MOST_RECURRENCES`.
        ValueError: the rule doesn't recur.
    """
    recurrence = rule.recurrence
    if recurrence is None:
        raise ValueError("This duty is done once: count it with due().")
    found: list[Due] = []
    while count is None or len(found) < count:
        stretch, place = divmod(len(found), recurrence.times)
        offset = recurrence.every * (stretch + 1)
        end = End.END_OF_DAY if recurrence.unit in (Unit.MONTHS, Unit.YEARS) else rule.end
        each = due(replace(rule, offset=offset, unit=recurrence.unit, end=end), moment, calendar)
        if until is not None and each.due_at > until:
            break
        if recurrence.times > 1:
            several = Step("one-of-several", {"number": place + 1, "times": recurrence.times})
            each = replace(each, steps=(*each.steps[:-1], several, each.steps[-1]))
        found.append(each)
        if len(found) > MOST_RECURRENCES:
            raise CannotCount(f"More than {MOST_RECURRENCES} recurrences: give an earlier end.")
    return found


@dataclass(slots=True)
class _Working:
    """One calculation under way."""

    rule: Rule
    moment: Moment
    calendar: Calendar
    steps: list[Step] = field(default_factory=list)
    skipped: list[dt.date] = field(default_factory=list)

    def run(self) -> Due:
        event = self._event()
        if self.rule.unit == Unit.IMMEDIATELY:
            self._say("at-once")
            starts_at = due_at = event
        elif self.rule.unit == Unit.HOURS:
            starts_at, due_at = self._hours(event)
        else:
            starts_at, due_at = self._days(event)
        due_at = self._roll(due_at)
        return self._close(starts_at, due_at)

    def _event(self) -> dt.datetime:
        """Say what is known of the event, and give the instant to count from."""
        moment, zone = self.moment, self.calendar.zone
        instant = to_utc(moment.earliest, zone, second_time=moment.second_time)
        self._say("event", at=self._local(instant), precision=str(moment.precision))
        if moment.precision != Precision.EXACT:
            known = "only-month-known" if moment.precision == Precision.MONTH else "only-day-known"
            self._say(known, at=self._local(instant))
        elif is_ambiguous(moment.earliest, zone):
            which = "happened-twice-second" if moment.second_time else "happened-twice-first"
            self._say(which, at=self._local(instant))
        elif is_missing(moment.earliest, zone):
            self._say("never-happened", at=self._local(instant))
        return instant

    def _hours(self, event: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
        start = event
        if self.rule.start == Start.NEXT_MIDNIGHT:
            start = self._midnight_after(event)
            self._say("from-midnight", at=self._local(start))
        else:
            self._say("from-moment", at=self._local(start))
        reached = start + dt.timedelta(hours=self.rule.offset)
        self._say("hours-added", count=self.rule.offset, at=self._local(reached))
        if self.rule.end == End.END_OF_DAY:
            reached = self._to_end_of_day(self._date(reached))
        return start, reached

    def _days(self, event: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
        start = event
        day = self._date(event)
        if self.rule.offset == 0:
            last = self._first_working(day) if self.rule.unit == Unit.WORKING_DAYS else day
            self._say("same-day", day=last.isoformat())
        else:
            start = self._start_of_days(event)
            # The midnight after the event begins day 1; any other start lies on day 0.
            last = self._last_day(day if self.rule.start == Start.NEXT_MIDNIGHT else self._date(start))
        if self.rule.end == End.END_OF_DAY:
            return start, self._to_end_of_day(last)
        wall = start.astimezone(self.calendar.zone).time()
        return start, to_utc(dt.datetime.combine(last, wall), self.calendar.zone)

    def _start_of_days(self, event: dt.datetime) -> dt.datetime:
        """Start at the moment, at the midnight after it, or, for working days, when work begins again."""
        if self.rule.start == Start.NEXT_MIDNIGHT:
            start = self._midnight_after(event)
            self._say("from-midnight", at=self._local(start))
            return start
        start = event
        to_the_hour = self.rule.unit == Unit.WORKING_DAYS and self.rule.end == End.MOMENT
        if to_the_hour and not self.calendar.is_working(self._date(event)):
            # An hour of a day off has no counterpart on a working day.
            first = self._first_working(self._date(event))
            start = to_utc(dt.datetime.combine(first, dt.time()), self.calendar.zone)
        self._say("from-moment", at=self._local(start))
        return start

    def _last_day(self, day: dt.date) -> dt.date:
        """Count from the day of the event, which is day 0, to the last day of the term."""
        count = self.rule.offset
        if self.rule.unit == Unit.WORKING_DAYS:
            return self._working_days(day, count)
        if self.rule.unit == Unit.DAYS:
            try:
                last = day + count * ONE_DAY
            except OverflowError:
                _too_far(count, day)
            self._say("days-added", count=count, day=last.isoformat())
            return last
        years = self.rule.unit == Unit.YEARS
        last = add_months(day, count * 12 if years else count)
        self._say("years-added" if years else "months-added", count=count, day=last.isoformat())
        if last.day != day.day:
            self._say("month-end", day=last.isoformat(), wanted=day.day)
        return last

    def _working_days(self, day: dt.date, count: int) -> dt.date:
        last = day
        for _number in range(count):
            last = self._first_working(last + ONE_DAY)
        self._say("working-days-added", count=count, day=last.isoformat())
        return last

    def _first_working(self, day: dt.date) -> dt.date:
        found = self.calendar.next_working(day)
        while day < found:
            self.skipped.append(day)
            name = self.calendar.name(day)
            self._say("day-skipped", day=day.isoformat(), kind=self.calendar.kind(day), name=name)
            day += ONE_DAY
        return found

    def _roll(self, due_at: dt.datetime) -> dt.datetime:
        """Move an end on a day off to the next working day, if the rule says so."""
        if self.rule.rollover != Rollover.NEXT_WORKING_DAY:
            return due_at
        day = self._date(due_at)
        found = self._first_working(day)
        if found == day:
            self._say("not-rolled-over", day=day.isoformat())
            return due_at
        self._say("rolled-over", day=day.isoformat(), to=found.isoformat())
        return self._to_end_of_day(found)

    def _close(self, starts_at: dt.datetime, due_at: dt.datetime) -> Due:
        before, after = (at.astimezone(self.calendar.zone) for at in (starts_at, due_at))
        if before.utcoffset() != after.utcoffset():
            self._say("zone-changed", before=offset_text(before), after=offset_text(after))
        guessed = [day for day in self._days_looked_at() if day in self.calendar.estimated]
        for day in guessed:
            self._say("estimated-holiday", day=day.isoformat(), name=self.calendar.name(day))
        version = self.calendar.version if self.rule.needs_calendar else ""
        if version:
            self._say("calendar", version=version)
        if not self.rule.stated:
            self._say("not-stated")
        local = self._local(due_at)
        self._say("due", at=local, utc=due_at.strftime("%Y-%m-%d %H:%M:%S"))
        return Due(starts_at, due_at, local, tuple(self.steps), bool(guessed), version)

    def _days_looked_at(self) -> list[dt.date]:
        return sorted(set(self.skipped))

    def _to_end_of_day(self, day: dt.date) -> dt.datetime:
        try:
            end = end_of_day(day, self.calendar.zone)
        except OverflowError:
            _too_far(self.rule.offset, day)
        self._say("end-of-day", at=self._local(end))
        return end

    def _midnight_after(self, instant: dt.datetime) -> dt.datetime:
        following = self._date(instant) + ONE_DAY
        return to_utc(dt.datetime.combine(following, dt.time()), self.calendar.zone)

    def _date(self, instant: dt.datetime) -> dt.date:
        return instant.astimezone(self.calendar.zone).date()

    def _local(self, instant: dt.datetime) -> str:
        return local_text(instant.astimezone(self.calendar.zone))

    def _say(self, code: str, **values: Plain) -> None:
        self.steps.append(Step(code, values))


def _too_far(count: int, day: dt.date) -> NoReturn:
    raise CannotCount(f"{count} after {day} is no date that can be counted to.")
