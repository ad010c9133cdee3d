"""Progress against a target: distance, pace, verdict."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import progress as module
from programs.progress import Goal, Verdict, progress
from programs.projection import Point, Refusal

GOAL = Goal(30, 2031.0)


def rising(first: float, step: float, years: int = 8) -> list[Point]:
    return [Point(2017.5 + n, first + step * n) for n in range(years)]


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_nothing_observed_is_no_progress() -> None:
    assert progress([], GOAL, today=2026) is None


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        (rising(28, 0.5), Verdict.MET),
        (rising(10, 2), Verdict.ON_TRACK),
        (rising(10, 0.5), Verdict.OFF_TRACK),
        ([Point(2024.5, 20)], Verdict.TOO_LITTLE),
    ],
)
def test_verdict(points: list[Point], verdict: Verdict) -> None:
    state = progress(points, GOAL, today=2026)
    assert state is not None
    assert state.verdict == verdict


def test_noise_makes_it_uncertain() -> None:
    wobbling = [Point(2017.5 + n, 10 + 1.4 * n + (4 if n % 2 else -4)) for n in range(8)]
    state = progress(wobbling, GOAL, today=2026)
    assert state is not None
    assert state.verdict == Verdict.UNCERTAIN


def test_past_target_is_missed_and_needs_no_pace() -> None:
    state = progress(rising(10, 1), Goal(30, 2020.0), today=2026)
    assert state is not None
    assert (state.verdict, state.pace_needed, state.projection) == (Verdict.MISSED, None, Refusal.PAST)


def test_of_two_sources_the_farther_from_the_target_counts() -> None:
    state = progress([Point(2020, 10), Point(2025, 24), Point(2025, 28)], GOAL, today=2026)
    assert state is not None
    assert state.disputed
    assert state.distance == 6


def test_less_can_be_better() -> None:
    state = progress([Point(2020, 20), Point(2025, 8)], Goal(10, 2031, lower=True), today=2026)
    assert state is not None
    assert state.verdict == Verdict.MET


@given(st.floats(0, 29.9), st.floats(2010, 2030))
def test_pace_needed_leads_exactly_to_the_target(value: float, at: float) -> None:
    state = progress([Point(at, value)], GOAL, today=2030)
    assert state is not None
    assert state.pace_needed is not None
    assert value + state.pace_needed * (GOAL.by - at) == pytest.approx(30)
