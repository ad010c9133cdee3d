"""The projection: exact on a line, wider the farther, never beyond what the data allow."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programs import projection as module
from programs.projection import Bounds, Point, Projection, Refusal, horizon, project

years = st.integers(2000, 2020)
small = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def series(draw: st.DrawFn) -> list[Point]:
    moments = draw(st.lists(years, min_size=5, max_size=20, unique=True))
    assume(max(moments) - min(moments) >= 4)
    return [Point(year + 0.5, draw(small)) for year in moments]


def projected(points: list[Point], ahead: float, **options: object) -> Projection:
    last = max(point.at for point in points)
    found = project(points, last + ahead, today=last, **options)  # type: ignore[arg-type]
    assert isinstance(found, Projection)
    return found


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_known_line_of_a_textbook() -> None:
    """x 1…5, y 2 4 5 4 5: slope 0.6, mean 4; at 6 the line gives 5.8, s = 0.8944, t = 1.638."""
    points = [Point(2000 + x, y) for x, y in zip(range(1, 6), (2, 4, 5, 4, 5), strict=True)]
    found = projected(points, 1)
    assert found.slope == pytest.approx(0.6)
    assert found.value == pytest.approx(5.8)
    assert found.high - found.value == pytest.approx(1.638 * 0.894427 * (1 + 1 / 5 + 9 / 10) ** 0.5, rel=1e-4)


@given(st.lists(years, min_size=5, max_size=15, unique=True), small, st.floats(-10, 10))
def test_a_line_is_continued_exactly(moments: list[int], base: float, slope: float) -> None:
    assume(max(moments) - min(moments) >= 4)
    points = [Point(year, base + slope * (year - 2000)) for year in moments]
    found = projected(points, 2)
    assert found.value == pytest.approx(base + slope * (max(moments) + 2 - 2000), abs=1e-6)
    assert found.high - found.low == pytest.approx(0, abs=1e-5)


@given(series())
def test_interval_holds_the_value_and_widens(points: list[Point]) -> None:
    near, far = projected(points, 1), projected(points, 4)
    assert near.low <= near.value <= near.high
    assert far.high - far.low >= near.high - near.low - 1e-9


@given(series(), st.randoms())
def test_order_of_observations_makes_no_difference(points: list[Point], random: object) -> None:
    mixed = list(points)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert projected(mixed, 2).value == pytest.approx(projected(points, 2).value, abs=1e-6)


@given(series(), small)
def test_shifting_all_values_shifts_the_projection(points: list[Point], shift: float) -> None:
    moved = [Point(point.at, point.value + shift) for point in points]
    assert projected(moved, 2).value == pytest.approx(projected(points, 2).value + shift, abs=1e-5)


@given(series())
def test_result_stays_within_the_bounds_of_the_unit(points: list[Point]) -> None:
    found = projected(points, 4, bounds=Bounds(0, 100))
    assert all(0 <= value <= 100 for value in (found.low, found.value, found.high))


@given(series(), st.floats(0.01, 40))
def test_never_beyond_the_horizon(points: list[Point], ahead: float) -> None:
    last = max(point.at for point in points)
    found = project(points, last + ahead, today=last)
    assert (found == Refusal.TOO_FAR) == (last + ahead > horizon(points))


@pytest.mark.parametrize(
    ("moments", "at", "today", "refusal"),
    [
        ([2020, 2021, 2022, 2023], 2025, 2024, Refusal.TOO_FEW),
        ([2020, 2021, 2022, 2023, 2023], 2025, 2024, Refusal.TOO_FEW),
        ([2023, 2023.25, 2023.5, 2023.75, 2024], 2025, 2024, Refusal.TOO_SHORT),
        ([2010, 2011, 2012, 2013, 2014], 2018, 2026, Refusal.TOO_OLD),
        ([2010, 2012, 2014, 2016, 2018], 2018, 2019, Refusal.PAST),
        ([2018, 2019, 2020, 2021, 2022], 2031, 2024, Refusal.TOO_FAR),
    ],
)
def test_refusal_names_its_reason(moments: list[float], at: float, today: float, refusal: Refusal) -> None:
    points = [Point(moment, number) for number, moment in enumerate(moments)]
    assert project(points, at, today=today) == refusal


def test_rank_is_never_projected() -> None:
    points = [Point(2010 + n, n) for n in range(10)]
    assert project(points, 2021, today=2020, is_rank=True) == Refusal.RANK


def test_disagreeing_sources_both_count() -> None:
    points = [Point(2010 + n, n) for n in range(10)]
    found = projected([*points, Point(2019, 12)], 2)
    assert found.observations == 11
    assert found.value > 11


@given(series(), st.floats(0.1, 20))
def test_better_last_observation_never_lowers_the_projection(points: list[Point], more: float) -> None:
    last = max(points, key=lambda point: point.at)
    raised = [Point(p.at, p.value + more) if p is last else p for p in points]
    assert projected(raised, 2).value > projected(points, 2).value
