"""Turn the norms of a provision into rows that hang on its present version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from typing import Any

from legislation.loading.flatten_clocks import clock_row
from legislation.loading.rows import Ref, Row, translated

Record = Mapping[str, Any]


def norm_rows(file: str, provision: Record, version_key: str, roles: Set[str]) -> Iterator[Row]:
    """Return the conducts, duties, penalties, measures and rights that a provision lists.

    Args:
        roles: slugs of all roles, to tell a role that a penalty applies to from words.
    """
    for listed, (model, values_of) in NORMS.items():
        for position, record in enumerate(provision.get(listed, ())):
            values = {
                "version": Ref("ProvisionVersion", version_key),
                "position": position,
                **values_of(record, roles),
            }
            key = f"{version_key}/{model.lower()}/{position}"
            yield Row(model, key, values, file)
            if "clock" in record:
                yield clock_row(file, record, key)


def _role(slug: str | None) -> Ref | None:
    return Ref("Role", slug) if slug else None


def _conduct(record: Record, _roles: Set[str]) -> dict[str, Any]:
    texts = translated(name=record["name"], description=record.get("description"), note=record.get("note"))
    return {"slug": record["slug"], **texts}


def _duty(record: Record, _roles: Set[str]) -> dict[str, Any]:
    deadline = record.get("deadline", {})
    return {
        "bearer": _role(record["bearer"]),
        "recipient": _role(record.get("recipient")),
        "deadline_value": deadline.get("value"),
        "deadline_unit": deadline.get("unit", ""),
        "immediate": deadline.get("immediate", False),
        **translated(action=record["action"], trigger=record.get("trigger")),
    }


def _penalty(record: Record, roles: Set[str]) -> dict[str, Any]:
    whom = record.get("applies_to", "")
    role = _role(whom) if whom in roles else None
    return {
        "kind": record["kind"],
        "minimum": _number(record.get("min")),
        "maximum": _number(record.get("max")),
        "unit": record.get("unit", ""),
        "applies_to": role,
        **translated(
            applies_to_words={} if role or not whom else {"en": whom},
            circumstance=record.get("circumstance"),
            note=record.get("note"),
        ),
    }


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _measure(record: Record, _roles: Set[str]) -> dict[str, Any]:
    shortest, longest = record.get("min_duration", {}), record.get("max_duration", {})
    breach = record.get("breach_provision")
    conditions = {language: "\n".join(lines) for language, lines in record.get("conditions", {}).items()}
    return {
        "slug": record["slug"],
        "issued_by": _role(record["issued_by"]),
        "minimum_value": shortest.get("value"),
        "minimum_unit": shortest.get("unit", ""),
        "maximum_value": longest.get("value"),
        "maximum_unit": longest.get("unit", ""),
        "breach_provision": Ref("Provision", breach) if breach else None,
        **translated(name=record["name"], conditions=conditions),
    }


def _right(record: Record, _roles: Set[str]) -> dict[str, Any]:
    return {"holder": _role(record["holder"]), **translated(right=record["right"])}


NORMS: dict[str, tuple[str, Callable[[Record, Set[str]], dict[str, Any]]]] = {
    "conducts": ("Conduct", _conduct),
    "duties": ("Duty", _duty),
    "penalties": ("Penalty", _penalty),
    "measures": ("Measure", _measure),
    "rights": ("Right", _right),
}
