"""Whether an offer fits a business: criterion by criterion, each met, failed or to be asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from kbase.localised_formats import money_text, number_text
from legislation.money import Rates
from programs.choices import ProgrammeStatus
from programs.finance.amounts import amount_range, months_text, percent_text
from programs.finance.choices import (
    BusinessSector,
    CollateralKind,
    CollateralRule,
    SectorRule,
    Settlement,
    WomenRule,
)
from programs.models import FinanceOffer
from programs.wording import period_text


class Verdict(StrEnum):
    """How an offer, or one criterion of it, stands to a business."""

    FITS = "fits"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Business:
    """What someone says of a business; None or empty where they didn't say."""

    country: str
    amount: Decimal
    currency: str
    settlement: str = ""
    sector: str = ""
    age_months: int | None = None
    owner_age: int | None = None
    women_share: Decimal | None = None
    collateral: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion: its name, how it stands, and why."""

    criterion: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer with its criteria."""

    offer: FinanceOffer
    checks: list[Check] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """No where one criterion fails; fits only where every one is met."""
        verdicts = {check.verdict for check in self.checks}
        return next((each for each in (Verdict.NO, Verdict.ASK) if each in verdicts), Verdict.FITS)

    def having(self, verdict: Verdict) -> list[Check]:
        """Give the criteria that stand so."""
        return [check for check in self.checks if check.verdict == verdict]


def fit(offer: FinanceOffer, business: Business, *, rates: Rates, on: dt.date) -> Fit:
    """Judge an offer; it comes with jurisdiction and programme."""
    checks = [
        _place(offer, business),
        _still_offered(offer, on),
        _amount(offer, business, rates, on),
        _sector(offer, business),
        _business_age(offer, business),
        _women(offer, business),
    ]
    if offer.owner_age_min is not None or offer.owner_age_max is not None:
        checks.append(_owner_age(offer, business))
    if offer.kind != "grant":
        checks.append(_collateral(offer, business))
    return Fit(offer, checks)


def _place(offer: FinanceOffer, business: Business) -> Check:
    name, code = _("Place"), offer.jurisdiction.code
    if code.partition("-")[0] != business.country:
        return Check(name, Verdict.NO, _("It is offered in another country."))
    if "-" in code:
        return Check(name, Verdict.ASK, _("It is offered in a part of the country: ask whether in yours."))
    if not offer.settlements:
        return Check(name, Verdict.FITS, _("It is offered in the whole country."))
    reason = _("It is offered here: %(places)s.") % {"places": labels(Settlement, offer.settlements)}
    if not business.settlement:
        return Check(name, Verdict.ASK, f"{reason} {not_said()}")
    return Check(name, _met(business.settlement in offer.settlements), reason)


def _still_offered(offer: FinanceOffer, on: dt.date) -> Check:
    name, status = _("Still offered"), offer.programme.status
    reported = reported_text(offer)
    ended = offer.valid_until is not None and offer.valid_until <= on
    if ended or status == ProgrammeStatus.ENDED:
        return Check(name, Verdict.NO, _("It has ended. %(reported)s") % {"reported": reported})
    if offer.valid_from is not None and on < offer.valid_from:
        return Check(name, Verdict.NO, _("It has not begun. %(reported)s") % {"reported": reported})
    if status == ProgrammeStatus.ACTIVE:
        return Check(name, Verdict.FITS, _("Its programme is active. %(reported)s") % {"reported": reported})
    return Check(
        name, Verdict.ASK, _("%(reported)s Ask whether it is still offered.") % {"reported": reported}
    )


def _amount(offer: FinanceOffer, business: Business, rates: Rates, on: dt.date) -> Check:
    name = _("Sum")
    if offer.currency != business.currency:
        words = _("It is counted in %(currency)s. Sums are not converted here: ask what it is in yours.")
        return Check(name, Verdict.ASK, words % {"currency": offer.currency})
    known = amount_range(offer, rates, on)
    if known.least is not None and business.amount < known.least:
        least = money_text(known.least, offer.currency)
        return Check(name, Verdict.NO, _("The least that can be had is %(amount)s.") % {"amount": least})
    if known.most is None:
        return Check(name, Verdict.ASK, _("The source doesn't state the greatest sum."))
    most = _("The most that can be had is %(amount)s.") % {"amount": money_text(known.most, offer.currency)}
    return Check(name, _met(business.amount <= known.most), most)


