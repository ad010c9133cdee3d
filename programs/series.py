"""Observations of an indicator as points, marks and charts; sources that disagree stay apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kbase.localised import Localised, localised
from programs.charts.figures import Chart, Mark, Outlook, Series, TargetLine
from programs.choices import IndicatorDirection
from programs.models import Indicator, Observation, Target
from programs.periods import in_years, parse_period
from programs.progress import Goal, Progress, progress
from programs.projection import Bounds, Point, Projection
from programs.rows import rank_text, target_text
from programs.units import PERCENT, RANK, UNITS, number_only, value_text
from programs.wording import period_text, place_name


def points(observations: Iterable[Observation]) -> list[Point]:
    """Give observations as points, each at the middle of its period."""
    return [Point(parse_period(seen.period).middle, float(seen.value)) for seen in observations]


def shown_value(seen: Observation, unit: str) -> str:
    """Write an observed value; a rank with of how many."""
    text = value_text(seen.value, unit)
    return rank_text(text, seen.out_of) if unit == RANK else text


def bounds_of(unit: str) -> Bounds:
    """Give the least and the most that a unit allows."""
    known = UNITS.get(unit)
    return Bounds(known.least, known.most) if known else Bounds(0)


def goal_of(target: Target, indicator: Indicator) -> Goal:
    """Give a target as a goal: its value by the end of its period."""
    lower = indicator.direction == IndicatorDirection.LOWER
    return Goal(float(target.value), in_years(parse_period(target.by).end), lower=lower)


def progress_of(
    indicator: Indicator, observations: Sequence[Observation], target: Target, today: dt.date
) -> Progress | None:
    """Measure an indicator against one of its targets."""
    return progress(
        points(observations),
        goal_of(target, indicator),
        today=in_years(today),
        bounds=bounds_of(indicator.unit),
        is_rank=indicator.unit == RANK,
    )


def line(
    indicator: Indicator, observations: Iterable[Observation], style: int = 1, label: str = ""
) -> Series:
    """Give observations as a line of a chart, called by its place unless told otherwise."""
    marks = [
        Mark(
            at=parse_period(seen.period).middle,
            value=float(seen.value),
            words=f"{period_text(seen.period)}: {shown_value(seen, indicator.unit)}",
        )
        for seen in observations
    ]
    return Series(label or str(place_name(indicator)), marks, style)


def chart_of(
    indicator: Indicator,
    lines: Sequence[Series],
    *,
    title: str,
    description: str,
    target: Target | None = None,
    state: Progress | None = None,
    extent: tuple[float, float] | None = None,
) -> Chart:
    """Give lines in the unit of an indicator as a chart, with its target and projection."""
    unit, bounds = indicator.unit, bounds_of(indicator.unit)
    goal = goal_of(target, indicator) if target else None
    return Chart(
        title=title,
        description=description,
        series=lines,
        write=lambda value: (value_text if unit == PERCENT else number_only)(value, unit),
        target=TargetLine(goal.value, goal.by, target_text(target, indicator)) if target and goal else None,
        outlook=_outlook(state),
        inverted=unit == RANK,
        whole=bool(unit in UNITS and UNITS[unit].whole),
        least=bounds.least,
        most=bounds.most,
        extent=extent,
    )


def _outlook(state: Progress | None) -> Outlook | None:
    if state is None or not isinstance(state.projection, Projection):
        return None
    seen = state.projection
    return Outlook(
        begins=seen.last,
        begins_at=seen.value - seen.slope * (seen.at - seen.last),
        ends=seen.at,
        value=seen.value,
        low=seen.low,
        high=seen.high,
    )


def name_of(indicator: Indicator) -> Localised:
    """Name an indicator in the page's language."""
    return localised(indicator, "name")
