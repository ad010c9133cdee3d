"""The form of the norms of a provision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from legislation.choices import PenaltyKind, TimeUnit
from legislation.loading.checks import (
    SMALL,
    Check,
    amount,
    closest,
    integer,
    lists_by_language,
    mapping,
    one_of,
    sequence,
    slug,
    text,
    texts,
    true,
)
from legislation.loading.clock_schema import clock
from legislation.loading.problems import Place, shown


def norms(
    *, roles: Collection[str], units: Collection[str], events: Collection[str], target: Check
) -> Mapping[str, Check]:
    """The five lists of norms that a provision may have."""
    forms = _forms(roles, units, target, clock(events, target))
    return {name: sequence(form) for name, form in forms.items()}


def _forms(
    roles: Collection[str], units: Collection[str], target: Check, clock_form: Check
) -> Mapping[str, Check]:
    role = one_of(roles, "role", "roles.yaml")
    unit = one_of(TimeUnit.values, "unit of time")
    term = mapping({"value": integer(1, SMALL), "unit": unit})
    deadline = mapping({}, {"value": integer(1, SMALL), "unit": unit, "immediate": true})
    return {
        "conducts": mapping(
            {"slug": slug(80), "name": texts(300)}, {"description": texts(), "note": texts()}
        ),
        "duties": mapping(
            {"bearer": role, "action": texts()},
            {"recipient": role, "trigger": texts(), "deadline": deadline, "clock": clock_form},
        ),
        "penalties": mapping(
            {"kind": one_of(PenaltyKind.values, "kind of penalty")},
            {
                "min": amount,
                "max": amount,
                "unit": one_of(units, "unit", "choices.py and jurisdictions.yaml"),
                "applies_to": applies_to(roles),
                "circumstance": texts(),
                "note": texts(),
            },
        ),
        "measures": mapping(
            {"slug": slug(80), "name": texts(300), "issued_by": role},
            {
                "min_duration": term,
                "max_duration": term,
                "conditions": lists_by_language,
                "breach_provision": target,
            },
        ),
        "rights": mapping({"holder": role, "right": texts()}),
    }


def applies_to(roles: Collection[str]) -> Check:
    """Whom a penalty meets: a role, or words where no role fits; a misspelt role is neither."""
    is_text = text(200)

    def check(value: object, place: Place) -> None:
        is_text(value, place)
        if isinstance(value, str) and value not in roles:
            near = closest(value, roles, cutoff=0.85)
            if near or ("-" in value and " " not in value):
                hint = f"did you mean '{near}'?" if near else "write words of your own with blanks"
                place.say(f"{shown(value)} is no role; those are listed in roles.yaml; {hint}")

    return check
