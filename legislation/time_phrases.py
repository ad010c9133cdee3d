"""Stretches of time in words: one phrase per unit and role in the sentence.

Each is a sentence part of its own, since languages bend number and unit by that role ('30 дней', 'до 30
дней'; '30 күннен', '30 күнге дейін'). ``count`` chooses the plural, ``number`` is printed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy, npgettext_lazy

from kbase.localised_formats import number_text

WITHIN: dict[str, Any] = {
    "hours": ngettext_lazy("within %(number)s hour", "within %(number)s hours", "count"),
    "days": ngettext_lazy("within %(number)s day", "within %(number)s days", "count"),
    "working-days": ngettext_lazy("within %(number)s working day", "within %(number)s working days", "count"),
    "months": ngettext_lazy("within %(number)s month", "within %(number)s months", "count"),
    "years": ngettext_lazy("within %(number)s year", "within %(number)s years", "count"),
}
EXACTLY: dict[str, Any] = {
    "hours": ngettext_lazy("%(number)s hour", "%(number)s hours", "count"),
    "days": ngettext_lazy("%(number)s day", "%(number)s days", "count"),
    "working-days": ngettext_lazy("%(number)s working day", "%(number)s working days", "count"),
    "months": ngettext_lazy("%(number)s month", "%(number)s months", "count"),
    "years": ngettext_lazy("%(number)s year", "%(number)s years", "count"),
}
UP_TO: dict[str, Any] = {
    "hours": ngettext_lazy("up to %(number)s hour", "up to %(number)s hours", "count"),
    "days": ngettext_lazy("up to %(number)s day", "up to %(number)s days", "count"),
    "working-days": ngettext_lazy("up to %(number)s working day", "up to %(number)s working days", "count"),
    "months": ngettext_lazy("up to %(number)s month", "up to %(number)s months", "count"),
    "years": ngettext_lazy("up to %(number)s year", "up to %(number)s years", "count"),
}
AT_LEAST: dict[str, Any] = {
    "hours": ngettext_lazy("at least %(number)s hour", "at least %(number)s hours", "count"),
    "days": ngettext_lazy("at least %(number)s day", "at least %(number)s days", "count"),
    "working-days": ngettext_lazy(
        "at least %(number)s working day", "at least %(number)s working days", "count"
    ),
    "months": ngettext_lazy("at least %(number)s month", "at least %(number)s months", "count"),
    "years": ngettext_lazy("at least %(number)s year", "at least %(number)s years", "count"),
}
RANGE: dict[str, Any] = {
    "hours": ngettext_lazy("%(least)s to %(number)s hour", "%(least)s to %(number)s hours", "count"),
    "days": ngettext_lazy("%(least)s to %(number)s day", "%(least)s to %(number)s days", "count"),
    "working-days": ngettext_lazy(
        "%(least)s to %(number)s working day", "%(least)s to %(number)s working days", "count"
    ),
    "months": ngettext_lazy("%(least)s to %(number)s month", "%(least)s to %(number)s months", "count"),
    "years": ngettext_lazy("%(least)s to %(number)s year", "%(least)s to %(number)s years", "count"),
}
RANGE_START: dict[str, Any] = {
    "hours": npgettext_lazy("start of a range", "%(number)s hour", "%(number)s hours", "count"),
    "days": npgettext_lazy("start of a range", "%(number)s day", "%(number)s days", "count"),
    "working-days": npgettext_lazy(
        "start of a range", "%(number)s working day", "%(number)s working days", "count"
    ),
    "months": npgettext_lazy("start of a range", "%(number)s month", "%(number)s months", "count"),
    "years": npgettext_lazy("start of a range", "%(number)s year", "%(number)s years", "count"),
}
RANGE_END: dict[str, Any] = {
    "hours": npgettext_lazy("end of a range", "to %(number)s hour", "to %(number)s hours", "count"),
    "days": npgettext_lazy("end of a range", "to %(number)s day", "to %(number)s days", "count"),
    "working-days": npgettext_lazy(
        "end of a range", "to %(number)s working day", "to %(number)s working days", "count"
    ),
    "months": npgettext_lazy("end of a range", "to %(number)s month", "to %(number)s months", "count"),
    "years": npgettext_lazy("end of a range", "to %(number)s year", "to %(number)s years", "count"),
}


def phrase(phrases: dict[str, Promise], value: Decimal | int, unit: str, **parts: str) -> str:
    """Fill in one phrase in the active language; a unit without a phrase is a programming error."""
    return str(phrases[unit] % {"count": plural_count(value), "number": number_text(value), **parts})


def plural_count(value: Decimal | int) -> int:
    """Give the whole number whose plural a number takes: a fraction goes with two ('1,5 года', '1.5 years').

    >>> plural_count(Decimal("30.00")), plural_count(Decimal("1.5"))
    (30, 2)
    """
    return int(value) if value == int(value) else 2


def span(minimum: tuple[Decimal | int, str] | None, maximum: tuple[Decimal | int, str] | None) -> str:
    """Put a shortest and a longest time, each a number and its unit, into words; '' when neither is given."""
    if minimum is None:
        return phrase(UP_TO, *maximum) if maximum is not None else ""
    if maximum is None:
        return phrase(AT_LEAST, *minimum)
    if minimum == maximum:
        return phrase(EXACTLY, *maximum)
    if minimum[1] == maximum[1]:
        return phrase(RANGE, *maximum, least=number_text(minimum[0]))
    return f"{phrase(RANGE_START, *minimum)} {phrase(RANGE_END, *maximum)}"
