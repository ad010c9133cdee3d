"""Rows of norms: what they say, and that they never query."""

import datetime as dt

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.models import Conduct, Duty, Measure, Penalty, Right
from legislation.norm_rows import (
    conduct_rows,
    duty_rows,
    for_rows,
    measure_rows,
    penalty_rows,
    rate_notes,
    right_rows,
)
from legislation.rates import load_rate_rules, load_rates
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_rows_never_query(language: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    makers = {Duty: duty_rows, Measure: measure_rows, Right: right_rows, Conduct: conduct_rows}
    rates, rules = load_rates(), load_rate_rules()
    with translation.override(language), django_assert_num_queries(5):
        for model, rows in makers.items():
            assert list(rows(for_rows(model.objects.all()), on=DAY))
        assert list(penalty_rows(for_rows(Penalty.objects.all()), on=DAY, rates=rates, rules=rules))


def test_rates_and_rules_take_one_query_each(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert load_rates().knows("MCI")
        assert load_rate_rules()


def test_protective_order_lasts_30_days_and_breach_leads_to_its_provision() -> None:
    orders = for_rows(Measure.objects.filter(version__provision__eid="art_60")).filter(
        version__provision__law__identifier="kz-offence-prevention-2025"
    )
    row = next(measure_rows(orders, on=DAY, suffix="?on=2026-06-01"))
    assert row.term in {"30 days", "up to 30 days"}
    assert str(row.issued_by) == "Police"
    assert row.breach is not None
    assert row.breach.label == "Article 461"
    assert row.breach.url.endswith("/art_461/?on=2026-06-01")


def test_place_says_how_the_version_stands_on_the_day() -> None:
    version = make_version(make_provision(make_law()), dt.date(2020, 7, 1), dt.date(2026, 6, 1))
    Conduct.objects.create(version=version, slug="made-up", name="Made up")
    found = for_rows(Conduct.objects.filter(version=version))
    statuses = [next(conduct_rows(found, on=day)).place.status for day in (DAY - dt.timedelta(days=1), DAY)]
    assert statuses == ["in-force", "repealed"]


def test_notes_of_rates_are_said_once_a_law() -> None:
    penalties = for_rows(Penalty.objects.filter(unit="MCI")).in_force_on(DAY)
    rows = list(penalty_rows(penalties, on=DAY, rates=load_rates(), rules=load_rate_rules()))
    laws = [str(law) for law, _words in rate_notes(rows)]
    assert len(rows) > 100
    assert sorted(laws) == ["Code of Administrative Offences", "Criminal Code"]
