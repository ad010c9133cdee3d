"""Pages of one programme, organisation, indicator; targets, collaboration, help."""

from __future__ import annotations

import re

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.exports.formats import FORMATS
from programs.models import HelpPlace, Indicator, Observation, Organisation, Programme
from programs.models.protection import PROTECTION

pytestmark = pytest.mark.django_db

PAGES = [
    "programmes/kz-business-roadmap-2025",
    "organisations/damu-fund",
    "indicators/women-parliament-kz",
    "indicators/ggi-score-pk",
    "targets",
    "collaboration",
    "help",
]


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_page_reads_in_every_language(client: Client, page: str, language: str) -> None:
    assert "<h1>" in body(client, f"/{language}/{page}/")


@pytest.mark.parametrize("page", PAGES)
def test_page_needs_few_queries(
    client: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        client.get(f"/en/{page}/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", FORMATS)
def test_every_page_leaves_in_every_format(client: Client, page: str, code: str) -> None:
    response = client.get(f"/en/{page}/?format={code}")
    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) > 200  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES)
def test_unknown_format_answers_400(client: Client, page: str) -> None:
    body(client, f"/en/{page}/?format=exe", 400)


@pytest.mark.parametrize("page", PAGES)
def test_page_has_nothing_inline_and_sets_no_cookie(client: Client, page: str) -> None:
    response = client.get(f"/en/{page}/")
    text = response.content.decode()
    assert "style=" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert not response.cookies


@pytest.mark.parametrize("directory", ["programmes", "organisations", "indicators"])
def test_unknown_record_answers_404_with_words(client: Client, directory: str) -> None:
    assert "There is no page at this address." in body(client, f"/en/{directory}/nothing/", 404)


def test_every_record_has_a_page_in_few_queries(client: Client) -> None:
    for record in [*Programme.objects.all(), *Organisation.objects.all(), *Indicator.objects.all()]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(record.get_absolute_url()).status_code == 200, record
        assert len(queries) <= 15, record


def test_programme_shows_lead_partners_terms_figures_and_sources(client: Client) -> None:
    page = body(client, "/en/programmes/kz-business-roadmap-2025/")
    for words in (
        "Damu",
        "Baiterek",
        "20,000,000 tenge",
        "28%, half subsidised",
        "24 December 2019",
        "VTB Kazakhstan",
    ):
        assert words in page, words


def test_programme_names_its_legal_basis_and_links_to_it(client: Client) -> None:
    page = body(client, "/en/programmes/kz-quota-parliament-30/")
    assert "/en/laws/kz/elections-1995/art_89__para_4/" in page


def test_status_of_the_source_stands_beside_the_code(client: Client) -> None:
    page = body(client, "/en/programmes/kz-academy-women-entrepreneurs/")
    assert "Not established" in page
    assert "unknown in 2026" in page


def test_old_figure_says_so(client: Client) -> None:
    assert "more than two years old" in body(client, "/en/programmes/kz-bastau-business/")


def test_words_that_are_not_in_the_page_language_say_which_they_are_in(client: Client) -> None:
    Programme.objects.filter(slug="kz-academy-women-entrepreneurs").update(status_words="on the wane")
    assert '<span lang="en" dir="ltr">on the wane</span>' in body(
        client, "/ur/programmes/kz-academy-women-entrepreneurs/"
    )


def test_indicator_shows_chart_table_target_and_projection(client: Client) -> None:
    page = body(client, "/en/indicators/women-parliament-kz/")
    assert 'role="img"' in page
    assert "30% by 2030" in page
    assert "11.1 percentage points" in page
    assert "least squares" in page
    assert page.split('id="observations"')[1].count("<tr") == 24


def test_disagreeing_sources_are_both_shown(client: Client) -> None:
    page = body(client, "/en/indicators/ggi-rank-pk/")
    assert "145 of 146" in page
    assert "146 of 146" in page
    assert "is-disputed" in page
    assert "Sources disagree" in page


def test_rank_is_not_projected(client: Client) -> None:
    page = body(client, "/en/indicators/ggi-rank-kz/")
    assert "chart-outlook" not in page


def test_countries_are_compared_in_one_chart(client: Client) -> None:
    page = body(client, "/en/indicators/ggi-rank-kz/")
    assert "Compared with other places" in page
    assert re.search(r'<polyline[^>]*class="chart-line series-2"', page)


