"""How far a series is from its target, how fast it must go, and whether it is on track. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from programs.projection import UNBOUNDED, Bounds, Point, Projection, Refusal, project


class Verdict(StrEnum):
    """Whether a target is within reach."""

    MET = "met"
    ON_TRACK = "on-track"
    UNCERTAIN = "uncertain"
    OFF_TRACK = "off-track"
    MISSED = "missed"
    TOO_LITTLE = "too-little"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Goal:
    """A value to reach by a moment; `lower` when less is better."""

    value: float
    by: float
    lower: bool = False

    def is_reached_by(self, value: float) -> bool:
        """Whether a value is as good as the goal.

        >>> Goal(30, 2031).is_reached_by(30), Goal(30, 2031, lower=True).is_reached_by(31)
        (True, False)
        """
        return value <= self.value if self.lower else value >= self.value


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a series stands against its goal.

    Attributes:
        latest: the last observation; of several that disagree, the one farthest from the goal.
        disputed: whether sources disagree about the last period.
        distance: how much is missing; 0 when the goal is reached.
        pace_needed: change a year from the last observation to the goal; None when reached or past.
        pace_so_far: change a year between the first and the last observation; None with one of them.
    """

    latest: Point
    disputed: bool
    distance: float
    pace_needed: float | None
    pace_so_far: float | None
    projection: Projection | Refusal
    verdict: Verdict


def progress(
    points: Sequence[Point], goal: Goal, *, today: float, bounds: Bounds = UNBOUNDED, is_rank: bool = False
) -> Progress | None:
    """Measure a series against its goal; None where nothing was observed.

    >>> p = progress([Point(2020.5, 20), Point(2024.5, 24)], Goal(30, 2030.5), today=2025)
    >>> p.distance, p.pace_needed, p.pace_so_far, p.verdict
    (6, 1.0, 1.0, <Verdict.TOO_LITTLE: 'too-little'>)
    """
    if not points:
        return None
    last = max(point.at for point in points)
    at_last = [point for point in points if point.at == last]
    latest = (max if goal.lower else min)(at_last, key=lambda point: point.value)
    reached = goal.is_reached_by(latest.value)
    ahead = goal.by - last
    projected = project(points, goal.by, today=today, bounds=bounds, is_rank=is_rank)
    return Progress(
        latest=latest,
        disputed=len({point.value for point in at_last}) > 1,
        distance=0 if reached else abs(goal.value - latest.value),
        pace_needed=None if reached or ahead <= 0 else (goal.value - latest.value) / ahead,
        pace_so_far=_pace(points, latest),
        projection=projected,
        verdict=_verdict(goal, reached=reached, ahead=ahead, projected=projected),
    )


def _pace(points: Sequence[Point], latest: Point) -> float | None:
    first = min(points, key=lambda point: point.at)
    return (latest.value - first.value) / (latest.at - first.at) if latest.at > first.at else None


def _verdict(goal: Goal, *, reached: bool, ahead: float, projected: Projection | Refusal) -> Verdict:
    if reached:
        return Verdict.MET
    if ahead <= 0:
        return Verdict.MISSED
    if isinstance(projected, Refusal):
        return Verdict.TOO_LITTLE
    worst, best = (projected.high, projected.low) if goal.lower else (projected.low, projected.high)
    if goal.is_reached_by(worst):
        return Verdict.ON_TRACK
    return Verdict.UNCERTAIN if goal.is_reached_by(best) else Verdict.OFF_TRACK
