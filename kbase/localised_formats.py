"""Dates, numbers and money as people write them in each interface language (CLDR data, by Babel)."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import gettext

from kbase.localised import current_language

# English as in the laws of both countries (day first), Urdu without the comma that CLDR puts before the year.
DAY_PATTERNS = {"en": "d MMMM y", "ur": "d MMMM y"}


def day_text(day: dt.date, language: str | None = None) -> str:
    """Return a date in full: '2 March 2026', '2 марта 2026 г.', '2026 ж. 2 наурыз'."""
    return _day(day.year, day.month, day.day, language or current_language())


@lru_cache(maxsize=4096)
def _day(year: int, month: int, day: int, language: str) -> str:
    return format_date(dt.date(year, month, day), DAY_PATTERNS.get(language, "long"), locale=language)


def month_text(day: dt.date, language: str | None = None) -> str:
    """Return the month of a date: 'March 2026', 'март 2026 г.'.

    >>> month_text(dt.date(2026, 3, 17), "en")
    'March 2026'
    """
    return format_skeleton("yMMMM", day, locale=language or current_language())


def number_text(value: Decimal | int | float, language: str | None = None) -> str:
    """Return a number grouped as the language groups it, without needless zeros."""
    return format_decimal(value, "#,##0.##", locale=language or current_language())


def money_text(amount: Decimal | int, currency: str, language: str | None = None) -> str:
    """Return an amount with the currency's name written out: '865,000 tenge'; other codes stay codes."""
    names = {"KZT": gettext("tenge"), "PKR": gettext("rupees")}
    return f"{number_text(amount, language)} {names.get(currency, currency)}"
