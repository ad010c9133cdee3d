"""Amounts of offers in money of a day, and terms of offers in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kbase.localised import Localised, current_language, localised
from kbase.localised_formats import money_text, number_text
from legislation.money import Rates
from programs.finance.choices import RateKind
from programs.models import FinanceOffer


@dataclass(frozen=True, slots=True)
class AmountRange:
    """Least and greatest amount in money; None where not stated, or where the unit has no rate that day."""

    least: Decimal | None
    most: Decimal | None
    rate_is_missing: bool = False


def amount_range(offer: FinanceOffer, rates: Rates, on: dt.date) -> AmountRange:
    """Give what can be had, in money of a day."""
    if not offer.amount_unit:
        return AmountRange(offer.amount_min, offer.amount_max)
    if rates.rate(offer.amount_unit, on) is None:
        return AmountRange(None, None, rate_is_missing=True)

    def money(units: Decimal | None) -> Decimal | None:
        found = None if units is None else rates.money(units, offer.amount_unit, on)
        return found.amount if found else None

    return AmountRange(money(offer.amount_min), money(offer.amount_max))


def amount_text(offer: FinanceOffer, rates: Rates, on: dt.date) -> str:
    """Write what can be had: 'up to 5,000,000 rupees'; nothing where the source doesn't say."""
    known = amount_range(offer, rates, on)
    if known.rate_is_missing and offer.amount_max is not None:
        units = f"{number_text(offer.amount_max)} {offer.amount_unit}"
        return _("up to %(amount)s") % {"amount": units}
    least, most = known.least, known.most
    if least is not None and least == most:
        return money_text(least, offer.currency)
    if least and most is not None:
        return _("%(least)s to %(most)s") % {
            "least": number_text(least),
            "most": money_text(most, offer.currency),
        }
    if most is not None:
        return _("up to %(amount)s") % {"amount": money_text(most, offer.currency)}
    return _("from %(amount)s") % {"amount": money_text(least, offer.currency)} if least else ""


def unit_note(offer: FinanceOffer, rates: Rates, on: dt.date) -> str:
    """Say in what unit an amount is counted, and of which year its value is."""
    if not offer.amount_unit or offer.amount_max is None:
        return ""
    units = f"{number_text(offer.amount_max)} {offer.amount_unit}"
    rate = rates.rate(offer.amount_unit, on)
    if rate is None:
        return _("No value of this unit is known for this day.")
    return _("%(units)s at the %(year)s rate") % {"units": units, "year": rate.year or rate.start.year}


def rate_text(offer: FinanceOffer) -> str:
    """Write the interest that the borrower pays: 'at most 6% a year'; nothing where it isn't stated."""
    if offer.rate_percent is None:
        if offer.margin_percent is None:
            return ""
        return _("base rate + %(percent)s") % {"percent": percent_text(offer.margin_percent)}
    if not offer.rate_percent:
        return _("no interest")
    percent = percent_text(offer.rate_percent)
    if offer.rate_kind == RateKind.UP_TO:
        return _("at most %(percent)s a year") % {"percent": percent}
    return _("%(percent)s a year") % {"percent": percent}


def rate_words(offer: FinanceOffer) -> Localised | str:
    """Give the interest in the words of the source, where they say more."""
    return localised(offer, "rate_words") if offer.rate_words else ""


def percent_text(percent: Decimal, decimals: int = 3) -> str:
    """Write a percentage: '8.5%'."""
    number = format_decimal(round(percent, decimals), "#,##0.###", locale=current_language())
    # Translators: a share in percent; some languages put a space before the sign.
    return _("%(number)s%%") % {"number": number}


def months_text(months: int) -> str:
    """Write a stretch of months, whole years as years: '5 years'."""
    if months and months % 12 == 0:
        years = months // 12
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def cents_text(amount: Decimal) -> str:
    """Write money to the cent, grouped as the language groups it.

    A table of ten years has six hundred sums: Babel, which knows the signs, would take too long for each.
    """
    return f"{amount:,.2f}".translate(_signs(current_language()))


@cache
def _signs(language: str) -> dict[int, str]:
    return {ord(","): get_group_symbol(language), ord("."): get_decimal_symbol(language)}
