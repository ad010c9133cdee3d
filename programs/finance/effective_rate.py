"""The effective yearly rate of a loan: what it costs a year when every fee and every day counts. Pure.

Source: Rules of the National Bank of Kazakhstan for reckoning rates in reliable, yearly, effective,
comparable terms (resolution No. 137 of 26 March 2012, https://adilet.zan.kz/rus/docs/V1200007663):
the rate r at which what is received and what is paid weigh the same,

    sum of P_i / (1 + r) ^ (t_i / 365)  =  sum of S_j / (1 + r) ^ (t_j / 365)

with t in days from the first day. Pakistan's annualised percentage rate (State Bank of Pakistan,
Prudential Regulations for Consumer Financing) is the mark-up of a period over the outstanding principal,
times 365 over its days: without fees that is the nominal rate, so the same effective rate is shown for both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from programs.finance.repayment import Repayment

DAYS_OF_YEAR = 365
GREATEST = 1e9
STEPS = 200

Payment = tuple[int, Decimal]


def effective_rate(received: Decimal, payments: Sequence[Payment]) -> Decimal | None:
    """Give the yearly rate as a share of one, or None where no rate below GREATEST explains the payments.

    Args:
        received: on day 0, what fees of that day leave.
        payments: days after that day, and what is paid.

    >>> round(effective_rate(Decimal(100), [(365, Decimal(110))]), 6)
    Decimal('0.100000')
    >>> effective_rate(Decimal(100), [(30, Decimal(50)), (60, Decimal(50))])
    Decimal('0')
    """
    sums = [(days / DAYS_OF_YEAR, float(paid)) for days, paid in payments]
    wanted = float(received)
    if sum(paid for _days, paid in payments) <= received:
        return Decimal(0)

    def worth(rate: float) -> float:
        return float(sum(paid / (1 + rate) ** years for years, paid in sums))

    low, high = 0.0, 1.0
    while worth(high) > wanted:
        low, high = high, high * 2
        if high > GREATEST:
            return None
    for _step in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if worth(middle) > wanted else (low, middle)
    return Decimal(str((low + high) / 2))


def rate_of(repayment: Repayment) -> Decimal | None:
    """Give the effective yearly rate of a loan by the days of its instalments."""
    loan = repayment.loan
    payments = [(_days(loan.starts_on, each.due_on), each.payment) for each in repayment.instalments]
    return effective_rate(loan.amount - loan.one_off_fee, payments)


def _days(start: dt.date, day: dt.date) -> int:
    return (day - start).days
