"""The countries whose law is held here, for forms that ask where someone is: names, money and clocks."""

from __future__ import annotations

from babel.numbers import get_currency_name
from django.utils.translation import gettext as _

from kbase.localised import current_language, localised
from legislation.models import Jurisdiction


def countries() -> list[Jurisdiction]:
    """Give the countries, not their parts."""
    return list(Jurisdiction.objects.filter(parent=None).order_by("code"))


def country_name(code: str) -> str:
    """Name a country in the page's language; by its code where it isn't held any more."""
    found = Jurisdiction.objects.filter(code=code).first()
    return localised(found, "name").text if found else code


def country_choices() -> list[tuple[str, str]]:
    """Give the countries as choices of a form."""
    return [(country.code, localised(country, "name").text) for country in countries()]


def currency_choices() -> list[tuple[str, str]]:
    """Give the countries' currencies as choices of a form."""
    codes = dict.fromkeys(country.currency for country in countries())
    return [(code, f"{get_currency_name(code, locale=current_language())} ({code})") for code in codes]


def zone_choices() -> list[tuple[str, str]]:
    """Give time zones as choices of a form: those of the countries by their names, then cities abroad."""
    at_home = {country.timezone: localised(country, "name").text for country in reversed(countries())}
    # Where many live who come from them.
    abroad = {
        "Asia/Dubai": _("Dubai"),
        "Europe/Istanbul": _("Istanbul"),
        "Europe/London": _("London"),
        "Europe/Berlin": _("Berlin"),
        "America/New_York": _("New York"),
    }
    return [*reversed(at_home.items()), *abroad.items()]