def test_four_subindices_stand_side_by_side(client: Client) -> None:
    page = body(client, "/en/indicators/ggi-score-kz/")
    assert page.split("chart-grid-4")[1].count("<figure") == 4


def test_indicator_without_observations_has_a_page(client: Client) -> None:
    with pgtrigger.ignore(*PROTECTION):
        Observation.objects.filter(indicator__slug="women-judges-kz").delete()
    assert "Not measured" in body(client, "/en/indicators/women-judges-kz/")
    body(client, "/en/targets/")


def test_targets_stand_by_sector_and_say_what_is_not_measured(client: Client) -> None:
    page = body(client, "/en/targets/")
    for words in ("Executive power", "Representative power", "Courts", "State sector", "Quasi-state sector"):
        assert words in page
    assert "No series here measures this sector on its own." in page
    assert page.count('class="target-card"') == 11


def test_targets_link_the_quota_law(client: Client) -> None:
    page = body(client, "/en/targets/").split('id="quotas"')[1]
    assert "/en/laws/kz/elections-1995/art_89__para_4/" in page
    assert "together they make up at least 30 per cent" in page


def test_collaboration_shows_areas_kinds_of_event_and_leads(client: Client) -> None:
    page = body(client, "/en/collaboration/")
    assert page.count('class="area"') == 5
    assert sum(len(section.rows) for section in client.get("/en/collaboration/").context["sections"]) == 32
    assert "Proposals, not records" in page
    assert "/en/organisations/kz-national-commission-women/" in page


def test_help_by_place_includes_the_country_of_a_part(client: Client) -> None:
    page = body(client, "/en/help/?place=PK-PB")
    assert "1043" in page
    assert "FOSPAH" in page
    assert "Contact centre 111" not in page


def test_help_says_when_a_report_is_old(client: Client) -> None:
    card = body(client, "/en/help/").split('id="pk-pb-line-1043"')[1].split("</article>")[0]
    assert "April 2017" in card
    assert "years ago and may have changed" in card


def test_help_says_what_is_not_established(client: Client) -> None:
    card = body(client, "/en/help/").split('id="pk-pb-line-1043"')[1].split("</article>")[0]
    assert "Not established: Hours" in card


def test_help_has_a_neutral_title(client: Client) -> None:
    assert "<title>Contacts · Qorgau</title>" in body(client, "/en/help/")


def test_unknown_place_of_help_answers_400_with_what_is_accepted(client: Client) -> None:
    assert "KZ, PK" in body(client, "/en/help/?place=MARS", 400)


def test_no_help_at_all_says_what_to_do(client: Client) -> None:
    HelpPlace.objects.all().delete()
    assert "No place of help with a public source" in body(client, "/en/help/")


def test_csv_of_an_indicator_has_a_row_for_each_observation_with_its_source(client: Client) -> None:
    answer = client.get("/en/indicators/women-judges-kz/?format=csv")
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()  # type: ignore[arg-type]
    seen = Observation.objects.published().filter(indicator__slug="women-judges-kz")
    assert len(text.splitlines()) == seen.count() + 1
    assert all(each.source_url in text for each in seen)


def test_occupations_opened_in_2021_are_a_series_with_its_source(client: Client) -> None:
    page = body(client, "/en/indicators/occupations-opened-kz/")
    assert "229 occupations, 12 October 2021" in page
    assert "https://iwraw-ap.org/kazakhstan-women-employment-ban" in page


def test_one_figure_draws_no_line(client: Client) -> None:
    page = body(client, "/en/indicators/occupations-opened-kz/")
    assert "There is one figure so far" in page
    assert 'role="img"' not in page


def test_gap_of_years_is_said_in_words(client: Client) -> None:
    page = body(client, "/en/indicators/women-parliament-kz/")
    assert "Where the line is thin" in page
    assert "Nothing between 2017 and 2024." in page


@pytest.mark.parametrize(("slug", "level"), [("women-judges-kz", "medium"), ("ggi-rank-pk", "low")])
def test_figure_says_how_sure_it_is(client: Client, slug: str, level: str) -> None:
    with pgtrigger.ignore(*PROTECTION):
        Observation.objects.filter(indicator__slug="ggi-rank-pk", period="2025").delete()
    assert f"confidence-{level}" in body(client, f"/en/indicators/{slug}/")
