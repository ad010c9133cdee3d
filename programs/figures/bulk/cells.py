"""Cells of a table of observations: what each accepts, in words for the person who wrote it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from legislation.bulk.lines import Line
from programs.figures.bulk.sheet import DETAILS, HEADER
from programs.models import Indicator, Observation
from programs.periods import InvalidPeriod, parse_period
from programs.units import RANK, problem_with

_URL = URLValidator(schemes=("http", "https"))


@dataclass(slots=True)
class FigureLine(Line):
    """One row and its outcome; `remarks` say what a reviewer should know, such as that sources disagree."""

    remarks: list[str] = field(default_factory=list)

    def refuse_error(self, error: ValidationError) -> None:
        """Note what the model or an action refused, at the column it is about where there is one."""
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in found.items():
            column = next((one for one in (name, f"{name}_en") if one in HEADER), "")
            for message in messages:
                self.refuse(column, message)

    def to_dict(self) -> dict[str, Any]:
        """Write what is shown of it."""
        return {**Line.to_dict(self), "remarks": self.remarks}


def read_cells(line: FigureLine, series: dict[str, Indicator], on: dt.date) -> None:
    """Make values of a row's cells; note at the line what can't be taken.

    Args:
        series: indicators by slug.
        on: today; what hasn't begun can't have been observed.
    """
    indicator = _series(line, series)
    _period(line, on)
    if indicator is not None:
        line.values["indicator"] = indicator
        _unit(line, indicator)
        _value(line, indicator)
        _out_of(line, indicator)
    _source(line)
    if not line.cells.get("publisher"):
        line.refuse("publisher", _("It may not be empty: who published the figure?"))
    for name in DETAILS:
        line.values.setdefault(name, line.cells.get(name, ""))


def _series(line: FigureLine, series: dict[str, Indicator]) -> Indicator | None:
    given = line.cells.get("indicator", "")
    if given in series:
        return series[given]
    alike = get_close_matches(given, series, n=3)
    words = _("No series of this name is here.")
    if alike:
        words += " " + _("Did you mean %(names)s?") % {"names": ", ".join(alike)}
    line.refuse("indicator", words)
    return None


def _period(line: FigureLine, on: dt.date) -> None:
    given = line.cells.get("period", "")
    try:
        period = parse_period(given)
    except InvalidPeriod as error:
        line.refuse("period", str(error))
        return
    if period.start > on:
        line.refuse("period", _("It hasn't begun yet, so nobody can have observed it."))
    line.values["period"] = given


def _unit(line: FigureLine, indicator: Indicator) -> None:
    given = line.cells.get("unit", "")
    if given and given != indicator.unit:
        line.refuse(
            "unit",
            _("The series is in “%(unit)s”. Bring the value in that unit, or choose another series.")
            % {"unit": indicator.unit},
        )


def _value(line: FigureLine, indicator: Indicator) -> None:
    given = line.cells.get("value", "")
    try:
        number = Decimal(given)
        if not number.is_finite():
            raise InvalidOperation
        number = Observation._meta.get_field("value").clean(number, None)
    except InvalidOperation:
        line.refuse("value", _("Accepted: a number with a point, such as 20 or 7.5."))
        return
    except ValidationError as error:
        line.refuse_error(ValidationError({"value": error.messages}))
        return
    problem = problem_with(number, indicator.unit)
    if problem:
        line.refuse("value", problem)
    line.values["value"] = number


def _out_of(line: FigureLine, indicator: Indicator) -> None:
    given = line.cells.get("out_of", "")
    line.values["out_of"] = None
    if not given:
        return
    if indicator.unit != RANK:
        line.refuse("out_of", _("Only a rank is 'of how many'."))
    elif not (given.isascii() and given.isdigit() and 0 < int(given) < 32_768):
        line.refuse("out_of", _("Accepted: a whole number, how many are ranked."))
    else:
        line.values["out_of"] = int(given)


def _source(line: FigureLine) -> None:
    given = line.cells.get("source_url", "")
    if not given:
        line.refuse("source_url", _("It is missing: no figure is taken without the address of its source."))
        return
    try:
        _URL(given)
    except ValidationError:
        line.refuse("source_url", _("Accepted: an address that begins with https:// or http://."))
    line.values["source_url"] = given
