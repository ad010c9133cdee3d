"""What the finder shows: offers that fit, those to ask about, and those that don't, each with its reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from legislation.rates import load_rates
from programs.finance.amounts import amount_text, rate_text
from programs.finance.fitting import Business, Check, Fit, Verdict, fit
from programs.finance.repayment_page import repayment_url
from programs.models import FinanceOffer


@dataclass(frozen=True, slots=True)
class ShownFit:
    """An offer as the finder prints it."""

    fit: Fit
    name: Localised
    kind: str
    terms: str
    lender: Localised | str
    eligibility: Localised | str
    note: Localised | str
    repayment_url: str
    met: list[Check]
    asked: list[Check]
    failed: list[Check]


@dataclass(frozen=True, slots=True)
class Group:
    """Offers with the same answer. `code` is that of components/verdict.html."""

    code: str
    title: str
    lead: str
    fits: list[ShownFit]


def fit_groups(business: Business, on: dt.date) -> list[Group]:
    """Judge every offer, in two queries; those with the fewest open questions first."""
    rates = load_rates()
    offers = FinanceOffer.objects.with_place()
    judged = [fit(offer, business, rates=rates, on=on) for offer in offers]
    judged.sort(key=lambda each: (len(each.having(Verdict.NO)), len(each.having(Verdict.ASK))))

    def having(verdict: Verdict) -> list[ShownFit]:
        terms = {each.offer.pk: _terms(each.offer, on, rates) for each in judged}
        return [_shown(each, terms[each.offer.pk], business) for each in judged if each.verdict == verdict]

    groups = [
        Group("met", _("Fits"), _("Every condition that its source states is met."), having(Verdict.FITS)),
        Group(
            "uncertain",
            _("May fit: ask the lender"),
            _("Nothing speaks against it, but not everything is known."),
            having(Verdict.ASK),
        ),
        Group("missed", _("Doesn't fit"), _("At least one condition isn't met."), having(Verdict.NO)),
    ]
    return [group for group in groups if group.fits]


def _terms(offer: FinanceOffer, on: dt.date, rates: object) -> str:
    known = (amount_text(offer, rates, on), rate_text(offer))  # type: ignore[arg-type]
    return " · ".join(each for each in known if each)


def _shown(judged: Fit, terms: str, business: Business) -> ShownFit:
    offer = judged.offer
    payable = offer.is_repaid and offer.currency == business.currency and judged.verdict != Verdict.NO
    return ShownFit(
        fit=judged,
        name=localised(offer, "name"),
        kind=offer.get_kind_display(),
        terms=terms,
        lender=localised(offer.lender, "name") if offer.lender else "",
        eligibility=localised(offer.programme, "eligibility"),
        note=localised(offer, "note"),
        repayment_url=repayment_url(offer, business.amount) if payable else "",
        met=judged.having(Verdict.FITS),
        asked=judged.having(Verdict.ASK),
        failed=judged.having(Verdict.NO),
    )
