"""Say in words how a series stands against its target, how sure that is, and by what method."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kbase.localised_formats import number_text
from programs.models import Indicator, Target
from programs.periods import Period, parse_period
from programs.progress import Progress, Verdict
from programs.projection import LEVEL, Projection, Refusal
from programs.rows import target_text
from programs.units import number_only, unit_label, value_text
from programs.wording import period_text

VERDICTS: dict[Verdict, str | Promise] = {
    Verdict.MET: gettext_lazy("Reached"),
    Verdict.ON_TRACK: gettext_lazy("On track"),
    Verdict.UNCERTAIN: gettext_lazy("Uncertain"),
    Verdict.OFF_TRACK: gettext_lazy("Off track"),
    Verdict.MISSED: gettext_lazy("Missed"),
    Verdict.TOO_LITTLE: gettext_lazy("Too little data to say"),
    Verdict.NONE: gettext_lazy("Not measured"),
}
REFUSALS: dict[Refusal, str | Promise] = {
    Refusal.TOO_FEW: gettext_lazy("No projection: fewer than five periods have been observed."),
    Refusal.TOO_SHORT: gettext_lazy("No projection: the observations span less than four years."),
    Refusal.TOO_OLD: gettext_lazy("No projection: the last observation is more than five years old."),
    Refusal.TOO_FAR: gettext_lazy(
        "No projection: the day of the target is farther ahead than the data reach back."
    ),
    Refusal.PAST: gettext_lazy("No projection: the day of the target has passed."),
    Refusal.RANK: gettext_lazy("No projection: a rank depends on all the other countries."),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a series stands, in words. `code` names the verdict for its shape and colour."""

    code: str
    verdict: str
    target: str
    latest: str
    distance: str
    pace: str
    projection: str
    disputed: bool


def judge(indicator: Indicator, target: Target, state: Progress | None, latest: str) -> Judgement:
    """Put progress into words.

    Args:
        latest: the last observation as the page writes it, with its period.
    """
    code = state.verdict if state else Verdict.NONE
    return Judgement(
        code=code.value,
        verdict=str(VERDICTS[code]),
        target=target_text(target, indicator),
        latest=latest,
        distance=_distance(indicator, state),
        pace=_pace(indicator, state),
        projection=_projection(indicator, state, parse_period(target.by)) if state else "",
        disputed=bool(state and state.disputed),
    )


def _distance(indicator: Indicator, state: Progress | None) -> str:
    if state is None:
        return ""
    return _("none: the target is reached") if not state.distance else _amount(state.distance, indicator.unit)


def _amount(value: float, unit: str) -> str:
    """Write a difference: of percentages in points."""
    if unit == "percent":
        return _("%(number)s percentage points") % {"number": number_only(value, "percentage points")}
    return f"{number_only(value, unit)} {unit_label(unit)}"


def _pace(indicator: Indicator, state: Progress | None) -> str:
    if state is None or state.pace_needed is None:
        return ""
    needed = _signed(state.pace_needed, indicator.unit)
    if state.pace_so_far is None:
        return _("%(needed)s a year; how fast it went so far is not known") % {"needed": needed}
    so_far = _signed(state.pace_so_far, indicator.unit)
    return _("%(needed)s a year; so far it was %(so_far)s a year") % {"needed": needed, "so_far": so_far}


def _signed(value: float, unit: str) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return (
        f"{sign}{number_text(round(abs(value), 2))}"
        if unit != "percent"
        else _("%(number)s points") % {"number": f"{sign}{number_text(round(abs(value), 2))}"}
    )


def _projection(indicator: Indicator, state: Progress, by: Period) -> str:
    seen = state.projection
    if isinstance(seen, Refusal):
        return "" if state.verdict == Verdict.MET and seen != Refusal.RANK else str(REFUSALS[seen])
    assert isinstance(seen, Projection)  # noqa: S101 (the two are all there are)
    return _(
        "%(value)s by the end of %(by)s, with %(level)s chances in 100 between %(low)s and %(high)s. "
        "Method: a straight line through all %(count)s observations from %(first)s to %(last)s "
        "(least squares). It says only where things go if they go on as before."
    ) % {
        "value": value_text(round(seen.value, 3), indicator.unit),
        "by": period_text(by.text),
        "level": LEVEL,
        "low": value_text(round(seen.low, 3), indicator.unit),
        "high": value_text(round(seen.high, 3), indicator.unit),
        "count": seen.observations,
        "first": int(seen.first),
        "last": int(seen.last),
    }


def counts(judgements: Iterable[Judgement]) -> dict[str, int]:
    """Count judgements by verdict."""
    found: dict[str, int] = {}
    for each in judgements:
        found[each.code] = found.get(each.code, 0) + 1
    return found
