"""Terms of measures are checked against what the law allows."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation.clocks.rules import InvalidRule, Unit
from legislation.clocks.terms import Bounds, Term, check_term, expires_at, last_day

START = dt.date(2026, 3, 2)
# Special requirements: article 54 of the Code of Administrative Offences of Kazakhstan.
SPECIAL = Bounds(Term(3, Unit.MONTHS), Term(1, Unit.YEARS))
ORDER = Bounds(longest=Term(30, Unit.DAYS))


@pytest.mark.parametrize(
    ("until", "problem"),
    [
        ("2026-05-31", "too-short"),
        ("2026-06-01", ""),  # three months from 2 March are over with 1 June
        ("2027-03-01", ""),  # a year is over with 1 March
        ("2027-03-02", "too-long"),
    ],
)
def test_special_requirements_last_three_months_to_a_year(until: str, problem: str) -> None:
    found = check_term(START, dt.date.fromisoformat(until), SPECIAL)
    assert found.problem == problem
    assert (found.earliest, found.latest) == (dt.date(2026, 6, 1), dt.date(2027, 3, 1))


@pytest.mark.parametrize(
    ("until", "problem"), [("2026-03-02", ""), ("2026-03-31", ""), ("2026-04-01", "too-long")]
)
def test_protective_order_lasts_up_to_30_days(until: str, problem: str) -> None:
    assert check_term(START, dt.date.fromisoformat(until), ORDER).problem == problem


def test_extension_comes_on_top_of_the_longest_term() -> None:
    bounds = Bounds(longest=Term(30, Unit.DAYS), extension=Term(30, Unit.DAYS))
    until = dt.date(2026, 4, 30)
    assert check_term(START, until, bounds).problem == "too-long"
    assert check_term(START, until, bounds, extended=True).problem == ""


def test_bounds_that_the_law_does_not_state_allow_anything() -> None:
    assert check_term(START, dt.date(2099, 1, 1), Bounds()) == check_term(START, START, Bounds())


def test_measure_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before"):
        check_term(START, dt.date(2026, 3, 1), ORDER)


@pytest.mark.parametrize(("value", "unit"), [(0, Unit.DAYS), (5, Unit.WORKING_DAYS), (1, Unit.IMMEDIATELY)])
def test_term_without_length_is_refused(value: int, unit: Unit) -> None:
    with pytest.raises(InvalidRule):
        Term(value, unit)


def test_term_ends_with_the_last_second_of_its_last_day() -> None:
    ended = expires_at(dt.date(2024, 2, 1), Term(29, Unit.DAYS), ZoneInfo("Asia/Almaty"))
    assert ended.isoformat() == "2024-02-29T18:59:59+00:00"  # at +05: the day had 25 hours


days = st.dates(dt.date(2000, 1, 1), dt.date(2080, 12, 31))
units = st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.YEARS])


@given(days, st.integers(1, 40), units)
def test_longer_terms_end_later_and_none_before_its_first_day(start: dt.date, value: int, unit: Unit) -> None:
    ended, longer = last_day(start, Term(value, unit)), last_day(start, Term(value + 1, unit))
    assert start <= ended < longer


@given(days, st.integers(1, 36))
def test_stretches_of_months_join_without_gap_or_overlap(start: dt.date, count: int) -> None:
    first = start.replace(day=1)
    joined = last_day(first, Term(count, Unit.MONTHS)) + dt.timedelta(days=1)
    assert joined.day == 1
    assert last_day(joined, Term(1, Unit.MONTHS)) == last_day(first, Term(count + 1, Unit.MONTHS))
