"""Places, periods, terms and figures in the page's language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kbase.localised import Localised, current_language, localised
from kbase.localised_formats import day_text, money_text, number_text
from programs.periods import Period, period_or_none
from programs.source_words import translated

OLD_AFTER_DAYS = 2 * 365

TERMS = {
    "cost": gettext_noop("Cost"),
    "format": gettext_noop("Form"),
    "max-loan-investment": gettext_noop("Most for investment"),
    "max-loan-working-capital": gettext_noop("Most for working capital"),
    "max-amount": gettext_noop("Most that can be had"),
    "rate": gettext_noop("Interest"),
    "microloan-rate": gettext_noop("Interest on microloans"),
    "refinance-rate": gettext_noop("Interest that the bank pays"),
    "subsidy-term-years-investment": gettext_noop("Years of subsidy, investment"),
    "subsidy-term-years-working-capital": gettext_noop("Years of subsidy, working capital"),
    "guarantee-max-percent": gettext_noop("Guaranteed share at most, percent"),
    "guarantee-percent": gettext_noop("Guaranteed share, percent"),
    "term-years": gettext_noop("Term, years"),
    "tenor-years": gettext_noop("Term of the bond, years"),
    "grace-months": gettext_noop("Months before repayment begins"),
    "bond-amount": gettext_noop("Amount of the bond"),
    "coupon": gettext_noop("Interest on the bond"),
    "project-amount": gettext_noop("Amount of the project"),
    "grant": gettext_noop("Grant"),
    "earmark": gettext_noop("Set apart"),
    "phase-1": gettext_noop("First phase"),
    "phase-2": gettext_noop("Second phase"),
    "quarterly": gettext_noop("Paid each quarter"),
    "quarterly-from-2026-proposed": gettext_noop("Paid each quarter, proposed from 2026"),
    "women-quota-percent": gettext_noop("Share kept for women, percent"),
    "max-penalty": gettext_noop("Greatest penalty"),
    "daily-penalty": gettext_noop("Penalty for each day"),
}
TIER = gettext_noop("Step %(number)s: up to")
METRICS = {
    "participants": gettext_noop("Took part or served"),
    "graduates": gettext_noop("Graduates"),
    "enrolled": gettext_noop("Enrolled"),
    "amount": gettext_noop("Amount"),
    "target-share": gettext_noop("Target"),
    "interim-target-share": gettext_noop("Interim target"),
    "recommended-share": gettext_noop("Recommended share"),
    "loans": gettext_noop("Loans"),
    "grants": gettext_noop("Grants"),
    "centres": gettext_noop("Centres"),
    "units": gettext_noop("Units"),
    "projects": gettext_noop("Projects"),
    "advisory-projects": gettext_noop("Advisory projects"),
    "members": gettext_noop("Members"),
    "cities": gettext_noop("Cities"),
    "regions": gettext_noop("Regions"),
    "occupations": gettext_noop("Occupations opened to women"),
    "accounts": gettext_noop("Accounts"),
    "chambers": gettext_noop("Chambers"),
    "ngos": gettext_noop("Organisations"),
    "complaints": gettext_noop("Complaints"),
    "cases": gettext_noop("Cases"),
    "women-ambassadors-in-kz": gettext_noop("Women ambassadors accredited in Kazakhstan"),
    "kz-women-ambassadors-abroad": gettext_noop("Women ambassadors of Kazakhstan abroad"),
    "events-held": gettext_noop("Events held"),
    "actions-completed": gettext_noop("Actions completed"),
    "completion-rate": gettext_noop("Share that completes"),
    "business-started-after-6-months": gettext_noop("Business started after 6 months"),
    "active-pairs": gettext_noop("Active pairs"),
    "sessions": gettext_noop("Sessions"),
    "retention": gettext_noop("Pairs that stay"),
    "deals": gettext_noop("Deals"),
    "proposals-made": gettext_noop("Proposals made"),
    "proposals-adopted": gettext_noop("Proposals adopted"),
    "commitments-met": gettext_noop("Commitments met"),
    "joint-projects": gettext_noop("Joint projects"),
    "funds-raised": gettext_noop("Funds raised"),
    "memoranda-in-force": gettext_noop("Memoranda in force"),
}


def place_name(record: Any) -> Localised:
    """Name where a record belongs: its jurisdiction, another country, or that it is international."""
    if record.jurisdiction:
        return localised(record.jurisdiction, "name")
    language = current_language()
    name = Locale(language).territories.get(record.country) if record.country else _("International")
    return Localised(str(name or record.country), language)


def period_text(text: str) -> str:
    """Write a period in words; what names no period stays as it is.

    '2024-12' is 'December 2024', '2024-25' is '2024–25 (July to June)'.
    """
    period = period_or_none(text)
    return text if period is None else _in_words(period)


def _in_words(period: Period) -> str:
    language = current_language()
    match period.kind:
        case "year":
            return period.text
        case "day":
            return day_text(period.start)
        case "month":
            return _month(period.start, language)
        case "quarter":
            quarter = (period.start.month + 2) // 3
            return _("quarter %(number)s of %(year)s") % {"number": quarter, "year": period.start.year}
        case "fiscal":
            years = f"{period.start.year}–{period.text[-2:]}"
            return _("%(years)s (July to June)") % {"years": years}
        case "span":
            begin, end = period.start, period.last_day
            first = format_date(begin, "LLLL", locale=language) if begin.year == end.year else ""
            return f"{first or _month(begin, language)} – {_month(end, language)}"


def _month(day: dt.date, language: str) -> str:
    return str(format_skeleton("yMMMM", day, locale=language))


def is_old(text: str, today: dt.date) -> bool:
    """Whether what was reported in a period is more than two years old."""
    period = period_or_none(text)
    return period is not None and (today - period.last_day).days > OLD_AFTER_DAYS


def term_label(key: str) -> str:
    """Name a term; one that has no words of its own by its key."""
    if key.startswith("tiers-"):
        return _(TIER) % {"number": key.removeprefix("tiers-")}
    return _(TERMS[key]) if key in TERMS else key.replace("-", " ").capitalize()


def metric_label(metric: str) -> str:
    """Name what a figure counts; one that has no words of its own by its key."""
    return _(METRICS[metric]) if metric in METRICS else metric.replace("-", " ").capitalize()


def amount_text(amount: Decimal, currency: str) -> str:
    """Write a number, with its currency where it is money."""
    return money_text(amount, currency) if currency else number_text(amount)


def figure_text(value: Decimal, unit: str) -> str:
    """Write a figure with the unit of its source; a currency gets its name.

    Words of the source ('women (over)') that we don't know stay in the language in which they were read.
    """
    code, _comma, rest = unit.partition(",")
    if code in {"KZT", "PKR", "USD"}:
        return money_text(value, code) + (f" ({translated(rest.strip())})" if rest else "")
    if code == "percent":
        return _("%(number)s%%") % {"number": number_text(value)}
    return f"{number_text(value)} {translated(unit)}"
