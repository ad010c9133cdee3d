"""Where a series goes if it goes on as it did: one method, its uncertainty, and when not to answer. Pure.

Method: a straight line through all observations (ordinary least squares) with the interval in which a
single further observation would lie with a chance of 80 in 100, if the past is a guide. Where sources
disagree about a period, each of them counts as an observation.
Source: any textbook of regression, for example Draper and Smith, Applied Regression Analysis, 3rd ed., 1.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

LEVEL = 80
LEAST_PERIODS = 5
LEAST_SPAN = 4.0
LONGEST_HORIZON = 10.0
OLDEST = 5.0
# Student's t that leaves 10 in 100 above it, for 1, 2, … 30 degrees of freedom; beyond, that of 30 (a
# little wide rather than narrow).
T_90 = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341,
    1.337, 1.333, 1.330, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """An observation: when, as a year with fraction, and what."""

    at: float
    value: float


class Refusal(StrEnum):
    """Why the data allow no projection."""

    TOO_FEW = "too-few"
    TOO_SHORT = "too-short"
    TOO_OLD = "too-old"
    TOO_FAR = "too-far"
    PAST = "past"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Projection:
    """A projected value with the interval around it, and what it rests on."""

    at: float
    value: float
    low: float
    high: float
    slope: float
    observations: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the unit allows; None: no bound."""

    least: float | None = None
    most: float | None = None

    def clip(self, value: float) -> float:
        """Bring a value within the bounds.

        >>> Bounds(0, 100).clip(104.5)
        100
        """
        if self.least is not None and value < self.least:
            return self.least
        return self.most if self.most is not None and value > self.most else value


UNBOUNDED = Bounds()


def horizon(points: Sequence[Point]) -> float:
    """Say up to when a series may be projected: as far as it reaches back, at most ten years.

    >>> horizon([Point(2010.5, 1), Point(2016.5, 2)])
    2022.5
    """
    first, last = min(point.at for point in points), max(point.at for point in points)
    return last + min(last - first, LONGEST_HORIZON)


def project(
    points: Sequence[Point], at: float, *, today: float, bounds: Bounds = UNBOUNDED, is_rank: bool = False
) -> Projection | Refusal:
    """Project a series to a moment, or say why the data don't allow it.

    Args:
        points: all observations, in any order.
        at: the moment, as a year with fraction.
        today: the day of asking; a series whose last observation is older than five years is not projected.
        bounds: of the unit; the line and its interval end there.
        is_rank: a rank depends on all the others and is never projected.

    >>> project([Point(2015.5 + n, 10 + n) for n in range(6)], 2023.5, today=2022).value
    18.0
    >>> project([Point(2015.5, 10), Point(2016.5, 11)], 2020.5, today=2017)
    <Refusal.TOO_FEW: 'too-few'>
    """
    refusal = _refusal(points, at, today=today, is_rank=is_rank)
    if refusal:
        return refusal
    count = len(points)
    centre = sum(point.at for point in points) / count
    mean = sum(point.value for point in points) / count
    spread = sum((point.at - centre) ** 2 for point in points)
    slope = sum((point.at - centre) * (point.value - mean) for point in points) / spread
    left = sum((point.value - mean - slope * (point.at - centre)) ** 2 for point in points)
    value = mean + slope * (at - centre)
    error = sqrt(left / (count - 2)) * sqrt(1 + 1 / count + (at - centre) ** 2 / spread)
    width = T_90[min(count - 2, len(T_90)) - 1] * error
    return Projection(
        at=at,
        value=bounds.clip(value),
        low=bounds.clip(value - width),
        high=bounds.clip(value + width),
        slope=slope,
        observations=count,
        first=min(point.at for point in points),
        last=max(point.at for point in points),
    )


def _refusal(points: Sequence[Point], at: float, *, today: float, is_rank: bool) -> Refusal | None:
    if is_rank:
        return Refusal.RANK
    moments = {point.at for point in points}
    if len(moments) < LEAST_PERIODS:
        return Refusal.TOO_FEW
    last = max(moments)
    if last - min(moments) < LEAST_SPAN:
        return Refusal.TOO_SHORT
    if at <= last:
        return Refusal.PAST
    if today - last > OLDEST:
        return Refusal.TOO_OLD
    return Refusal.TOO_FAR if at > horizon(points) else None
