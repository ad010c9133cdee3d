"""Offers as rows of their directory and of its files, and as the facts of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text, money_text, number_text
from kbase.tables import Cell, Column
from legislation.exports.summary import Column as FileColumn
from legislation.law_rows import Fact
from legislation.money import Rates
from legislation.rates import load_rates
from legislation.views.point_in_time import today
from programs.exports.tables import Field
from programs.finance.amounts import (
    amount_range,
    amount_text,
    months_text,
    percent_text,
    rate_text,
    rate_words,
    unit_note,
)
from programs.finance.choices import (
    BusinessSector,
    CollateralKind,
    CollateralRule,
    EsgTag,
    SectorRule,
    Settlement,
    WomenRule,
)
from programs.finance.fitting import labels
from programs.models import FinanceOffer
from programs.wording import period_text, place_name


def offer_columns() -> list[Column]:
    """Give the columns of the directory."""
    return [
        Column(_("Offer")),
        Column(_("Kind")),
        Column(_("Where")),
        Column(_("Amount"), kind="number"),
        Column(_("Interest"), kind="number"),
        Column(_("Longest term"), kind="number"),
    ]


def offer_row(offer: FinanceOffer, rates: Rates, on: dt.date) -> list[Cell]:
    """Give an offer as a row; it comes with jurisdiction, lender and programme."""
    places = labels(Settlement, offer.settlements)
    return [
        Cell(localised(offer, "name"), url=offer.get_absolute_url(), note=lender_name(offer)),
        Cell(offer.get_kind_display()),
        Cell(place_name(offer), note=places),
        Cell(amount_text(offer, rates, on) or not_stated(), note=unit_note(offer, rates, on)),
        Cell(_interest(offer)),
        Cell(months_text(offer.term_months) if offer.term_months else _term_missing(offer)),
    ]


def lender_name(offer: FinanceOffer) -> Localised | str:
    """Name where to ask; nothing where it isn't known."""
    return localised(offer.lender, "name") if offer.lender else ""


def not_stated() -> str:
    """Say that the source doesn't say."""
    return _("not stated")


def _interest(offer: FinanceOffer) -> str:
    return rate_text(offer) or (not_stated() if offer.is_repaid else "–")


def _term_missing(offer: FinanceOffer) -> str:
    return not_stated() if offer.is_repaid else "–"


def offer_fields() -> list[Field]:
    """Give the columns of files: amounts in money of today, and every term as a number of its own."""
    rates, on = load_rates(), today()

    def ends(name: str) -> Callable[[Any], Any]:
        return lambda offer: getattr(amount_range(offer, rates, on), name)

    def plain(name: str) -> Callable[[Any], Any]:
        return lambda offer: getattr(offer, name)

    columns = (
        (FileColumn("offer", _("Offer"), weight=3), lambda o: localised(o, "name")),
        (FileColumn("kind", _("Kind")), lambda o: o.get_kind_display()),
        (FileColumn("place", _("Where"), weight=1.5), place_name),
        (FileColumn("lender", _("Where to ask"), weight=2), lender_name),
        (FileColumn("amount_min", _("Least amount"), kind="number"), ends("least")),
        (FileColumn("amount_max", _("Greatest amount"), kind="number"), ends("most")),
        (FileColumn("currency", _("Currency")), plain("currency")),
        (FileColumn("rate", _("Interest, percent a year"), kind="number"), plain("rate_percent")),
        (FileColumn("rate_words", _("Interest in the words of the source"), weight=2), rate_words),
        (FileColumn("term_months", _("Longest term, months"), kind="number"), plain("term_months")),
        (FileColumn("grace", _("Months before repayment begins"), kind="number"), plain("grace_months")),
        (FileColumn("share", _("Guaranteed share, percent"), kind="number"), plain("guaranteed_percent")),
        (FileColumn("collateral", _("Collateral"), weight=2), collateral_text),
        (FileColumn("sectors", _("Sectors"), weight=2), sectors_text),
        (FileColumn("women", _("For whom"), weight=2), women_text),
        (FileColumn("esg", _("ESG tags"), weight=2), lambda o: labels(EsgTag, o.esg_tags)),
        (FileColumn("as_of", _("Reported")), plain("as_of")),
        (FileColumn("note", _("Note"), weight=3), lambda o: localised(o, "note")),
    )  # fmt: skip
    return [Field(column, value) for column, value in columns]


def collateral_text(offer: FinanceOffer) -> str:
    """Write what must be pledged; nothing where it isn't stated."""
    if not offer.collateral:
        return ""
    kinds = labels(CollateralKind, offer.collateral_kinds)
    rule = str(CollateralRule(offer.collateral).label)
    return f"{rule}: {kinds}" if kinds else rule


