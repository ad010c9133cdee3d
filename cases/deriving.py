"""Deriving duties from an event: the due time of each rule that holds, kept with its working.

Deriving again makes nothing twice and moves nothing: what is there stays as it was counted.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max

from cases import flagging, pinning
from cases.choosing import Chosen, Doubtful, choose_rules
from cases.lasting import last_day
from cases.law_choices import Doubt, FlagKind
from cases.models import CaseDuty, CaseMeasure, Event
from legislation.calendars import calendar_for
from legislation.clocks.calendar import CannotCount
from legislation.clocks.counting import Due, due, series
from legislation.clocks.moments import end_of_day


def derive_duties(event: Event, *, actor: Any, today: dt.date, expects_rule: bool = True) -> list[CaseDuty]:
    """Add the duties of an event that aren't there yet, pin their law, flag what is unclear.

    Args:
        expects_rule: whether it is a doubt that no rule at all is recorded for such an event.
    """
    choice = choose_rules(event, today=today)
    there = set(CaseDuty.objects.filter(event=event).values_list("clock_id", flat=True))
    made = []
    for chosen in choice.chosen:
        pinning.pin_rule(event, chosen.version, chosen.days, basis=chosen.clock.choose_by, actor=actor)
        if chosen.clock.pk in there:
            continue
        duty = _make(event, chosen, seq=1, actor=actor)
        if duty:
            made.append(duty)
    for doubtful in choice.doubts:
        if doubtful.doubt != Doubt.NO_RULE or expects_rule:
            _flag(event, doubtful, actor)
    return made


def derive_next(duty: CaseDuty, *, actor: Any) -> CaseDuty | None:
    """Add the next of a recurring duty; None where it is done once, or the measure it serves has ended."""
    clock = duty.clock
    if clock.recurrence is None:
        return None
    known = CaseDuty.objects.filter(event=duty.event_id, clock=clock).aggregate(last=Max("seq"))["last"]
    if known != duty.seq:
        return None
    chosen = Chosen(clock, (duty.chosen_from, duty.chosen_until))
    return _make(duty.event, chosen, seq=duty.seq + 1, actor=actor)


def _make(event: Event, chosen: Chosen, *, seq: int, actor: Any) -> CaseDuty | None:
    try:
        found = _count(event, chosen, seq)
    except CannotCount:
        _flag(event, Doubtful(Doubt.NOT_COUNTABLE, chosen.days, chosen.version), actor)
        return None
    if found is None:
        return None
    clock = chosen.clock
    duty = CaseDuty(
        case=event.case, event=event, clock=clock, version=chosen.version, seq=seq,
        addressee=clock.duty.bearer, chosen_from=chosen.days[0], chosen_until=chosen.days[1],
        starts_at=found.starts_at, due_at=found.due_at, due_local=found.local,
        calc_trace=[step.as_json() for step in found.steps], calendar=found.calendar,
        is_estimated=found.estimated, created_by=actor,
    )  # fmt: skip
    duty.save(force_insert=True)
    return duty


def _count(event: Event, chosen: Chosen, seq: int) -> Due | None:
    clock, moment = chosen.clock, event.moment
    calendar = calendar_for(event.jurisdiction, year=moment.local.year)
    if clock.recurrence is None:
        return due(clock.rule, moment, calendar)
    until = _end(event.measure, calendar.zone) if clock.ends_with_measure else None
    found = series(clock.rule, moment, calendar, until=until, count=seq)
    return found[seq - 1] if len(found) == seq else None


def _end(measure: CaseMeasure | None, zone: ZoneInfo) -> dt.datetime | None:
    day = last_day(measure, zone) if measure else None
    return end_of_day(day, zone) if day else None


def _flag(event: Event, doubtful: Doubtful, actor: Any) -> None:
    flagging.raise_flag(
        event.case, FlagKind.LAW_UNCLEAR, doubtful.doubt, actor=actor, event=event, days=doubtful.days,
        version=doubtful.version, fact=doubtful.fact,
    )  # fmt: skip
