"""finance.yaml: what ships is sourced, and whatever is wrong in it is named by record and field."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from legislation.loading.reading import Documents, read
from legislation.loading.validation import validate
from legislation.management.commands.load_reference import SHIPPED
from programs.loading.part import PROGRAMS
from programs.loading.schema import FILES
from programs.models import FinanceOffer
from tests.factories.finance import offer

SBP = "pk-sbp-women-loan"


@pytest.fixture(scope="module")
def shipped() -> Documents:
    return read(SHIPPED, further=FILES)


def broken(shipped: Documents, change: Callable[[dict[str, Any]], object]) -> list[Any]:
    documents = Documents(shipped.directory, shipped.laws, shipped.vocabularies, dict(shipped.further), [])
    listed = documents.further["finance.yaml"] = copy.deepcopy(documents.further["finance.yaml"])
    change(next(each for each in listed if each["id"] == SBP))
    return validate(documents, [PROGRAMS])


CASES: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "no source": (lambda o: o.pop("source"), "source", "is missing"),
    "source that is no address": (lambda o: o.update(source="the bank"), "source", "http"),
    "unknown programme": (lambda o: o.update(programme="pk-none"), "programme", "programmes.yaml"),
    "unknown kind": (lambda o: o.update(kind="gift"), "kind", "grant"),
    "no currency": (lambda o: o.pop("currency"), "currency", "is missing"),
    "currency that isn't one": (lambda o: o.update(currency="RUPEE"), "currency", "ISO 4217"),
    "least above most": (lambda o: o.update(amount={"min": 6, "max": 5}), "amount.min", "more than max, 5"),
    "rate without its kind": (lambda o: o.update(rate={"percent": 5}), "rate.kind", "is missing"),
    "rate beyond belief": (lambda o: o["rate"].update(percent=500), "rate.percent", "at most 200"),
    "grant with interest": (lambda o: o.update(kind="grant"), "rate", "has no interest"),
    "grace as long as the term": (lambda o: o.update(grace_months=60), "grace_months", "term_months, 60"),
    "guarantee above all": (lambda o: o.update(guaranteed_percent=101), "guaranteed_percent", "at most 100"),
    "no rule of sectors": (
        lambda o: o.update(sectors={"these": ["trade"]}),
        "sectors.rule",
        "is missing",
    ),
    "rule without sectors": (lambda o: o.update(sectors={"rule": "only"}), "sectors", "these"),
    "unknown unit": (lambda o: o.update(amount={"max": 5, "unit": "XYZ"}), "amount.unit", "MCI"),
}


@pytest.mark.parametrize("case", CASES)
def test_problem_names_record_field_and_what_is_accepted(shipped: Documents, case: str) -> None:
    change, field, words = CASES[case]
    found = [str(problem) for problem in broken(shipped, change)]
    assert any(SBP in line and field in line and words in line for line in found), found


@pytest.mark.django_db
def test_offers_carry_the_figures_of_their_programmes() -> None:
    sbp = FinanceOffer.objects.get(slug=SBP)
    assert (sbp.amount_max, sbp.currency, sbp.rate_kind, sbp.rate_percent) == (5_000_000, "PKR", "up-to", 5)
    assert (sbp.term_months, sbp.grace_months, sbp.guaranteed_percent) == (60, 6, 60)
    enbek = FinanceOffer.objects.get(slug="kz-enbek-microcredit-cities")
    assert (enbek.amount_max, enbek.amount_unit, enbek.rate_percent) == (8000, "MCI", 6)


@pytest.mark.django_db
def test_what_no_source_states_stays_empty() -> None:
    kashf = FinanceOffer.objects.get(slug="pk-kashf-microcredit")
    assert (kashf.rate_percent, kashf.amount_max, kashf.term_months, kashf.collateral) == (
        None,
        None,
        None,
        "",
    )


@pytest.mark.django_db
def test_every_offer_has_a_source_among_those_of_its_programme() -> None:
    for each in FinanceOffer.objects.select_related("programme"):
        sources = set(each.programme.programmesource_set.values_list("url", flat=True))
        assert each.source_url in sources, each.slug


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"source_url": ""}, "finance_offer_has_a_source"),
        ({"currency": "pkr"}, "finance_offer_has_a_currency"),
        ({"amount_min": Decimal(3_000_000)}, "finance_offer_amounts_are_in_order"),
        ({"rate_kind": ""}, "finance_offer_rate_says_its_kind"),
        ({"kind": "grant"}, "finance_offer_rate_says_its_kind"),
        ({"rate_percent": Decimal(201)}, "finance_offer_shares_are_possible"),
        ({"guaranteed_percent": Decimal(101)}, "finance_offer_shares_are_possible"),
        ({"grace_months": 36}, "finance_offer_grace_is_within_term"),
        ({"valid_from": "2026-01-02", "valid_until": "2026-01-02"}, "finance_offer_ends_after_it_began"),
    ],
)
def test_database_refuses_an_impossible_offer(values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        offer(**values).save()
