"""Conditions under which a rule applies: a flat list of field, operator and value, all of which must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Sequence[str | int] | None"

# What each operator compares; there is no code in a condition, and no nesting.
OPERATORS = ("is", "is-not", "in", "not-in", "at-least", "at-most", "before", "from")
LISTS = ("in", "not-in")
DATES = ("before", "from")

# What a case or an event can be asked about; a name that isn't here is refused when data are loaded.
FIELDS = (
    "victim_is_minor", "offender_is_minor", "child_present", "relationship", "violence_type", "measure",
    "issuer", "incident_date", "event_date", "victim_consents", "bearer",
)  # fmt: skip


class UnknownFact(LookupError):
    """A condition asks for something that isn't recorded: the rule is neither taken nor dropped silently."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One line: `field op value`."""

    field: str
    op: str
    value: Value


def condition_problem(field: object, op: object, value: object) -> str:
    """Say what is wrong with a condition; nothing if it can be asked.

    >>> condition_problem("victim_is_minor", "is", True)
    ''
    >>> condition_problem("victim_is_minor", "==", True)[:40]
    "'==' is no operator; accepted: is, is-no"
    """
    if field not in FIELDS:
        return f"'{field}' is nothing that can be asked; accepted: {', '.join(FIELDS)}"
    if op not in OPERATORS:
        return f"'{op}' is no operator; accepted: {', '.join(OPERATORS)}"
    if (op in LISTS) != isinstance(value, list | tuple):
        return f"'{op}' takes {'a list' if op in LISTS else 'one value'}, got '{value}'"
    if op in ("at-least", "at-most") and (not isinstance(value, int) or isinstance(value, bool)):
        return f"'{op}' takes a whole number, got '{value}'"
    if op in DATES and not _is_day(value):
        return f"'{op}' takes a day YYYY-MM-DD, got '{value}'"
    return ""


def holds(conditions: Sequence[Condition], facts: Mapping[str, object]) -> bool:
    """Tell whether all conditions hold for the facts.

    Raises:
        UnknownFact: a fact that a condition asks for is missing or None.

    >>> holds([Condition("victim_is_minor", "is", True)], {"victim_is_minor": True})
    True
    >>> holds([Condition("incident_date", "from", "2026-03-02")], {"incident_date": "2026-03-01"})
    False
    """
    return all(_holds(condition, facts) for condition in conditions)


def _holds(condition: Condition, facts: Mapping[str, object]) -> bool:
    given = facts.get(condition.field)
    if given is None:
        raise UnknownFact(condition.field)
    if isinstance(given, dt.date):
        given = given.isoformat()[:10]
    wanted = condition.value
    match condition.op:
        case "is":
            return given == wanted
        case "is-not":
            return given != wanted
        case "in":
            return isinstance(wanted, list | tuple) and given in wanted
        case "not-in":
            return isinstance(wanted, list | tuple) and given not in wanted
        case "before":
            return str(given) < str(wanted)
        case "from":
            return str(given) >= str(wanted)
    if not isinstance(given, int) or not isinstance(wanted, int):
        raise TypeError(f"{condition.field} {condition.op} {wanted}: expected numbers, got '{given}'")
    return given >= wanted if condition.op == "at-least" else given <= wanted


def _is_day(value: object) -> bool:
    if isinstance(value, dt.date):
        return True
    try:
        return bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False
