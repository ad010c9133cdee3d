"""A provision's page on the real reference data: the cases that issue 2 names."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.choices import ProvisionKind
from legislation.models import Provision
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

PROTECTIVE_ORDER = "/en/laws/kz/offence-prevention-2025/art_60/"
PROTECTIVE_ORDER_2009 = "/en/laws/kz/domestic-violence-2009/art_20/"
STALKING = "/en/laws/kz/criminal-code-2014/art_115-1/"


def content(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_protective_order_lasts_30_days_is_issued_by_the_police_and_copied_the_same_day(
    client: Client,
) -> None:
    page = content(client, PROTECTIVE_ORDER)
    assert "30 days" in page
    assert "Police" in page
    assert "Give the victim a copy" in page
    assert "the same day" in page
    assert "within 1 day" not in page


def test_protective_order_of_2009_is_in_force_on_the_day_before_and_its_successor_is_not(
    client: Client,
) -> None:
    old, new = (content(client, f"{a}?on=2025-06-01") for a in (PROTECTIVE_ORDER_2009, PROTECTIVE_ORDER))
    assert "status-in-force" in old
    assert "status-not-yet" in new
    assert "Not yet law on the day shown" in new


@pytest.mark.parametrize(("day", "money"), [("2026-03-01", "865,000 tenge"), ("2025-10-01", "786,400 tenge")])
def test_fine_for_stalking_is_money_of_the_day(client: Client, day: str, money: str) -> None:
    assert f"200 MCI ({money} at the {day[:4]} rate)" in content(client, f"{STALKING}?on={day}")


def test_missing_rate_is_said_and_never_guessed(client: Client) -> None:
    page = content(client, f"{STALKING}?on=2027-02-01")
    assert "no rate established for 2027" in page
    assert "tenge" not in page.split("<h2>Penalties</h2>")[1].split("</table>")[0]


def test_suspension_of_arrest_is_shown_with_stalking(client: Client) -> None:
    assert "suspended" in content(client, STALKING)


@pytest.mark.parametrize(("day", "status"), [("2025-09-15", "not-yet"), ("2025-09-16", "in-force")])
def test_stalking_is_an_offence_from_16_september_2025(client: Client, day: str, status: str) -> None:
    page = content(client, f"{STALKING}?on={day}")
    assert f"status-{status}" in page.split("page-header")[1].split("</div>")[0]


def test_past_wording_says_that_its_norms_are_not_worked_out(client: Client) -> None:
    page = content(client, "/en/laws/kz/administrative-offences-2014/art_461/?on=2023-01-01")
    assert "have not been worked out here" in page


def test_counterparts_abroad_are_linked_both_ways(client: Client) -> None:
    assert "/laws/pk/peca-2016/sec_24/" in content(client, STALKING)
    assert STALKING in content(client, "/en/laws/pk/peca-2016/sec_24/")


def test_article_shows_the_norms_of_its_parts(client: Client) -> None:
    page = content(client, "/en/laws/kz/administrative-offences-2014/art_73/")
    assert "<h2>Penalties</h2>" in page


def test_comparison_marks_what_changed(client: Client) -> None:
    page = content(client, "/en/laws/kz/administrative-offences-2014/art_461/?compare=2023-06-30,2023-07-01")
    assert "<ins>" in page
    assert "<del>" in page


def test_comparison_of_two_days_of_one_wording_says_nothing_changed(client: Client) -> None:
    page = content(client, f"{STALKING}?compare=2026-01-01,2026-02-01")
    assert "Nothing: the same wording holds on both days." in page


@pytest.mark.parametrize("given", ["2026-01-01", "2026-01-01,yesterday", ",", "2026-02-30,2026-03-01"])
def test_days_that_cannot_be_compared_are_refused(client: Client, given: str) -> None:
    assert client.get(STALKING, {"compare": given}).status_code == 400


def test_old_address_leads_to_the_new_one(client: Client) -> None:
    law = make_law()
    old, new = make_provision(law), make_provision(law)
    make_version(new, dt.date(2020, 7, 1))
    Provision.objects.filter(pk=old.pk).update(renumbered_to=new)
    response = client.get(f"{old.get_absolute_url()}?on=2021-01-01")
    assert response.status_code == 301
    assert response.headers["Location"] == f"{new.get_absolute_url()}?on=2021-01-01"


def test_gap_between_two_wordings_is_not_in_force(client: Client) -> None:
    provision = make_provision(make_law())
    make_version(provision, dt.date(2020, 7, 1), dt.date(2021, 1, 1))
    make_version(provision, dt.date(2022, 1, 1))
    page = content(client, f"{provision.get_absolute_url()}?on=2021-06-01")
    assert "status-repealed" in page.split("page-header")[1].split("</div>")[0]


def test_provision_without_a_text_says_so(client: Client) -> None:
    provision = make_provision(make_law())
    assert "has not been recorded yet" in content(client, provision.get_absolute_url())


@pytest.mark.parametrize("children", [0, 25])
def test_provision_page_takes_few_queries_whatever_stands_below(
    client: Client, children: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_provision(make_law())
    make_version(article, dt.date(2020, 7, 1))
    for number in range(children):
        child = make_provision(
            article.law,
            parent=article,
            eid=f"{article.eid}__para_{number}",
            kind=ProvisionKind.PARAGRAPH,
            depth=1,
        )
        make_version(child, dt.date(2020, 7, 1))
    with django_assert_max_num_queries(15):
        content(client, article.get_absolute_url())


@pytest.mark.parametrize("address", [PROTECTIVE_ORDER, STALKING, f"{PROTECTIVE_ORDER_2009}?on=2025-06-01"])
def test_real_provision_takes_few_queries(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        content(client, address)


def test_every_provision_has_a_page(client: Client) -> None:
    for provision in Provision.objects.with_address():
        content(client, provision.get_absolute_url())


def test_unknown_provision_is_not_found(client: Client) -> None:
    assert client.get("/en/laws/kz/offence-prevention-2025/art_9999/").status_code == 404


@pytest.mark.parametrize("code", ["pdf", "xlsx", "csv", "json", "md"])
@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_provision_can_be_taken_away(client: Client, code: str, language: str) -> None:
    response = client.get(f"{PROTECTIVE_ORDER.replace('/en/', f'/{language}/')}?format={code}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content)


def test_reader_gets_no_cookie(client: Client) -> None:
    assert not client.get(PROTECTIVE_ORDER).cookies


def test_links_to_laws_and_provisions_keep_the_day_shown(client: Client) -> None:
    page = content(client, f"{PROTECTIVE_ORDER_2009}?on=2025-06-01").split("<main")[1]
    links = re.findall(r'href="(/en/laws/[^"]*)"', page)
    events = [link for link in links if link.startswith(PROTECTIVE_ORDER_2009)]  # each leads to its own day
    assert [link for link in links if link not in events and "on=2025-06-01" not in link] == []


def test_later_wording_is_not_said_to_be_when_the_provision_began(client: Client) -> None:
    page = content(client, "/en/laws/kz/administrative-offences-2014/art_461/")
    assert "in this wording since 16 June 2024" in page
    assert "in this wording" not in content(client, STALKING)


def test_provision_without_a_number_is_called_by_its_kind(client: Client) -> None:
    page = content(client, "/en/laws/pk-kp/domestic-violence-2021/chp_offence/")
    assert "<title>Chapter, KP DV Act 2021" in page
    assert "unverified" not in page.split("<main")[0]


def test_topics_lead_to_a_list_that_has_something(client: Client) -> None:
    page = content(client, STALKING)
    (address,) = re.findall(r'href="([^"]*topic=stalking[^"]*)"', page)
    assert "Criminal Code" in content(client, address)


def test_provisions_tied_more_closely_are_not_said_again_to_correspond(client: Client) -> None:
    page = content(client, PROTECTIVE_ORDER).split("Tied to")[1].split("</section>")[0]
    assert page.count("/administrative-offences-2014/art_461/") == 1


def test_citation_keeps_its_languages_apart(client: Client) -> None:
    page = content(client, PROTECTIVE_ORDER.replace("/en/", "/ur/"))
    line = page.split('class="cite-line">')[1].split("</p>")[0]
    assert re.search(r'<span lang="kk" dir="ltr">[^<]* № 245-VIII</span>', line)


def test_end_of_the_last_wording_recorded_is_not_taken_for_the_end_of_the_provision(client: Client) -> None:
    response = client.get("/en/laws/kz/criminal-code-2014/art_45/?on=2026-11-22&format=json")
    answer = json.loads(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    facts = {fact["label"]: fact["value"] for fact in answer["blocks"][0]["items"]}
    assert facts["No longer in force from"] == "–"


def test_form_keeps_the_wordings_that_are_compared(client: Client) -> None:
    address = "/en/laws/kz/administrative-offences-2014/art_461/?compare=2023-06-30,2023-07-01"
    chosen = [(c.is_before, c.is_after) for c in client.get(address).context["choices"]]
    assert chosen == [(True, False), (False, True), (False, False)]
