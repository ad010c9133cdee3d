"""How many got how far, as numbers: for staff as they are, for reports with small groups left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from programs.cohorts.choices import ApplicationState, IncomeChange, Occupation
from programs.cohorts.states import ACCEPTED, COMPLETED, DRAFT, ENROLLED, SHORTLISTED, SUBMITTED
from programs.models import Application, ApplicationStep, Cohort, Outcome
from programs.models.completions import FOLLOW_UPS

STAGES = (SUBMITTED, SHORTLISTED, ACCEPTED, ENROLLED, COMPLETED)
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A number with its words and its share of the largest, in percent."""

    label: str
    count: int
    share: int = 0


def counts_of(cohort: Cohort) -> Counter[str]:
    """Count a cohort's applications by key, those that were erased included; see `erasing.counted`."""
    counts: Counter[str] = Counter(dict(cohort.tallies.values_list("key", "count")))
    sent = Application.objects.filter(cohort=cohort).exclude(state=DRAFT)
    for field, prefix in (("state", "now"), ("language", "language")):
        for value, number in sent.order_by().values_list(field).annotate(number=Count("pk")):
            counts[f"{prefix}:{value}"] += number
    steps = ApplicationStep.objects.filter(application__cohort=cohort).order_by()
    for value, number in steps.values_list("after").annotate(number=Count("application", distinct=True)):
        counts[f"reached:{value}"] += number
    answered = Outcome.objects.filter(application__cohort=cohort, answered_at__isnull=False).order_by()
    rows = answered.values_list("months", "occupation", "income").annotate(Count("pk"), Sum("jobs"))
    for months, occupation, income, number, jobs in rows:
        counts[f"after-{months}:{occupation}"] += number
        counts[f"income-{months}:{income or 'not-said'}"] += number
        counts[f"jobs-{months}"] += jobs or 0
    return counts


def stages(counts: Counter[str]) -> list[Part]:
    """Give how many reached each stage."""
    numbers = [counts[f"reached:{stage}"] for stage in STAGES]
    words = [
        _("Applied"),
        _("Shortlisted"),
        _("Accepted"),
        _("Enrolled"),
        _("Completed"),
    ]
    most = max(*numbers, 1)
    return [
        Part(label, number, round(100 * number / most)) for label, number in zip(words, numbers, strict=True)
    ]


def parts(counts: Counter[str], prefix: str, labels: Sequence[tuple[str, object]]) -> list[Part]:
    """Give the numbers of one division, in the order of its choices, without those that are nobody's."""
    return [
        Part(str(label), counts[f"{prefix}:{value}"])
        for value, label in labels
        if counts[f"{prefix}:{value}"]
    ]


def divisions(counts: Counter[str]) -> list[tuple[str, list[Part]]]:
    """Give every division of a cohort's applications that has numbers."""
    from legislation.choices import Language

    found = [
        (_("Where they stand now"), parts(counts, "now", ApplicationState.choices)),
        (_("Language of the application"), parts(counts, "language", Language.choices)),
    ]
    for months in FOLLOW_UPS:
        words = {"months": months}
        occupation = parts(counts, f"after-{months}", Occupation.choices)
        income = parts(counts, f"income-{months}", IncomeChange.choices)
        found.append((_("%(months)s months after: what they do") % words, occupation))
        found.append((_("%(months)s months after: income") % words, income))
    return [(title, rows) for title, rows in found if rows]


def disclosed(numbers: Sequence[int], *, is_division: bool) -> list[int | None]:
    """Leave out what would tell of single people: None for 1 to 4.

    Args:
        is_division: the numbers add up to a known total, so one left out alone could be worked out; the
            smallest of the others goes with it.

    >>> disclosed([20, 4, 9], is_division=True)
    [20, None, None]
    >>> disclosed([20, 4, 0], is_division=False)
    [20, None, 0]
    >>> disclosed([3, 2, 30], is_division=True)
    [None, None, 30]
    """
    shown: list[int | None] = [None if 0 < number < SMALLEST else number for number in numbers]
    if is_division and shown.count(None) == 1:
        others = [place for place, number in enumerate(shown) if number]
        if others:
            shown[min(others, key=lambda place: cast(int, shown[place]))] = None
    return shown


def disclosed_text(number: int | None) -> int | str:
    """Write a number that may be left out."""
    return _("fewer than 5, or left out") if number is None else number
