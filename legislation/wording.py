"""Deadlines, terms and penalties in words, in the active language, for readers without legal training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kbase.localised_formats import day_text, money_text, number_text
from legislation.choices import PenaltyKind, TimeUnit, ValueRule
from legislation.money import Rate, Rates
from legislation.time_phrases import WITHIN, phrase, span

if TYPE_CHECKING:
    from legislation.models import Duty, Measure, Penalty

# Kinds whose measure is not an amount: saying that none is stated would say nothing.
WITHOUT_AMOUNT = {PenaltyKind.WARNING, PenaltyKind.OTHER}


def deadline_words(duty: Duty) -> str:
    """Say by when: 'at once', 'within 24 hours', 'not stated'."""
    if duty.immediate:
        return _("at once")
    if duty.deadline_value is None:
        return _("not stated")
    return phrase(WITHIN, duty.deadline_value, duty.deadline_unit)


def term_words(measure: Measure) -> str:
    """Say for how long: '30 days', '3 months to 1 year', 'up to 24 hours', 'term not stated'."""
    minimum = (measure.minimum_value, measure.minimum_unit) if measure.minimum_value is not None else None
    maximum = (measure.maximum_value, measure.maximum_unit) if measure.maximum_value is not None else None
    return span(minimum, maximum) or _("term not stated")


def penalty_words(penalty: Penalty, rates: Rates, on: dt.date) -> str:
    """Say how much: 'up to 5 years', '200 MCI (865,000 tenge at the 2026 rate)', '20,000 to 100,000 rupees'.

    Money is of the day given; where no rate of that day is established the words say so. Empty for a
    penalty whose kind and circumstance say everything ('for life', 'confiscation of property').
    """
    minimum, maximum, unit = penalty.minimum, penalty.maximum, penalty.unit
    if minimum is None and maximum is None:
        return "" if penalty.kind in WITHOUT_AMOUNT or penalty.circumstance else _("not stated")
    if unit in TimeUnit.values:
        return span(*(None if value is None else (value, unit) for value in (minimum, maximum)))
    if not rates.knows(unit):
        return _amount(minimum, maximum, lambda value: money_text(value, unit))
    units = _amount(minimum, maximum, lambda value: f"{number_text(value)} {unit_name(unit)}")
    return f"{units} ({_in_money(minimum, maximum, unit, rates, on)})"


def unit_name(code: str) -> str:
    """Name a reference unit briefly, as readers of the language know it (MCI, МРП, АЕК)."""
    return {"MCI": pgettext("unit of fines", "MCI")}.get(code, code)


def rate_rule_words(rule: str | None, unit: str, on: dt.date) -> str:
    """Say which day's rate counts in law and which is shown; '' where no rule is recorded."""
    if rule == ValueRule.OFFENCE:
        words = _("In law the %(unit)s rate of the day of the offence counts. Shown: the rate of %(day)s.")
    elif rule == ValueRule.UNKNOWN:
        words = _(
            "Which day's %(unit)s rate counts in law is not established here. Shown: the rate of %(day)s."
        )
    else:
        return ""
    return words % {"unit": unit_name(unit), "day": day_text(on)}


def _in_money(minimum: Decimal | None, maximum: Decimal | None, unit: str, rates: Rates, on: dt.date) -> str:
    rate = rates.rate(unit, on)
    if rate is None or rate.amount is None:
        return _("no rate established for %(year)s") % {"year": on.year}
    # The words before it have said 'up to' or 'at least' already.
    sums = [value * rate.amount for value in (minimum, maximum) if value is not None]
    money = _amount(sums[0], sums[-1], lambda value: money_text(value, rate.currency))
    return _rate_words(rate) % {"money": money, "year": rate.year, "day": day_text(rate.start)}


def _rate_words(rate: Rate) -> str:
    if rate.year is not None:
        return _("%(money)s at the %(year)s rate")
    return _("%(money)s at the rate from %(day)s")


def _amount(minimum: Decimal | None, maximum: Decimal | None, words: Callable[[Decimal], str]) -> str:
    """Put a least and a greatest amount into words; `words` prints one amount with its unit."""
    if minimum is not None and maximum is not None:
        if minimum == maximum:
            return words(maximum)
        return _("%(least)s to %(most)s") % {"least": number_text(minimum), "most": words(maximum)}
    if maximum is not None:
        return _("up to %(amount)s") % {"amount": words(maximum)}
    return _("at least %(amount)s") % {"amount": words(minimum)} if minimum is not None else ""
