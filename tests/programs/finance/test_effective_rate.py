"""The effective yearly rate: against numpy-financial, by its own equation, and worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.finance.effective_rate import effective_rate, rate_of
from programs.finance.repayment import ANNUITY, METHODS, Loan, repayment

START = dt.date(2026, 1, 15)


def rate(**given: object) -> float:
    defaults: dict[str, object] = {"method": ANNUITY, "starts_on": START}
    loan = Loan(Decimal(1_000_000), **{**defaults, **given})  # type: ignore[arg-type]
    found = rate_of(repayment(loan))
    assert found is not None
    return float(found)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("percent", ["5", "14", "28", "46"])
@pytest.mark.parametrize("fees", [("0", "0"), ("10000", "0"), ("0", "500"), ("25000", "1200.50")])
def test_equal_periods_give_the_rate_of_numpy_financial(
    method: str, percent: str, fees: tuple[str, str]
) -> None:
    once, monthly = map(Decimal, fees)
    loan = Loan(Decimal(1_000_000), Decimal(percent), 24, method, START, 3, once, monthly)
    paid = [each.payment for each in repayment(loan).instalments]
    # A year of 365 days in twelve equal parts of 365: the days are counted in those parts.
    ours = effective_rate(loan.amount - once, [(365 * number, each) for number, each in enumerate(paid, 1)])
    theirs = npf.irr([float(loan.amount - once), *(-float(each) for each in paid)])
    assert float(ours or -1) == pytest.approx(theirs, abs=1e-9)


@given(
    st.decimals("1000", "10000000", places=2),
    st.lists(
        st.tuples(st.integers(1, 7300), st.decimals("0.01", "1000000", places=2)), min_size=1, max_size=60
    ),
)
def test_at_the_rate_both_sides_weigh_the_same(
    received: Decimal, payments: list[tuple[int, Decimal]]
) -> None:
    found = effective_rate(received, payments)
    if sum(paid for _days, paid in payments) <= received:
        assert found == 0
    elif found is not None:
        worth = sum(float(paid) / (1 + float(found)) ** (days / 365) for days, paid in payments)
        assert worth == pytest.approx(float(received), rel=1e-6)


def test_days_of_the_calendar_count() -> None:
    whole_year = rate(yearly_percent=Decimal(12), months=12)
    # (1 + 12% / 12) ** 12 - 1 for twelve equal months; months of 28 to 31 days move it a little.
    assert whole_year == pytest.approx(0.126825, abs=0.001)


def test_without_interest_and_fees_the_rate_is_nothing() -> None:
    assert rate(yearly_percent=Decimal(0), months=10) == 0


def test_fees_raise_the_rate() -> None:
    plain = rate(yearly_percent=Decimal(8), months=24)
    once = rate(yearly_percent=Decimal(8), months=24, one_off_fee=Decimal(10_000))
    monthly = rate(
        yearly_percent=Decimal(8), months=24, one_off_fee=Decimal(10_000), monthly_fee=Decimal(300)
    )
    assert plain < once < monthly


def test_loan_of_nothing_but_fees_has_no_rate() -> None:
    assert effective_rate(Decimal("0.01"), [(1, Decimal(10**9))]) is None