def sectors_text(offer: FinanceOffer) -> str:
    """Write which sectors may apply; nothing where it isn't stated."""
    if not offer.sector_rule:
        return ""
    rule = str(SectorRule(offer.sector_rule).label)
    text = f"{rule}: {labels(BusinessSector, offer.sectors)}" if offer.sectors else rule
    partly = labels(BusinessSector, offer.partly_excluded)
    return f"{text}. {_('Excluded in part: %(sectors)s') % {'sectors': partly}}" if partly else text


def women_text(offer: FinanceOffer) -> str:
    """Write whether it is for women; nothing where it isn't stated."""
    if not offer.women:
        return ""
    rule = str(WomenRule(offer.women).label)
    least = offer.women_share_min_percent
    return rule if least is None else f"{rule}: {_('at least %(share)s') % {'share': percent_text(least)}}"


def term_facts(offer: FinanceOffer, rates: Rates, on: dt.date) -> list[Fact]:
    """Give the terms; what the source doesn't state says so."""
    facts = [
        Fact(_("Amount"), amount_text(offer, rates, on) or not_stated(), note=unit_note(offer, rates, on))
    ]
    if offer.guaranteed_percent is not None:
        facts.append(Fact(_("Guaranteed share at most"), percent_text(offer.guaranteed_percent)))
    if offer.is_repaid:
        facts += _loan_facts(offer)
    if offer.kind != "grant":
        facts.append(Fact(_("Collateral"), collateral_text(offer) or not_stated()))
    return facts


def _loan_facts(offer: FinanceOffer) -> Iterator[Fact]:
    yield Fact(_("Interest that the borrower pays"), rate_text(offer) or not_stated(), note=rate_words(offer))
    fees = []
    if offer.one_off_fee_percent is not None:
        fees.append(
            _("%(percent)s of the amount, once") % {"percent": percent_text(offer.one_off_fee_percent)}
        )
    if offer.monthly_fee is not None:
        fees.append(_("%(amount)s each month") % {"amount": money_text(offer.monthly_fee, offer.currency)})
    yield Fact(_("Fees"), "; ".join(fees) or not_stated())
    yield Fact(_("Longest term"), months_text(offer.term_months) if offer.term_months else not_stated())
    grace = offer.grace_months
    yield Fact(_("Before repayment begins"), not_stated() if grace is None else months_text(grace))


def eligibility_facts(offer: FinanceOffer) -> list[Fact]:
    """Give who may apply; what the source doesn't state says so."""
    facts = [
        Fact(_("Where"), place_name(offer), note=labels(Settlement, offer.settlements)),
        Fact(_("Sectors"), sectors_text(offer) or not_stated()),
        Fact(_("Age of the business"), _business_age(offer) or not_stated()),
        Fact(_("For whom"), women_text(offer) or not_stated()),
    ]
    ages = (offer.owner_age_min, offer.owner_age_max)
    if ages != (None, None):
        known = ("…" if age is None else number_text(age) for age in ages)
        facts.append(Fact(_("Age of the owner"), "–".join(known)))
    return facts


def _business_age(offer: FinanceOffer) -> str:
    least, most = offer.business_age_min_months, offer.business_age_max_months
    if least is None and most is None:
        return ""
    if not least and most is None:
        return _("new and older businesses")
    if most is None:
        return _("from %(age)s") % {"age": months_text(least or 0)}
    if not least:
        return _("up to %(age)s") % {"age": months_text(most)}
    return _("%(least)s to %(most)s") % {"least": months_text(least), "most": months_text(most)}


def about_facts(offer: FinanceOffer) -> list[Fact]:
    """Give who offers it and until when it is known."""
    programme, lender = offer.programme, offer.lender
    facts = [Fact(_("Programme"), localised(programme, "name"), programme.get_absolute_url())]
    if lender:
        facts.append(Fact(_("Where to ask"), localised(lender, "name"), lender.get_absolute_url()))
    facts += [
        Fact(_("Status of the programme"), programme.get_status_display()),
        Fact(_("Reported"), period_text(offer.as_of) if offer.as_of else None),
        Fact(_("Last checked on"), offer.verified_on),
    ]
    if offer.valid_until:
        facts.append(Fact(_("No longer offered from"), day_text(offer.valid_until)))
    if offer.esg_tags:
        facts.append(Fact(_("ESG tags"), labels(EsgTag, offer.esg_tags)))
    return facts
