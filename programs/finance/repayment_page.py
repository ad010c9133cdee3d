"""What the repayment table shows: the sums, the instalments, and what an offer says against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised_formats import money_text
from kbase.tables import Cell, Column
from legislation.law_rows import Fact
from legislation.money import Rates
from programs.finance.amounts import amount_range, cents_text, months_text, percent_text, rate_text
from programs.finance.choices import RateKind
from programs.finance.effective_rate import rate_of
from programs.finance.repayment import ANNUITY, Instalment, Repayment
from programs.models import FinanceOffer

INSTALMENTS_A_PAGE = 120


def repayment_columns(currency: str) -> list[Column]:
    """Give the columns of the table."""
    money = {"currency": currency}
    return [
        Column(_("No.")),
        Column(_("Due on")),
        Column(_("Payment, %(currency)s") % money, kind="number"),
        Column(_("Of the loan"), kind="number"),
        Column(_("Interest"), kind="number"),
        Column(_("Fee"), kind="number"),
        Column(_("Still owed"), kind="number"),
    ]


def page_of(whole: Repayment, given: str) -> Page:
    """Give ten years of instalments; what is no page is the nearest that is one."""
    return Paginator(whole.instalments, INSTALMENTS_A_PAGE).get_page(given)


def repayment_rows(instalments: Iterable[Instalment]) -> list[list[Cell]]:
    """Give instalments as rows; a fee that isn't taken is left empty."""
    return [
        [
            Cell(str(each.number)),
            Cell(each.due_on),  # type: ignore[arg-type]  # printed as a day
            Cell(cents_text(each.payment)),
            Cell(cents_text(each.principal)),
            Cell(cents_text(each.interest)),
            Cell(cents_text(each.fee) if each.fee else "–"),
            Cell(cents_text(each.balance)),
        ]
        for each in instalments
    ]


def sum_facts(whole: Repayment, currency: str) -> list[Fact]:
    """Give what the loan costs in all."""
    first, last = whole.instalments[0], whole.instalments[-1]
    rate = rate_of(whole)
    return [
        Fact(_("Loan"), in_money(whole.loan.amount, currency)),
        Fact(_("First payment"), in_money(first.payment, currency)),
        Fact(_("Last payment"), in_money(last.payment, currency)),
        Fact(_("Interest in all"), in_money(whole.interest, currency)),
        Fact(_("Fees in all"), in_money(whole.fees, currency)),
        Fact(_("Cost of the loan"), in_money(whole.cost, currency), note=_("interest and fees")),
        Fact(_("Paid back in all"), in_money(whole.total, currency)),
        Fact(
            _("Effective yearly rate"),
            _("too high to reckon") if rate is None else percent_text(rate * 100, 2),
            note=_("what the loan costs a year when every fee and every day counts"),
        ),
    ]


def in_money(amount: Decimal, currency: str) -> str:
    """Write money to the cent with its currency's code."""
    return f"{cents_text(amount)} {currency}"


def cautions(offer: FinanceOffer, whole: Repayment, rates: Rates, on: dt.date) -> list[str]:
    """Say where the loan goes beyond what the offer states, and what the offer doesn't state."""
    loan, known = whole.loan, amount_range(offer, rates, on)
    words = []
    if known.most is not None and loan.amount > known.most:
        most = money_text(known.most, offer.currency)
        words.append(_("The sum is more than the offer's most, %(amount)s.") % {"amount": most})
    if offer.term_months is not None and loan.months > offer.term_months:
        term = months_text(offer.term_months)
        words.append(_("The term is longer than the offer's longest, %(term)s.") % {"term": term})
    if offer.rate_percent is None:
        words.append(_("The source doesn't state the interest: this table uses yours. Ask the lender."))
    elif loan.yearly_percent != offer.rate_percent and not _below(offer, loan.yearly_percent):
        words.append(_("The interest isn't the offer's: %(rate)s.") % {"rate": rate_text(offer)})
    if offer.one_off_fee_percent is None and offer.monthly_fee is None:
        words.append(_("The source doesn't state fees. Ask the lender."))
    return words


def _below(offer: FinanceOffer, percent: Decimal) -> bool:
    most = offer.rate_percent
    return offer.rate_kind == RateKind.UP_TO and most is not None and percent <= most


def repayment_url(offer: FinanceOffer, amount: Decimal | None = None) -> str:
    """Give the address of the table of an offer, with what its source states filled in."""
    given = {
        "offer": offer.slug,
        "currency": offer.currency,
        "amount": amount,
        "percent": offer.rate_percent,
        "months": offer.term_months,
        "grace_months": offer.grace_months,
        "monthly_fee": offer.monthly_fee,
        "method": ANNUITY,
    }
    known = {name: _plain(value) for name, value in given.items() if value is not None}
    return f"{reverse('finance-repayment')}?{urlencode(known)}"


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
