"""Units of indicators: which values each can have, and how its values are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kbase.localised import current_language

Number = Decimal | int | float


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name, the least and greatest value (None: no bound), and whether values are whole."""

    label: str | Promise
    least: int = 0
    most: int | None = None
    whole: bool = False
    decimals: int = 1


UNITS: dict[str, Unit] = {
    "percent": Unit(gettext_lazy("percent"), most=100),
    "percentage points": Unit(gettext_lazy("percentage points"), least=-100, most=100),
    "rank": Unit(gettext_lazy("rank"), least=1, whole=True),
    "score 0-1": Unit(gettext_lazy("score from 0 to 1"), most=1, decimals=3),
    "index 0-1": Unit(gettext_lazy("index from 0 to 1"), most=1, decimals=3),
    "score": Unit(gettext_lazy("score from 0 to 100"), most=100),
    "persons": Unit(gettext_lazy("persons"), whole=True),
    "persons per year": Unit(gettext_lazy("persons a year"), whole=True),
    "reports": Unit(gettext_lazy("reports"), whole=True),
    "cases": Unit(gettext_lazy("cases"), whole=True),
    "orders": Unit(gettext_lazy("orders"), whole=True),
    "offences": Unit(gettext_lazy("offences"), whole=True),
    "centres": Unit(gettext_lazy("centres"), whole=True),
    "economies": Unit(gettext_lazy("economies"), whole=True),
    "occupations": Unit(gettext_lazy("occupations"), whole=True),
    "loans": Unit(gettext_lazy("loans"), whole=True),
}
RANK, PERCENT = "rank", "percent"


def problem_with(value: Number, unit: str) -> str:
    """Say what is wrong with a value in a unit; nothing where it can be so."""
    known = UNITS.get(unit)
    if known is None:
        return ""
    if value < known.least or (known.most is not None and value > known.most):
        return _("%(value)s is outside what “%(unit)s” can be: %(least)s to %(most)s.") % {
            "value": value,
            "unit": unit,
            "least": known.least,
            "most": "…" if known.most is None else known.most,
        }
    if known.whole and value != int(value):
        return _("%(value)s is not a whole number, as “%(unit)s” must be.") % {"value": value, "unit": unit}
    return ""


def unit_label(unit: str) -> str:
    """Name a unit in the page's language; an unknown one as it is."""
    known = UNITS.get(unit)
    return str(known.label) if known else unit


def value_text(value: Number, unit: str) -> str:
    """Write a value with its unit, short: '18.9%', '92', '0.698', '69 centres'."""
    number = number_only(value, unit)
    if unit == PERCENT:
        # Translators: a share in percent; some languages put a space before the sign.
        return _("%(number)s%%") % {"number": number}
    if unit in {RANK, "score 0-1", "index 0-1", "score"}:
        return number
    return f"{number} {unit_label(unit)}"


def number_only(value: Number, unit: str) -> str:
    """Write a value without its unit."""
    decimals = UNITS[unit].decimals if unit in UNITS else 2
    rounded = round(Decimal(str(value)), decimals)
    return str(format_decimal(rounded, "#,##0.###", locale=current_language()))
