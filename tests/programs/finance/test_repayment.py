"""Instalments to the cent: against numpy-financial, and whatever the loan."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation.clocks.moments import add_months
from programs.finance.repayment import (
    ANNUITY,
    CENT,
    EQUAL_PRINCIPAL,
    LONGEST_MONTHS,
    METHODS,
    InvalidLoan,
    Loan,
    repayment,
)

START = dt.date(2026, 1, 15)


def loan(amount: str = "1000000", percent: str = "8", months: int = 36, **others: object) -> Loan:
    given: dict[str, object] = {"method": ANNUITY, "starts_on": START, **others}
    return Loan(Decimal(amount), Decimal(percent), months, **given)  # type: ignore[arg-type]


@st.composite
def loans(draw: st.DrawFn) -> Loan:
    amount = draw(st.decimals("0.02", "1000000000", places=2))
    months = draw(st.integers(1, LONGEST_MONTHS))
    return Loan(
        amount=amount,
        yearly_percent=draw(st.decimals("0", "200", places=3)),
        months=months,
        method=draw(st.sampled_from(METHODS)),
        starts_on=draw(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))),
        grace_months=draw(st.integers(0, months - 1)),
        one_off_fee=draw(st.decimals("0", amount - CENT, places=2)),
        monthly_fee=draw(st.decimals("0", "10000", places=2)),
    )


@given(loans())
def test_principal_adds_up_to_the_loan_and_nothing_is_left(given: Loan) -> None:
    table = repayment(given).instalments
    assert sum(each.principal for each in table) == given.amount
    assert table[-1].balance == 0
    assert len(table) == given.months


@given(loans())
def test_balance_never_rises_and_is_never_negative(given: Loan) -> None:
    table = repayment(given).instalments
    balances = [given.amount, *(each.balance for each in table)]
    assert all(before >= after >= 0 for before, after in itertools.pairwise(balances))


@given(loans())
def test_every_sum_is_of_whole_cents(given: Loan) -> None:
    for each in repayment(given).instalments:
        for value in (each.principal, each.interest, each.fee, each.balance, each.payment):
            assert value == value.quantize(CENT) >= 0


@given(loans())
def test_cost_is_what_is_paid_beside_the_loan(given: Loan) -> None:
    whole = repayment(given)
    paid = given.one_off_fee + sum(each.payment for each in whole.instalments)
    assert whole.total == paid
    assert whole.cost == whole.interest + whole.fees == paid - given.amount


@given(loans())
def test_no_principal_is_asked_for_in_the_grace_months(given: Loan) -> None:
    assert not any(each.principal for each in repayment(given).instalments[: given.grace_months])


@given(loans())
def test_each_instalment_is_due_a_month_after_the_one_before(given: Loan) -> None:
    days = [given.starts_on, *(each.due_on for each in repayment(given).instalments)]
    assert all(28 <= (later - day).days <= 31 for day, later in itertools.pairwise(days))


@pytest.mark.parametrize("percent", ["0.5", "5", "6", "8", "14", "28", "46"])
@pytest.mark.parametrize("months", [1, 2, 12, 36, 60, 240])
def test_annuity_is_that_of_numpy_financial(percent: str, months: int) -> None:
    rate = float(percent) / 1200
    table = repayment(loan("5000000", percent, months)).instalments
    assert float(table[0].payment) == pytest.approx(-npf.pmt(rate, months, 5_000_000), abs=0.01)
    halfway = months // 2 + 1
    interest = -npf.ipmt(rate, halfway, months, 5_000_000)
    assert float(table[halfway - 1].interest) == pytest.approx(interest, abs=0.02 * months)
    assert all(each.payment == table[0].payment for each in table[:-1])


@pytest.mark.parametrize("percent", ["0.001", "5", "14"])
def test_annuity_of_fifty_years_is_that_of_numpy_financial(percent: str) -> None:
    table = repayment(loan("1000000", percent, LONGEST_MONTHS)).instalments
    level = -npf.pmt(float(percent) / 1200, 600, 1_000_000)
    assert float(table[0].payment) == pytest.approx(level, abs=0.01)
    assert len(table) == 600
    assert table[-1].balance == 0


def test_last_instalment_settles_what_rounding_left() -> None:
    table = repayment(loan("100", "10", 7)).instalments
    assert [str(each.payment) for each in table] == ["14.77"] * 6 + ["14.73"]


def test_equal_principal_pays_the_same_part_each_month() -> None:
    table = repayment(loan("1200000", "12", 12, method=EQUAL_PRINCIPAL)).instalments
    assert {each.principal for each in table} == {Decimal("100000.00")}
    assert [table[0].interest, table[-1].interest] == [Decimal("12000.00"), Decimal("1000.00")]


def test_equal_principal_costs_less_interest_than_an_annuity() -> None:
    equal = repayment(loan(method=EQUAL_PRINCIPAL))
    assert equal.interest < repayment(loan()).interest


def test_interest_is_still_paid_in_the_grace_months() -> None:
    table = repayment(loan("500000", "5", 60, grace_months=6)).instalments
    assert [str(each.payment) for each in table[:6]] == ["2083.33"] * 6
    assert float(table[6].payment) == pytest.approx(-npf.pmt(0.05 / 12, 54, 500_000), abs=0.01)


def test_loan_without_interest_is_shared_evenly() -> None:
    table = repayment(loan("500000", "0", 3)).instalments
    assert [str(each.payment) for each in table] == ["166666.67", "166666.67", "166666.66"]


def test_instalment_of_a_short_month_is_due_on_its_last_day() -> None:
    days = [add_months(dt.date(2026, 1, 31), number) for number in (1, 2, 3, 13)]
    assert [day.isoformat() for day in days] == ["2026-02-28", "2026-03-31", "2026-04-30", "2027-02-28"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"amount": "0"}, "amount is 0"),
        ({"amount": "-5"}, "from 0"),
        ({"amount": "10.001"}, "two decimals"),
        ({"percent": "-1"}, "0 to 1000"),
        ({"months": 0}, "1 to 600"),
        ({"months": 601}, "1 to 600"),
        ({"grace_months": 36}, "less than 36"),
        ({"method": "balloon"}, "annuity, equal-principal"),
        ({"one_off_fee": Decimal(1000000)}, "less than the amount"),
        ({"monthly_fee": Decimal(-1)}, "from 0"),
    ],
)
def test_loan_without_a_schedule_is_refused_with_words(given: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidLoan, match=words):
        loan(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("months", [1, 600])
def test_loan_without_interest_costs_nothing(method: str, months: int) -> None:
    whole = repayment(loan(amount="1000000", percent="0", months=months, method=method))
    assert whole.total == whole.loan.amount
    assert whole.interest == 0
