"""Short words of sources that the reference data repeats: statuses, terms, what a figure counts.

They are kept as they were read; where this list knows them they are shown in the page's language.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kbase.localised import Localised, current_language

KNOWN = frozenset(
    {
        # How a programme stands.
        gettext_noop("active"),
        gettext_noop("active in 2019 (seventh year)"),
        gettext_noop("active in 2022"),
        gettext_noop("active in 2023"),
        gettext_noop("active in 2024"),
        gettext_noop("active under a successor programme"),
        gettext_noop("active when reported"),
        gettext_noop("announced November 2025"),
        gettext_noop("as listed by Damu"),
        gettext_noop("closed"),
        gettext_noop("held"),
        gettext_noop("in force"),
        gettext_noop("phase two to 2026"),
        gettext_noop("proposed February 2019"),
        gettext_noop("reported 2023"),
        gettext_noop("supported in 2022"),
        gettext_noop("unknown in 2026"),
        gettext_noop("unverified"),
        # On what terms.
        gettext_noop("free for participants"),
        gettext_noop("online course with facilitated sessions"),
        gettext_noop(
            "base rate + 7%, of which the borrower pays 8% (7% in villages, small and single-industry towns)"
        ),
        gettext_noop("28%, half subsidised"),
        gettext_noop("8,000 MCI in the largest and oil cities, 6,500 MCI elsewhere"),
        gettext_noop("up to 6% a year"),
        gettext_noop("up to 5% a year"),
        gettext_noop("at least 20% of funds for Balochistan at launch"),
        gettext_noop("100 m policy loan, 50 m on-lending, 5.5 m grant"),
        gettext_noop("300 m policy loan, 50 m on-lending"),
        # What a figure counts.
        gettext_noop("NGOs (about)"),
        gettext_noop("accounts"),
        gettext_noop("borrowers"),
        gettext_noop("cases"),
        gettext_noop("cases in 2023"),
        gettext_noop("centres"),
        gettext_noop("chambers (more than)"),
        gettext_noop("cities"),
        gettext_noop("complaints"),
        gettext_noop("customers (over)"),
        gettext_noop("families"),
        gettext_noop("grants"),
        gettext_noop("grants (over)"),
        gettext_noop("institutions"),
        gettext_noop("loans"),
        gettext_noop("mothers of many children (over)"),
        gettext_noop("occupations"),
        gettext_noop("officials and deputies"),
        gettext_noop("percent of Export Development Fund"),
        gettext_noop("percent of SME Fund proceeds"),
        gettext_noop("persons"),
        gettext_noop("persons (over)"),
        gettext_noop("persons, UAE forum"),
        gettext_noop("projects"),
        gettext_noop("projects (over)"),
        gettext_noop("regions"),
        gettext_noop("units, as quoted"),
        gettext_noop("women"),
        gettext_noop("women (over)"),
        gettext_noop("women and children"),
        gettext_noop("women, first plan"),
        # What stands after a sum of money.
        gettext_noop("as printed; doubtful"),
        gettext_noop("gender bond"),
        gettext_noop("ADB loan"),
    }
)


def translated(words: str) -> str:
    """Give words of a source in the page's language where they are known, else as they are."""
    return _(words) if words in KNOWN else words


def in_page_language(words: Localised) -> Localised:
    """Give words that fell back on another language in the page's where they are known."""
    text = translated(words.text)
    return words if text == words.text else Localised(text, current_language())
