"""Scales: ticks enclose the values, values land where they should."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.charts import scales
from programs.charts.scales import Scale, ticks

numbers = st.floats(-1e6, 1e6, allow_nan=False)


def test_examples_hold() -> None:
    assert doctest.testmod(scales).failed == 0


@given(numbers, st.floats(0.001, 1e6))
def test_ticks_enclose_both_ends_and_rise_evenly(least: float, width: float) -> None:
    found = ticks(least, least + width)
    step = found[1] - found[0]
    assert found[0] <= least + step * 1e-6
    assert found[-1] >= least + width - step * 1e-6
    assert 3 <= len(found) <= 12
    assert all(b - a == pytest.approx(step, rel=0.02) for a, b in pairwise(found))


def test_whole_numbers_have_no_half_ticks() -> None:
    assert ticks(1, 3, whole=True) == [1, 2, 3]


def test_scale_can_run_downwards() -> None:
    assert Scale(1, 150, 20, 300)(1) == 20
