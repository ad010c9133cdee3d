"""Deadlines and terms by their real length, in the database: for sorting and for classes of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, F, FloatField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from legislation.choices import TimeUnit

DAY = 24.0
WEEK = 7 * DAY
# Five working days take a week; months and years are those of the Gregorian calendar on average.
HOURS = {
    TimeUnit.HOURS: 1.0,
    TimeUnit.DAYS: DAY,
    TimeUnit.WORKING_DAYS: WEEK / 5,
    TimeUnit.MONTHS: 365.2425 / 12 * DAY,
    TimeUnit.YEARS: 365.2425 * DAY,
}

DEADLINE_CLASSES = {
    "at-once": _("At once"),
    "day": _("Within a day"),
    "week": _("Within a week"),
    "longer": _("In more than a week"),
    "none": _("No time limit set"),
}
_CLASS_RULES = {
    "at-once": Q(immediate=True),
    "day": Q(immediate=False, hours__lte=DAY),
    "week": Q(hours__gt=DAY, hours__lte=WEEK),
    "longer": Q(hours__gt=WEEK),
    "none": Q(immediate=False, deadline_value=None),
}


def deadline_hours() -> Case:
    """Give the length of a duty's deadline in hours: 0 for at once, NULL where the law sets none."""
    return Case(
        When(immediate=True, then=Value(0.0)),
        *_lengths("deadline_value", "deadline_unit"),
        output_field=FloatField(),
    )


def longest_term_hours() -> Case:
    """Give the longest term of a measure in hours, NULL where none is stated."""
    return Case(*_lengths("maximum_value", "maximum_unit"), output_field=FloatField())


def deadline_in(classes: Iterable[str]) -> Q:
    """Match duties of any of the classes; the query has ``deadline_hours`` as its alias ``hours``."""
    chosen = Q()
    for name in classes:
        chosen |= _CLASS_RULES[name]
    return chosen


def _lengths(value: str, unit: str) -> list[When]:
    return [When(**{unit: each}, then=F(value) * Value(hours)) for each, hours in HOURS.items()]
