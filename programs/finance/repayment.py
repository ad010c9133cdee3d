"""How a loan is paid back, month by month, to the last cent. Pure; money is Decimal, one currency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from legislation.clocks.moments import add_months

CENT = Decimal("0.01")
ZERO = Decimal(0)
ANNUITY, EQUAL_PRINCIPAL = "annuity", "equal-principal"
METHODS = (ANNUITY, EQUAL_PRINCIPAL)
LONGEST_MONTHS = 600
PRECISION = 60  # (1 + i) ** 600 keeps more digits than any sum of money has


class InvalidLoan(ValueError):
    """A loan that can't be paid back as described; says what is accepted."""


@dataclass(frozen=True, slots=True)
class Loan:
    """What is lent.

    Attributes:
        amount: in units of the currency, at most two decimals.
        yearly_percent: nominal interest a year on what is still owed; a month is a twelfth of a year.
        months: number of instalments, those without principal included.
        grace_months: first months in which interest and fees are paid, but no principal.
        one_off_fee: paid on the first day. monthly_fee: paid with each instalment.
    """

    amount: Decimal
    yearly_percent: Decimal
    months: int
    method: str
    starts_on: dt.date
    grace_months: int = 0
    one_off_fee: Decimal = ZERO
    monthly_fee: Decimal = ZERO

    def __post_init__(self) -> None:
        """Refuse what has no schedule.

        Raises:
            InvalidLoan: with what was given and what is accepted.
        """
        for name in ("amount", "one_off_fee", "monthly_fee"):
            value = getattr(self, name)
            if value < 0 or value != value.quantize(CENT):
                raise InvalidLoan(f"{name} is {value}: expected from 0, with at most two decimals")
        if not self.amount:
            raise InvalidLoan("amount is 0: expected more")
        if not 0 <= self.yearly_percent <= 1000:
            raise InvalidLoan(f"yearly_percent is {self.yearly_percent}: expected 0 to 1000")
        if not 1 <= self.months <= LONGEST_MONTHS:
            raise InvalidLoan(f"months is {self.months}: expected 1 to {LONGEST_MONTHS}")
        if not 0 <= self.grace_months < self.months:
            raise InvalidLoan(f"grace_months is {self.grace_months}: expected less than {self.months}")
        if self.method not in METHODS:
            raise InvalidLoan(f"method is {self.method!r}: expected one of {', '.join(METHODS)}")
        if self.one_off_fee >= self.amount:
            raise InvalidLoan(f"one_off_fee is {self.one_off_fee}: expected less than the amount")


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is paid on one day, and what is owed after it."""

    number: int
    due_on: dt.date
    principal: Decimal
    interest: Decimal
    fee: Decimal
    balance: Decimal

    @property
    def payment(self) -> Decimal:
        """All that is paid."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Repayment:
    """A loan with its instalments."""

    loan: Loan
    instalments: tuple[Instalment, ...]

    @property
    def interest(self) -> Decimal:
        """All interest."""
        return sum((each.interest for each in self.instalments), ZERO)

    @property
    def fees(self) -> Decimal:
        """All fees, the one-off fee among them."""
        return self.loan.one_off_fee + sum((each.fee for each in self.instalments), ZERO)

    @property
    def cost(self) -> Decimal:
        """What the loan costs beside the principal."""
        return self.interest + self.fees

    @property
    def total(self) -> Decimal:
        """All that is paid."""
        return self.loan.amount + self.cost


def repayment(loan: Loan) -> Repayment:
    """Give the instalments of a loan; each is rounded to the cent and the last settles.

    >>> loan = Loan(Decimal(1200), Decimal(12), 12, ANNUITY, dt.date(2026, 1, 31))
    >>> table = repayment(loan).instalments
    >>> table[0].payment, table[0].interest, table[0].due_on, table[-1].balance
    (Decimal('106.62'), Decimal('12.00'), datetime.date(2026, 2, 28), Decimal('0.00'))
    """
    with localcontext() as context:
        context.prec = PRECISION
        return Repayment(loan, tuple(_instalments(loan)))


def _instalments(loan: Loan) -> list[Instalment]:
    rate = loan.yearly_percent / 1200
    level = level_payment(loan.amount, rate, loan.months - loan.grace_months)
    share = _cents(loan.amount / (loan.months - loan.grace_months))
    balance, table = loan.amount.quantize(CENT), []
    for number in range(1, loan.months + 1):
        interest = _cents(balance * rate)
        wanted = share if loan.method == EQUAL_PRINCIPAL else level - interest
        if number == loan.months:
            wanted = balance
        elif number <= loan.grace_months:
            wanted = ZERO
        # Rounding may leave less than a cent to pay, or ask for more than is owed.
        principal = min(max(wanted, ZERO), balance).quantize(CENT)
        balance -= principal
        due_on = add_months(loan.starts_on, number)
        table.append(Instalment(number, due_on, principal, interest, loan.monthly_fee, balance))
    return table


def level_payment(amount: Decimal, rate: Decimal, months: int) -> Decimal:
    """Give the equal payment of an annuity, to the cent.

    Args:
        rate: interest for a month, as a share of one.

    >>> level_payment(Decimal(1200), Decimal("0.01"), 12), level_payment(Decimal(1200), Decimal(0), 12)
    (Decimal('106.62'), Decimal('100.00'))
    """
    if not rate:
        return _cents(amount / months)
    return _cents(amount * rate / (1 - (1 + rate) ** -months))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
