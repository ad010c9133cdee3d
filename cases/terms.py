"""The term of a measure: its bounds in the law, the last day the law gives, and what is wrong with one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.law_choices import Doubt, UntilSource
from cases.refusals import Refusal
from kbase.localised_formats import day_text
from legislation.clocks.rules import Unit
from legislation.clocks.terms import Bounds, Term, TermCheck, check_term, last_day
from legislation.models import Measure


class TermOutsideLawError(Refusal):
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
        raise TermOutsideLawError(_outside(until, check))
    return Until(until, source, Doubt.TERM_OUTSIDE_LAW)


def _by_law(bounds: Bounds, start: dt.date, source: str) -> Until:
    if source != UntilSource.RULE:
        raise TermOutsideLawError(_("Give the last day that the decision or you set."))
    if bounds.longest is None:
        return Until(None, "", Doubt.TERM_NOT_STATED)
    if bounds.shortest != bounds.longest:
        raise TermOutsideLawError(
            _("The law gives no single term: give the last day, at the latest %(day)s.")
            % {"day": day_text(last_day(start, bounds.longest))}
        )
    return Until(last_day(start, bounds.longest), UntilSource.RULE)


def _outside(until: dt.date, check: TermCheck) -> str:
    """Say which days the law allows."""
    values = {
        "day": day_text(until),
        "earliest": day_text(check.earliest) if check.earliest else _("any day"),
        "latest": day_text(check.latest) if check.latest else _("any day"),
    }
    if check.problem == "too-short":
        words = _("%(day)s is too early: the law allows %(earliest)s to %(latest)s.")
    else:
        words = _("%(day)s is too late: the law allows %(earliest)s to %(latest)s.")
    return f"{words % values} {_('A decision or a reason may say otherwise.')}"


def _term(value: int | None, unit: str) -> Term | None:
    return Term(value, Unit(unit)) if value else None
