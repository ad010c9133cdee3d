"""Which version of which rule an event starts, and what is in doubt; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from cases.facts import facts_of
from cases.law_choices import Basis, Doubt
from cases.models import Event
from legislation.choices import LawKind
from legislation.clocks.choosing import choose
from legislation.clocks.conditions import UnknownFact, holds
from legislation.models import ClockRule, Jurisdiction, ProvisionVersion

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule that holds, and the days that chose its version, both inclusive."""

    clock: ClockRule
    days: Days

    @property
    def version(self) -> ProvisionVersion:
        return self.clock.duty.version


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What keeps a duty from being derived."""

    doubt: Doubt
    days: Days | None = None
    version: ProvisionVersion | None = None
    fact: str = ""


@dataclass(slots=True)
class Choice:
    """The rules of an event; `excluded`: a rule was found whose conditions are known not to hold."""

    chosen: list[Chosen]
    doubts: list[Doubtful]
    excluded: bool = False


def places_of(jurisdiction: Jurisdiction) -> list[Jurisdiction]:
    """Return the jurisdictions whose law holds in one: its own and its country's."""
    return [jurisdiction, *([jurisdiction.parent] if jurisdiction.parent else [])]


def choose_rules(event: Event, *, today: dt.date) -> Choice:
    """Choose by the date of the event or the incident, as each rule says.

    A provision of which no version holds on any of the days is not law then, and that is no doubt. One
    that holds on some of them only, in two versions, or until a day not established, is one.
    """
    found = Choice([], [])
    facts = facts_of(event)
    for (_provision, basis), group in groupby(_candidates(event), key=_key):
        days = _days(event, basis, today)
        clocks = list(group)
        if days is None:
            found.doubts.append(Doubtful(Doubt.NO_INCIDENT, None, clocks[-1].duty.version))
            continue
        for clock in _holding(clocks, days, found):
            try:
                applies = holds(clock.rule.applies_if, facts)
            except UnknownFact as missing:
                found.doubts.append(
                    Doubtful(Doubt.FACT_MISSING, days, clock.duty.version, str(missing.args[0]))
                )
                continue
            found.excluded |= not applies
            if applies and _never_ends(clock, event):
                found.doubts.append(Doubtful(Doubt.FACT_MISSING, days, clock.duty.version, "measure"))
            elif applies:
                found.chosen.append(Chosen(clock, days))
    if not (found.chosen or found.doubts or found.excluded):
        found.doubts.append(Doubtful(Doubt.NO_RULE, event.days))
    return found


def _never_ends(clock: ClockRule, event: Event) -> bool:
    """Whether a duty recurs until a measure ends, and nobody said which measure."""
    recurrence = clock.rule.recurrence
    return recurrence is not None and recurrence.ends_with_measure and event.measure_id is None


def _candidates(event: Event) -> Iterable[ClockRule]:
    clocks = (
        ClockRule.objects.published()
        .started_by(event.kind.slug)
        .with_address()
        .filter(duty__version__provision__law__jurisdiction__in=places_of(event.jurisdiction))
        .exclude(duty__version__provision__law__kind=LawKind.BILL)
    )
    if event.bound_id:
        clocks = clocks.filter(duty__bearer=event.bound_id)
    order = ("duty__version__provision_id", "choose_by", "duty__version__valid", "duty__position", "pk")
    return clocks.order_by(*order)


def _key(clock: ClockRule) -> tuple[int, str]:
    return clock.duty.version.provision_id, clock.choose_by


def _days(event: Event, basis: str, today: dt.date) -> Days | None:
    if basis == Basis.EVENT_DATE:
        return event.days
    return event.incident.days(today) if event.incident else None


def _holding(clocks: list[ClockRule], days: Days, found: Choice) -> list[ClockRule]:
    """Return the clocks of the one version of a provision that holds; else note the doubt."""
    versions = list({clock.duty.version_id: clock.duty.version for clock in clocks}.values())
    choice = choose([version.stretch for version in versions], *days)
    if not choice.positions:
        return []
    held = [versions[position] for position in choice.positions]
    doubt = doubt_of(held, gap=choice.gap)
    if doubt:
        found.doubts.append(Doubtful(doubt, days, held[-1]))
        return []
    return [clock for clock in clocks if clock.duty.version_id == held[0].pk]


def doubt_of(held: list[ProvisionVersion], *, gap: bool) -> Doubt | None:
    """Say why the versions of a provision that touch the days are no clear answer; None where they are."""
    if any(version.ceased_unknown for version in held):
        return Doubt.CEASED_SOME_DAY
    if len(held) > 1:
        return Doubt.SEVERAL_VERSIONS
    return Doubt.PART_OF_TIME if gap else None