def _sector(offer: FinanceOffer, business: Business) -> Check:
    name = _("Sector")
    if offer.sector_rule == SectorRule.ANY:
        return Check(name, Verdict.FITS, _("Any sector may apply."))
    if not offer.sector_rule:
        return Check(name, Verdict.ASK, _("The source doesn't state which sectors may apply."))
    sectors = {"sectors": labels(BusinessSector, offer.sectors)}
    only = offer.sector_rule == SectorRule.ONLY
    reason = _("Only for: %(sectors)s.") % sectors if only else _("Not for: %(sectors)s.") % sectors
    if not business.sector:
        return Check(name, Verdict.ASK, f"{reason} {not_said()}")
    if business.sector in offer.partly_excluded:
        return Check(name, Verdict.ASK, _("Most of this sector is excluded: ask whether your business is."))
    return Check(name, _met((business.sector in offer.sectors) == only), reason)


def _business_age(offer: FinanceOffer, business: Business) -> Check:
    name, least, most = _("Age of the business"), offer.business_age_min_months, offer.business_age_max_months
    if least is None and most is None:
        return Check(name, Verdict.ASK, _("The source doesn't state how old a business must be."))
    reasons = []
    if least:
        reasons.append(_("The business must be at least %(age)s old.") % {"age": months_text(least)})
    if most is not None:
        reasons.append(_("The business may be at most %(age)s old.") % {"age": months_text(most)})
    reason = " ".join(reasons) or _("New and older businesses may apply.")
    if not reasons:
        return Check(name, Verdict.FITS, reason)
    if business.age_months is None:
        return Check(name, Verdict.ASK, f"{reason} {not_said()}")
    return Check(name, _met(_within(business.age_months, least, most)), reason)


def _owner_age(offer: FinanceOffer, business: Business) -> Check:
    name, least, most = _("Age of the owner"), offer.owner_age_min, offer.owner_age_max
    reason = _("The owner must be from %(least)s to %(most)s years old.") % {
        "least": "…" if least is None else number_text(least),
        "most": "…" if most is None else number_text(most),
    }
    if business.owner_age is None:
        return Check(name, Verdict.ASK, f"{reason} {not_said()}")
    exception = offer.owner_age_in_some_cases
    if least is not None and exception is not None and exception <= business.owner_age < least:
        words = _("In some cases from %(age)s years: ask whether yours is one.") % {
            "age": number_text(exception)
        }
        return Check(name, Verdict.ASK, f"{reason} {words}")
    return Check(name, _met(_within(business.owner_age, least, most)), reason)


def _women(offer: FinanceOffer, business: Business) -> Check:
    name, share, least = _("Owned by women"), business.women_share, offer.women_share_min_percent
    if not offer.women:
        return Check(name, Verdict.ASK, _("The source doesn't state whether it is for women alone."))
    if offer.women != WomenRule.REQUIRED:
        return Check(name, Verdict.FITS, f"{WomenRule(offer.women).label}.")
    reason = f"{WomenRule.REQUIRED.label}."
    if share is None:
        return Check(name, Verdict.ASK, f"{reason} {not_said()}")
    if least is not None:
        least_words = _("Women must own at least %(share)s.") % {"share": percent_text(least)}
        return Check(name, _met(share >= least), least_words)
    if 0 < share < 100:
        return Check(name, Verdict.ASK, _("The source doesn't state which share women must own."))
    return Check(name, _met(bool(share)), reason)


def _collateral(offer: FinanceOffer, business: Business) -> Check:
    name = _("Collateral")
    if offer.collateral == CollateralRule.NONE:
        return Check(name, Verdict.FITS, _("No collateral is asked for."))
    if not offer.collateral:
        return Check(name, Verdict.ASK, _("The source doesn't state whether collateral is asked for."))
    kinds = {"kinds": labels(CollateralKind, offer.collateral_kinds) or _("not stated which")}
    required = offer.collateral == CollateralRule.REQUIRED
    reason = _("Required: %(kinds)s.") % kinds if required else _("Preferred: %(kinds)s.") % kinds
    if offer.collateral_kinds and set(business.collateral) & set(offer.collateral_kinds):
        return Check(name, Verdict.FITS, reason)
    if required and offer.collateral_kinds and business.collateral:
        return Check(name, Verdict.NO, reason)
    return Check(name, Verdict.ASK, _("%(rule)s Ask what is accepted.") % {"rule": reason})


def reported_text(offer: FinanceOffer) -> str:
    """Say when the source said so."""
    if not offer.as_of:
        return _("Its source shows no day.")
    return _("Reported: %(period)s.") % {"period": period_text(offer.as_of)}


def not_said() -> str:
    """Say that the person left a question open."""
    return _("You didn't say.")


def labels(choices: type, codes: Sequence[str]) -> str:
    """Name values of a vocabulary, in its order."""
    return "; ".join(str(label) for code, label in choices.choices if code in codes)  # type: ignore[attr-defined]


def _met(holds: bool) -> Verdict:
    return Verdict.FITS if holds else Verdict.NO


def _within(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)
