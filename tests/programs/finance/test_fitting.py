"""What finance fits: every criterion met, failed, or to be asked about; never guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from legislation.money import Rate, Rates
from programs.finance.fitting import Business, Verdict, fit
from programs.models import FinanceOffer
from tests.factories.finance import offer

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)
RATES = Rates([Rate("MCI", "KZT", dt.date(2026, 1, 1), dt.date(2027, 1, 1), Decimal(4325))])
SHOP: dict[str, Any] = {
    "country": "PK",
    "amount": Decimal(800_000),
    "currency": "PKR",
    "settlement": "town",
    "sector": "trade",
    "age_months": 18,
    "owner_age": 30,
    "women_share": Decimal(100),
    "collateral": ["personal-guarantee"],
}


def verdicts(given: FinanceOffer, **business: Any) -> dict[str, Verdict]:
    judged = fit(given, Business(**(SHOP | business)), rates=RATES, on=TODAY)
    return {check.criterion: check.verdict for check in judged.checks}


def test_offer_of_which_everything_is_stated_and_met_fits() -> None:
    judged = fit(offer(), Business(**SHOP), rates=RATES, on=TODAY)
    assert judged.verdict == Verdict.FITS


def test_one_unknown_term_makes_an_offer_one_to_ask_about() -> None:
    judged = fit(offer(collateral=""), Business(**SHOP), rates=RATES, on=TODAY)
    assert judged.verdict == Verdict.ASK
    assert [check.criterion for check in judged.having(Verdict.ASK)] == ["Collateral"]


def test_one_failed_term_outweighs_everything() -> None:
    judged = fit(offer(collateral="", amount_max=500_000), Business(**SHOP), rates=RATES, on=TODAY)
    assert judged.verdict == Verdict.NO
    assert [check.reason for check in judged.having(Verdict.NO)] == [
        "The most that can be had is 500,000 rupees."
    ]


# Each case: what the offer states, what the business says, the criterion and how it stands.
CASES: list[tuple[dict[str, Any], dict[str, Any], str, Verdict]] = [
    ({}, {"country": "KZ"}, "Place", Verdict.NO),
    ({"settlements": ["village"]}, {}, "Place", Verdict.NO),
    ({"settlements": ["village", "town"]}, {}, "Place", Verdict.FITS),
    ({"settlements": ["village"]}, {"settlement": ""}, "Place", Verdict.ASK),
    ({"valid_until": TODAY}, {}, "Still offered", Verdict.NO),
    ({"valid_until": dt.date(2026, 11, 22)}, {}, "Still offered", Verdict.FITS),
    ({"valid_from": dt.date(2026, 11, 22)}, {}, "Still offered", Verdict.NO),
    ({}, {"amount": Decimal("99999.99")}, "Sum", Verdict.NO),
    ({}, {"amount": Decimal(100_000)}, "Sum", Verdict.FITS),
    ({}, {"amount": Decimal(2_000_000)}, "Sum", Verdict.FITS),
    ({}, {"amount": Decimal("2000000.01")}, "Sum", Verdict.NO),
    ({"amount_max": None}, {}, "Sum", Verdict.ASK),
    ({"currency": "USD"}, {}, "Sum", Verdict.ASK),
    ({"sector_rule": ""}, {}, "Sector", Verdict.ASK),
    ({"sector_rule": "only", "sectors": ["trade"]}, {}, "Sector", Verdict.FITS),
    ({"sector_rule": "only", "sectors": ["agriculture"]}, {}, "Sector", Verdict.NO),
    ({"sector_rule": "only", "sectors": ["agriculture"]}, {"sector": ""}, "Sector", Verdict.ASK),
    ({"sector_rule": "except", "sectors": ["trade"]}, {}, "Sector", Verdict.NO),
    ({"sector_rule": "except", "sectors": ["finance"]}, {}, "Sector", Verdict.FITS),
    (
        {"sector_rule": "except", "sectors": ["finance"], "partly_excluded": ["trade"]},
        {},
        "Sector",
        Verdict.ASK,
    ),
    ({"business_age_min_months": None}, {}, "Age of the business", Verdict.ASK),
    ({"business_age_min_months": 19}, {}, "Age of the business", Verdict.NO),
    ({"business_age_min_months": 18}, {}, "Age of the business", Verdict.FITS),
    ({"business_age_max_months": 17}, {}, "Age of the business", Verdict.NO),
    ({"business_age_max_months": 36}, {"age_months": None}, "Age of the business", Verdict.ASK),
    ({"business_age_min_months": 0}, {"age_months": None}, "Age of the business", Verdict.FITS),
    ({"owner_age_min": 21, "owner_age_max": 45}, {}, "Age of the owner", Verdict.FITS),
    ({"owner_age_min": 21, "owner_age_max": 45}, {"owner_age": 46}, "Age of the owner", Verdict.NO),
    ({"owner_age_min": 21}, {"owner_age": 19}, "Age of the owner", Verdict.NO),
    (
        {"owner_age_min": 21, "owner_age_in_some_cases": 18},
        {"owner_age": 19},
        "Age of the owner",
        Verdict.ASK,
    ),
    ({"owner_age_min": 21}, {"owner_age": None}, "Age of the owner", Verdict.ASK),
    ({"women": ""}, {}, "Owned by women", Verdict.ASK),
    ({"women": "required"}, {}, "Owned by women", Verdict.FITS),
    ({"women": "required"}, {"women_share": Decimal(0)}, "Owned by women", Verdict.NO),
    ({"women": "required"}, {"women_share": Decimal(50)}, "Owned by women", Verdict.ASK),
    (
        {"women": "required", "women_share_min_percent": 51},
        {"women_share": Decimal(50)},
        "Owned by women",
        Verdict.NO,
    ),
    ({"women": "required"}, {"women_share": None}, "Owned by women", Verdict.ASK),
    ({"women": "share-kept"}, {"women_share": Decimal(0)}, "Owned by women", Verdict.FITS),
    ({"collateral": "required", "collateral_kinds": ["property"]}, {}, "Collateral", Verdict.NO),
    (
        {"collateral": "required", "collateral_kinds": ["property"]},
        {"collateral": []},
        "Collateral",
        Verdict.ASK,
    ),
    ({"collateral": "required"}, {}, "Collateral", Verdict.ASK),
    ({"collateral": "preferred", "collateral_kinds": ["personal-guarantee"]}, {}, "Collateral", Verdict.FITS),
    ({"collateral": "preferred", "collateral_kinds": ["property"]}, {}, "Collateral", Verdict.ASK),
]


@pytest.mark.parametrize(("stated", "said", "criterion", "expected"), CASES)
def test_criterion_stands_as_source_and_business_say(
    stated: dict[str, Any], said: dict[str, Any], criterion: str, expected: Verdict
) -> None:
    assert verdicts(offer(**stated), **said)[criterion] == expected


def test_amount_in_units_is_judged_in_money_of_the_day() -> None:
    given = offer(amount_min=None, amount_max=8000, amount_unit="MCI", currency="KZT")
    enough = {"currency": "KZT", "amount": Decimal(34_600_000)}
    assert verdicts(given, **enough)["Sum"] == Verdict.FITS
    assert verdicts(given, currency="KZT", amount=Decimal(34_600_001))["Sum"] == Verdict.NO


def test_amount_in_units_without_a_rate_of_the_day_is_to_be_asked_about() -> None:
    given = offer(amount_min=None, amount_max=8000, amount_unit="MCI", currency="KZT")
    business = Business(**(SHOP | {"currency": "KZT"}))
    judged = fit(given, business, rates=Rates([]), on=TODAY)
    assert {c.criterion: c.verdict for c in judged.checks}["Sum"] == Verdict.ASK


def test_grant_asks_for_no_collateral() -> None:
    assert "Collateral" not in verdicts(offer(kind="grant", rate_percent=None, collateral=""))


def test_programme_last_reported_years_ago_is_to_be_asked_about() -> None:
    given = offer(programme="kz-coca-cola-belesteri")
    assert verdicts(given, country="KZ")["Still offered"] == Verdict.ASK


def test_programme_that_closed_offers_nothing() -> None:
    assert verdicts(offer(programme="kz-adb-sme-tranche-2"), country="KZ")["Still offered"] == Verdict.NO
