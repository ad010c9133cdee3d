"""The list of laws and a law's page on the real reference data."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.models import Law
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

OFFENCE_PREVENTION = "/en/laws/kz/offence-prevention-2025/"
DOMESTIC_VIOLENCE_2009 = "/en/laws/kz/domestic-violence-2009/"


def test_every_law_has_a_page_in_every_language(client: Client) -> None:
    for law in Law.objects.with_place():
        for language in ("en", "ru", "kk", "ur"):
            response = client.get(f"/{language}/laws/{law.jurisdiction.path}/{law.slug}/")
            assert response.status_code == 200, (law.identifier, language)


def test_list_shows_laws_with_their_status_on_the_day(client: Client) -> None:
    page = client.get("/en/laws/?jurisdiction=KZ&status=repealed&on=2026-03-02").content.decode()
    assert "Domestic Violence Prevention Law 2009" in page
    assert "Criminal Code" not in page.split("<table")[1]


def test_law_replaced_says_what_replaced_it(client: Client) -> None:
    page = client.get(f"{DOMESTIC_VIOLENCE_2009}?on=2026-03-02").content.decode()
    assert "No longer in force" in page
    assert "This law has been replaced." in page
    assert OFFENCE_PREVENTION in page


def test_day_before_replacement_does_not_call_the_law_replaced(client: Client) -> None:
    page = client.get(f"{DOMESTIC_VIOLENCE_2009}?on=2026-03-01").content.decode()
    assert "This law has been replaced." not in page


def test_bill_is_clearly_a_proposal(client: Client) -> None:
    page = client.get("/en/laws/kz/workplace-harassment-bill/").content.decode()
    assert "Proposed, not law" in page


def test_past_day_has_a_loud_frame_and_a_way_to_today(client: Client) -> None:
    page = client.get(f"{OFFENCE_PREVENTION}?on=2025-06-01").content.decode()
    assert "This is not the law of today." in page
    assert "Go to the law of today" in page
    assert "Not yet in force" in page


def test_links_into_the_law_keep_the_day(client: Client) -> None:
    page = client.get(f"{DOMESTIC_VIOLENCE_2009}?on=2025-06-01").content.decode()
    assert "/art_20/?on=2025-06-01" in page


def test_default_day_is_today_where_the_law_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    evening_in_utc = dt.datetime(2026, 3, 1, 19, 30, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening_in_utc)
    assert client.get(OFFENCE_PREVENTION).context["on"] == dt.date(2026, 3, 2)


@pytest.mark.parametrize("provisions", [1, 60])
def test_law_page_takes_few_queries_whatever_its_size(
    client: Client, provisions: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    law = make_law()
    for _ in range(provisions):
        make_version(make_provision(law), dt.date(2020, 7, 1))
    with django_assert_max_num_queries(12):
        client.get(law.get_absolute_url().replace("/en/", "/ru/"))


def test_list_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/kk/laws/")


@pytest.mark.parametrize(
    "address",
    [
        "/en/laws/kz/no-such-law/",
        "/en/laws/zz/offence-prevention-2025/",
        "/en/laws/KZ/offence-prevention-2025/",
    ],
)
def test_unknown_law_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["on=2024-13-45", "on=0001-01-01", "on=9999-12-31", "on=%00", "on=yesterday", "view=tree", "format=exe"],
)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_bad_parameter_is_refused_in_words(client: Client, query: str, language: str) -> None:
    response = client.get(f"/{language}/laws/kz/offence-prevention-2025/?{query}")
    assert response.status_code == 400
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["jurisdiction=XX", "kind=poem", "topic=none", "status=maybe", "year=abc", "year=99999", "sort=random"],
)
def test_unknown_filter_value_is_refused_in_the_form(client: Client, query: str) -> None:
    assert client.get(f"/en/laws/?{query}").status_code == 400


@pytest.mark.parametrize("page", ["999999", "0", "-1", "abc", "9" * 40])
def test_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    assert client.get(f"/en/laws/?page={page}").status_code == 404


@pytest.mark.parametrize("code", ["pdf", "xlsx", "csv", "json", "md"])
def test_law_can_be_taken_away(client: Client, code: str) -> None:
    response = client.get(f"{OFFENCE_PREVENTION}?format={code}")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert len(b"".join(response.streaming_content)) > 1000


def test_act_of_2021_without_established_days_is_no_law_of_1990(client: Client) -> None:
    address = "/en/laws/pk/anti-rape-2021/"
    head = client.get(f"{address}?on=1990-01-01").content.decode().split("page-header")[1].split("</div>")[0]
    assert "status-not-yet" in head
    duties = client.get("/en/duties/?on=1990-01-01").content.decode()
    assert "Anti-Rape" not in duties.split("</form>")[-1]
