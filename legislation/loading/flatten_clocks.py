"""Turn kinds of event, moved days and the clocks of duties into rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from legislation.choices import ClockChoice, ClockEnd, ClockRollover, ClockStart, ClockUnit
from legislation.loading.reading import EVENT_KINDS, MOVED_DAYS, Documents
from legislation.loading.rows import Ref, Row, translated

Record = Mapping[str, Any]


def event_kind_rows(documents: Documents) -> Iterator[Row]:
    """Return the kinds of event, in their order."""
    for position, record in enumerate(documents.listed(EVENT_KINDS)):
        place = record.get("jurisdiction")
        values = {
            "slug": record["slug"],
            "jurisdiction": Ref("Jurisdiction", place) if place else None,
            "position": position,
            **translated(name=record["name"]),
        }
        yield Row("EventKind", record["slug"], values, EVENT_KINDS)


def moved_day_rows(documents: Documents) -> Iterator[Row]:
    """Return the days that official decisions moved."""
    for record in documents.listed(MOVED_DAYS):
        values = {
            "jurisdiction": Ref("Jurisdiction", record["jurisdiction"]),
            "day": record["day"],
            "is_working": record["working"],
            "decision": record["decision"],
            "source_url": record["source"],
        }
        yield Row("MovedDay", f"{record['jurisdiction']}/{record['day']}", values, MOVED_DAYS)


def offset_of(duty: Record) -> tuple[Any, Any] | None:
    """Return number and unit that a duty's clock counts; None where neither clock nor deadline says.

    >>> offset_of({"deadline": {"value": 24, "unit": "hours"}, "clock": {}})
    (24, 'hours')
    >>> offset_of({"deadline": {"immediate": True}, "clock": {}})
    (0, 'immediately')
    """
    clock, deadline = duty.get("clock") or {}, duty.get("deadline") or {}
    count = clock.get("count")
    if isinstance(count, dict):
        return count.get("value", 0), count.get("unit")
    if deadline.get("immediate"):
        return 0, ClockUnit.IMMEDIATELY.value
    if "value" in deadline:
        return deadline.get("value"), deadline.get("unit")
    return None


def clock_row(file: str, duty: Record, duty_key: str) -> Row:
    """Return the clock of a duty."""
    clock = duty["clock"]
    value, unit = offset_of(duty) or (0, "")
    recurs = clock.get("recurs", {})
    values = {
        "duty": Ref("Duty", duty_key),
        "event_kind": Ref("EventKind", clock["event"]),
        "choose_by": clock.get("choose_by", ClockChoice.EVENT_DATE.value),
        "applies_if": [{**each, "value": _plain(each["value"])} for each in clock.get("applies_if", ())],
        "offset_value": value,
        "offset_unit": unit,
        "start_rule": clock.get("starts", ClockStart.MOMENT.value),
        "end_rule": clock.get("ends", ClockEnd.MOMENT.value),
        "rollover": clock.get("rollover", ClockRollover.NONE.value),
        "recurs_times": recurs.get("times"),
        "recurs_at_most": recurs.get("at_most"),
        "recurs_every": recurs.get("every"),
        "recurs_unit": recurs.get("unit", ""),
        "ends_with_measure": recurs.get("ends_with_measure", False),
        "consequence": _provision(clock.get("consequence")),
        "counting_stated": clock["stated"],
        "counting_provision": _provision(clock.get("provision")),
        "counting_url": clock.get("source", ""),
        **translated(counting_note=clock.get("note")),
    }
    return Row("ClockRule", f"{duty_key}/clock", values, file)


def _provision(target: str | None) -> Ref | None:
    return Ref("Provision", target) if target else None


def _plain(value: Any) -> Any:
    """Return a value of a condition as JSON keeps it: days as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
