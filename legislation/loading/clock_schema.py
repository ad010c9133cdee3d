"""The form of clocks, kinds of event and moved days in the reference data."""

from __future__ import annotations

from collections.abc import Collection

from legislation.choices import ClockChoice, ClockEnd, ClockRollover, ClockStart, ClockUnit, TimeUnit
from legislation.clocks.conditions import condition_problem
from legislation.loading.checks import (
    SMALL,
    Check,
    date,
    integer,
    mapping,
    one_of,
    sequence,
    slug,
    text,
    texts,
    true,
    url,
)
from legislation.loading.problems import Place, shown

RECURRING = [unit for unit in TimeUnit.values if unit != TimeUnit.WORKING_DAYS]


def clock(events: Collection[str], target: Check) -> Check:
    """The clock of a duty: `count` is left out where the deadline is what is counted."""
    count = mapping({"unit": one_of(ClockUnit.values, "unit")}, {"value": integer(0, SMALL)})
    number = integer(1, SMALL)
    recurs = mapping(
        {"times": number, "every": number, "unit": one_of(RECURRING, "unit of a recurrence")},
        {"at_most": number, "ends_with_measure": true},
    )
    return mapping(
        {"event": one_of(events, "kind of event", "event-kinds.yaml"), "stated": _yes_or_no},
        {
            "count": count,
            "starts": one_of(ClockStart.values, "start"),
            "ends": one_of(ClockEnd.values, "end"),
            "rollover": one_of(ClockRollover.values, "rollover"),
            "choose_by": one_of(ClockChoice.values, "date"),
            "applies_if": sequence(_condition),
            "recurs": recurs,
            "consequence": target,
            "provision": target,
            "source": url,
            "note": texts(),
        },
    )


def event_kind(jurisdictions: Collection[str]) -> Check:
    """A record of event-kinds.yaml."""
    return mapping(
        {"slug": slug(60), "name": texts(200)},
        {"jurisdiction": one_of(jurisdictions, "jurisdiction", "jurisdictions.yaml")},
    )


def moved_day(jurisdictions: Collection[str]) -> Check:
    """A record of moved-days.yaml: what an official decision made of a day."""
    return mapping(
        {
            "jurisdiction": one_of(jurisdictions, "jurisdiction", "jurisdictions.yaml"),
            "day": date,
            "working": _yes_or_no,
            "decision": text(300),
            "source": url,
        }
    )


def _yes_or_no(value: object, place: Place) -> None:
    if not isinstance(value, bool):
        place.say(f"expected true or false, got {shown(value)}")


def _condition(value: object, place: Place) -> None:
    if not isinstance(value, dict) or value.keys() != {"field", "op", "value"}:
        place.say(f"expected field, op and value, got {shown(value)}")
        return
    problem = condition_problem(value["field"], value["op"], value["value"])
    if problem:
        place.say(problem)
