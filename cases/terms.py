"""The term of a measure: its bounds in the law, the last day the law gives, and what is wrong with one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cases.law_choices import Doubt, UntilSource
from legislation.clocks.rules import Unit
from legislation.clocks.terms import Bounds, Term, check_term, last_day
from legislation.models import Measure


class TermOutsideLawError(ValueError):
    """A term that the version of the law doesn't allow, or doesn't give; says what is accepted."""


@dataclass(frozen=True, slots=True)
class Until:
    """The last day of a measure, who set it, and what a lawyer has to look at."""

    day: dt.date | None
    source: str
    doubt: Doubt | None = None


def bounds_of(norm: Measure) -> Bounds:
    """Return what the version of the law allows; how much it may be prolonged is not recorded there."""
    return Bounds(
        shortest=_term(norm.minimum_value, norm.minimum_unit),
        longest=_term(norm.maximum_value, norm.maximum_unit),
    )


def until_of(
    norm: Measure, start: dt.date, until: dt.date | None, source: str, *, extended_from: dt.date | None = None
) -> Until:
    """Settle the last day of a measure.

    Without a day it is what the law gives, where it gives exactly one term. A day by the law keeps to its
    bounds; a decision's, or one set by hand with a reason, may not, and then a lawyer has to look.

    Args:
        extended_from: the first day of what it extends; then the whole is measured from there.

    Raises:
        TermOutsideLawError: no day and no fixed term in the law, or a day by the law outside its bounds.
    """
    bounds = bounds_of(norm)
    if until is None:
        return _by_law(bounds, start, source)
    check = check_term(extended_from or start, until, bounds, extended=extended_from is not None)
    if not check.problem:
        stated = bounds.shortest or bounds.longest
        return Until(until, source, None if stated else Doubt.TERM_NOT_STATED)
    if source == UntilSource.RULE:
        raise TermOutsideLawError(
            f"{until} is {check.problem}: the law allows {check.earliest or 'any day'} to "
            f"{check.latest or 'any day'}. A decision or a reason may say otherwise."
        )
    return Until(until, source, Doubt.TERM_OUTSIDE_LAW)


def _by_law(bounds: Bounds, start: dt.date, source: str) -> Until:
    if source != UntilSource.RULE:
        raise TermOutsideLawError("Give the last day that the decision or you set.")
    if bounds.longest is None:
        return Until(None, "", Doubt.TERM_NOT_STATED)
    if bounds.shortest != bounds.longest:
        raise TermOutsideLawError(
            "The law gives no single term: give the last day, at the latest "
            f"{last_day(start, bounds.longest)}."
        )
    return Until(last_day(start, bounds.longest), UntilSource.RULE)


def _term(value: int | None, unit: str) -> Term | None:
    return Term(value, Unit(unit)) if value else None
