"""Periods: what is read, what is refused."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import periods, ranks, statuses
from programs.periods import InvalidPeriod, parse_period, period_or_none


@pytest.mark.parametrize("module", [periods, ranks, statuses])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2025, 1, 1)),
        ("2024-12", dt.date(2024, 12, 1), dt.date(2025, 1, 1)),
        ("2024-02-29", dt.date(2024, 2, 29), dt.date(2024, 3, 1)),
        ("2021-Q4", dt.date(2021, 10, 1), dt.date(2022, 1, 1)),
        ("2025-26", dt.date(2025, 7, 1), dt.date(2026, 7, 1)),
        ("1999-00", dt.date(1999, 7, 1), dt.date(2000, 7, 1)),
        ("2024-11/2025-10", dt.date(2024, 11, 1), dt.date(2025, 11, 1)),
    ],
)
def test_period_holds_its_days(text: str, start: dt.date, end: dt.date) -> None:
    period = parse_period(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-13", "2023-02-29", "2024-30", "2021-Q5", "2025-08/2025-01", "date not shown", "2024 "],
)
def test_what_names_no_period_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(InvalidPeriod, match="YYYY-MM"):
        parse_period(text)
    assert period_or_none(text) is None


def test_two_digits_that_could_be_a_month_are_a_month() -> None:
    assert parse_period("2011-12").kind == "month"


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 30)))
def test_middle_lies_within_the_period(day: dt.date) -> None:
    for text in (f"{day.year}", f"{day:%Y-%m}", day.isoformat()):
        period = parse_period(text)
        assert period.start <= day < period.end
        assert periods.in_years(period.start) <= period.middle <= periods.in_years(period.last_day) + 0.01
