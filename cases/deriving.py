"""Deriving duties from an event: the due time of each rule that holds, kept with its working.

Deriving again makes nothing twice and moves nothing: what is there stays as it was counted. For an event
that corrects another, duties of the former are taken over (cases/carrying.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any
from zoneinfo import ZoneInfo

from cases import carrying, flagging, pinning, states
from cases.choosing import Chosen, Doubtful, choose_rules
from cases.lasting import last_day
from cases.law_choices import Doubt, DutyStatus, FlagKind
from cases.models import CaseDuty, CaseMeasure, Event
from legislation.calendars import calendar_for
from legislation.clocks.calendar import CannotCount
from legislation.clocks.counting import Due, due, series
from legislation.clocks.moments import end_of_day

Made = set[tuple[Any, int]]


def derive_duties(
    event: Event, *, actor: Any, today: dt.date, expects_rule: bool = True, only: CaseDuty | None = None,
    provisions: Set[int] | None = None,
) -> list[CaseDuty]:  # fmt: skip
    """Add the duties of an event that aren't there yet, pin their law, flag what is unclear.

    Args:
        expects_rule: whether it is a doubt that no rule at all is recorded for such an event.
        only: a duty of the event that is counted by the version of its rule that holds now; no other is.
        provisions: those whose rules are looked at, if they made no duty yet; None for all.
    """
    choice = choose_rules(event, today=today)
    standing = carrying.standing_duties(event)
    there, live = _there(event)
    everything = only is None and provisions is None
    made_of = {duty.clock.duty.version.provision_id for duty in standing}
    made = []
    for chosen in choice.chosen:
        if provisions is not None and chosen.version.provision_id not in provisions:
            continue
        pinning.pin_rule(event, chosen.version, chosen.days, basis=chosen.clock.choose_by, actor=actor)
        same = [duty for duty in standing if carrying.is_same_rule(duty, chosen.clock)]
        if only is not None and only in same:
            if (chosen.clock.pk, only.seq) not in live:
                made += _in_place_of(event, chosen, [only], actor)
        elif _is_derived(event, chosen, there, same) or (same and not everything):
            continue
        else:
            replaced = _in_place_of(event, chosen, same, actor)
            made += replaced if same else _stretch(event, chosen, first=1, actor=actor)
            made += _go_on(event, chosen, actor)
    for doubtful in choice.doubts:
        version = doubtful.version
        asked = provisions is None or (version is not None and version.provision_id in provisions - made_of)
        if asked and (doubtful.doubt != Doubt.NO_RULE or expects_rule):
            _flag(event, doubtful, actor)
    return made


def derive_next(duty: CaseDuty, *, actor: Any) -> CaseDuty | None:
    """Add the next of a recurring duty; None where it is done once, or the measure it serves has ended.

    It follows the version of the rule that was taken last, whichever of them was done.
    """
    event = carrying.standing(duty.event)
    moved = (event.kind_id, event.measure_id) != (duty.event.kind_id, duty.event.measure_id)
    known = carrying.series_of(event, duty.clock)
    if moved or not known or known[-1].seq != duty.seq:
        return None
    newest = max(known, key=lambda each: each.created_at)
    clocks = {newest.clock_id, duty.clock_id}
    later = CaseDuty.objects.filter(event=event, clock__in=clocks, seq__gt=duty.seq)
    if newest.clock.recurrence is None or later.exists():
        return None
    chosen = Chosen(newest.clock, (newest.chosen_from, newest.chosen_until))
    made = _stretch(event, chosen, first=duty.seq + 1, actor=actor)
    made += _go_on(event, chosen, actor) if made else []
    return next((each for each in made if each.status in states.OPEN_DUTY), None)


def counted_already(duty: CaseDuty) -> CaseDuty | None:
    """Return the duty of the same event and number by another version of the rule, if it was made before."""
    same = CaseDuty.objects.filter(event=duty.event_id, seq=duty.seq).exclude(clock=duty.clock_id)
    found = same.exclude(status=DutyStatus.REPLACED).select_related("version", "clock__duty__version")
    return next((each for each in found if carrying.is_same_rule(duty, each.clock)), None)


def _there(event: Event) -> tuple[Made, Made]:
    """Return which numbers of which rules an event has duties of: all, and those that stand."""
    found = list(CaseDuty.objects.filter(event=event).values_list("clock_id", "seq", "status"))
    live = {(clock, seq) for clock, seq, status in found if status != DutyStatus.REPLACED}
    return {(clock, seq) for clock, seq, _status in found}, live


def _is_derived(event: Event, chosen: Chosen, there: Made, same: list[CaseDuty]) -> bool:
    """Whether an event has its duties by a rule, or by another version of it, which a person replaces."""
    clocks = {clock for clock, _seq in there}
    return chosen.clock.pk in clocks or any(duty.event_id == event.pk for duty in same)


def _stretch(event: Event, chosen: Chosen, *, first: int, actor: Any) -> list[CaseDuty]:
    """Make the duties of one stretch of time from a number on: one where it is done once."""
    recurrence = chosen.clock.recurrence
    times = recurrence.times if recurrence else 1
    numbers = range(first, -(-first // times) * times + 1)  # a stretch ends with a multiple of its times
    counted = [duty for number in numbers if (duty := _counted(event, chosen, number, actor))]
    for duty in counted:
        duty.save(force_insert=True)
        carrying.take_up(duty)
    return counted


def _in_place_of(event: Event, chosen: Chosen, former: list[CaseDuty], actor: Any) -> list[CaseDuty]:
    """Make what takes the place of duties, but for those that are done or waived and stay as they are."""
    made = []
    for duty in former:
        new = _counted(event, chosen, duty.seq, actor)
        if new and not carrying.stays(duty, new):
            new.save(force_insert=True)
            carrying.replace(duty, new)
            carrying.take_up(new)
            made.append(new)
    return made


def _go_on(event: Event, chosen: Chosen, actor: Any) -> list[CaseDuty]:
    """Add what follows in a series whose last is done or waived: it may go on for longer than it did."""
    known = carrying.series_of(event, chosen.clock) if chosen.clock.recurrence else []
    if not known or known[-1].status in states.OPEN_DUTY:
        return []
    made = _stretch(event, chosen, first=known[-1].seq + 1, actor=actor)
    return made + _go_on(event, chosen, actor) if made else []


def _counted(event: Event, chosen: Chosen, seq: int, actor: Any) -> CaseDuty | None:
    """Count a duty; it is not saved."""
    try:
        found = _count(event, chosen, seq)
    except CannotCount:
        _flag(event, Doubtful(Doubt.NOT_COUNTABLE, chosen.days, chosen.version), actor)
        return None
    if found is None:
        return None
    clock = chosen.clock
    return CaseDuty(
        case=event.case, event=event, clock=clock, version=chosen.version, seq=seq,
        addressee=clock.duty.bearer, chosen_from=chosen.days[0], chosen_until=chosen.days[1],
        starts_at=found.starts_at, due_at=found.due_at, due_local=found.local,
        calc_trace=[step.as_json() for step in found.steps], calendar=found.calendar,
        is_estimated=found.estimated, created_by=actor,
    )  # fmt: skip


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
