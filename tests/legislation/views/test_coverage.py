"""Coverage: counts that agree with the data, and what is missing."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.coverage import Coverage, coverage
from legislation.models import Duty, Jurisdiction, Law, Penalty, Provision, ProvisionVersion
from tests.factories.emptying import delete_all_law
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)


def of(code: str) -> Coverage:
    return next(each for each in coverage(TODAY) if each.place.code == code)


def test_counts_agree_with_the_data() -> None:
    found = coverage(TODAY)
    assert sum(each.laws + each.bills for each in found) == Law.objects.count()
    assert sum(each.provisions for each in found) == Provision.objects.count()
    assert sum(each.norms.get("duty", 0) for each in found) == Duty.objects.count()
    assert sum(each.norms.get("penalty", 0) for each in found) == Penalty.objects.count()
    assert sum(sum(each.confidence.values()) for each in found) == ProvisionVersion.objects.count()


def test_country_is_counted_without_its_parts() -> None:
    assert of("PK").laws == Law.objects.filter(jurisdiction__code="PK").count()


def test_share_of_texts_is_of_the_published_versions() -> None:
    assert Coverage(Jurisdiction(), versions=3, texts={"ru": 2}).share("ru") == 66
    assert Coverage(Jurisdiction()).share("ru") == 0


def test_draft_is_not_counted() -> None:
    before = of("KZ").versions
    make_version(make_provision(make_law()), dt.date(2020, 7, 1), state="draft")
    assert of("KZ").versions == before


def test_law_without_established_commencement_is_listed_as_missing(client: Client) -> None:
    make_law(short_title="Law that began some time", in_force=None)
    assert "Law that began some time" in client.get("/en/coverage/").content.decode()


def test_latest_change_is_no_later_than_today() -> None:
    make_law(in_force=dt.date(2100, 1, 1))
    latest = of("KZ").last
    assert latest is not None
    assert latest <= TODAY


def test_verified_versions_say_since_when(client: Client) -> None:
    assert "never" in client.get("/en/coverage/").content.decode()
    ProvisionVersion.objects.filter(provision__law__jurisdiction__code="PK-SD").update(
        verified_on="2026-10-05"
    )
    assert "5 October 2026" in client.get("/en/coverage/").content.decode()


def test_end_of_the_known_rates_is_said(client: Client) -> None:
    page = client.get("/en/coverage/").content.decode()
    assert "No amount of the MCI is established from 1 January 2027 on." in page


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_coverage_needs_few_queries_in_every_language(
    client: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        assert client.get(f"/{language}/coverage/").status_code == 200


def test_empty_database_says_so(client: Client) -> None:
    delete_all_law()
    assert "Nothing is recorded yet." in client.get("/en/coverage/").content.decode()
