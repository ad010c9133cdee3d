"""The search page: what it shows, what it links to, what it refuses."""

import csv
import io
import re
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg.errors import QueryCanceled
from pytest_django import DjangoAssertNumQueries

from legislation.search.query import LONGEST_QUERY

pytestmark = pytest.mark.django_db

ON = "&on=2026-11-21"
ARTICLE = "/laws/kz/offence-prevention-2025/art_60/"


def page(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def first_result(html: str) -> str:
    found = re.search(r'class="result">.*?<h2><a href="([^"]+)"', html, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "protective order"),
        ("ru", "защитное предписание"),
        ("kk", "қорғау нұсқамасы"),
        ("ur", "حفاظتی حکم"),
    ],
)
def test_article_60_comes_first_in_every_language(client: Client, language: str, words: str) -> None:
    html = page(client, f"q={quote(words)}{ON}", language)
    assert first_result(html).startswith(f"/{language}{ARTICLE}")
    assert "<mark>" in html


def test_day_stays_in_the_links(client: Client) -> None:
    html = page(client, "q=protective+order&on=2025-06-01")
    assert first_result(html) == "/en/laws/kz/domestic-violence-2009/art_20/?on=2025-06-01"


def test_facets_are_links_with_counts(client: Client) -> None:
    html = page(client, f"q=police{ON}")
    assert "jurisdiction=KZ" in html
    assert 'aria-current="true"' in html  # in force is what is shown unless something else is chosen


def test_title_does_not_hold_the_words(client: Client) -> None:
    html = page(client, f"q=stalking{ON}")
    assert "stalking" not in html[: html.index("</title>")].lower()


def test_correction_is_said(client: Client) -> None:
    html = page(client, f"q=protectve+ordr{ON}")
    assert "protectve ordr" in html
    assert "protective order" in html


def test_nothing_found_says_what_was_tried_and_what_to_do(client: Client) -> None:
    html = page(client, f"q=zzzzqqqq{ON}")
    assert "Nothing found" in html
    assert "/en/glossary/" in html
    assert "status=any" in html


def test_box_alone_when_nothing_was_asked(client: Client) -> None:
    assert 'name="q"' in page(client, "")


def test_marks_are_elements_and_the_text_is_escaped(client: Client) -> None:
    html = page(client, f"q={quote('<script>alert(1)</script> order')}{ON}")
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "query",
    [
        "q=protective+order",
        "q=protectve+ordr",
        "q=art.+115-1+CC",
        "q=stalking+art.+115-1+CC",
        "q=art.+9999+quokka",
        "q=teacher+report+child+abuse+deadline",
        "q=zzzzqqqq",
        "q=police&jurisdiction=KZ&topic=domestic-violence&norm=duty&status=any",
    ],
)
def test_at_most_eight_queries(
    client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(client, query + ON)
    with django_assert_max_num_queries(8):
        page(client, query + ON)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"q=police&kind=edict{ON}", 400),
        (f"q=police&status=in-force&status=any{ON}", 400),
        (f"q=police&language=xx{ON}", 400),
        ("q=police&on=2024-13-45", 400),
        ("q=police&on=0001-01-01", 400),
        ("q=police&on=9999-01-01", 400),
        (f"q={'x' * 10_000}", 400),
        (f"q=police&format=exe{ON}", 400),
        (f"format=csv{ON}", 400),
        (f"q=police&page=999999{ON}", 404),
        (f"q=police&page=99999999999999999999{ON}", 404),
        (f"q=police&page=0{ON}", 404),
        (f"q=police&page=-1{ON}", 404),
        (f"q=police&page=x{ON}", 404),
        (f"q=police&page=٢{ON}", 404),
        (f"q=a%00b{ON}", 200),
        (f"q=the{ON}", 200),
        (f"q=%27%3B+DROP+TABLE+law%3B+--{ON}", 200),
        (f"q=a+%26+%7C+%21+%28{ON}", 200),
        (f"q=%E2%80%8F%E2%80%AEorder{ON}", 200),
        (f"q=%FF%FE{ON}", 200),
    ],
)
def test_bad_input_is_answered_clearly(client: Client, query: str, status: int) -> None:
    assert client.get(f"/ru/search/?{query}").status_code == status


def test_slow_search_says_so(client: Client) -> None:
    error = OperationalError("canceling statement due to statement timeout")
    error.__cause__ = QueryCanceled()
    with patch("legislation.views.search.answer", side_effect=error):
        response = client.get("/en/search/?q=police")
    assert response.status_code == 503
    assert "took too long" in response.content.decode()


def test_file_holds_all_results(client: Client) -> None:
    html = page(client, f"q=police{ON}")
    total = int(re.search(r'role="status">(\d+) provision', html)[1])  # type: ignore[index]
    response = client.get(f"/en/search/?q=police&format=csv{ON}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    assert total > 20
    assert len(rows) > total


@pytest.mark.parametrize("code", ["pdf", "xlsx", "json", "md"])
def test_every_format_can_be_taken_away(client: Client, code: str) -> None:
    response = client.get(f"/en/search/?q=stalking&format={code}{ON}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_suggestions_are_a_list_of_links(client: Client) -> None:
    html = client.get("/en/search/suggest/?q=protec").content.decode()
    assert html.count("<li>") == html.count("<a href=") > 0


def test_suggestions_refuse_nothing(client: Client) -> None:
    for typed in ("", "%00", "x" * 10_000, "%FF", "'", '"'):
        assert client.get(f"/en/search/suggest/?q={quote(typed, safe='%')}").status_code == 200


def test_box_takes_no_more_than_a_search_may_have(client: Client) -> None:
    assert f'maxlength="{LONGEST_QUERY}"' in page(client, "")


def test_search_stays_in_no_cache(client: Client) -> None:
    assert "no-store" in client.get("/en/search/?q=stalking").headers["Cache-Control"]
