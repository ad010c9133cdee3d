"""The site search also finds programmes, organisations and indicators."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from kbase import searchables

pytestmark = pytest.mark.django_db


def titles(words: str) -> list[str]:
    return [found.title.text for found in searchables.found(words)]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Academy for Women Entrepreneurs", "kz-academy-women-entrepreneurs"),
        ("acadmy women entrepreneurs", "kz-academy-women-entrepreneurs"),
        ("Академия женщин-предпринимателей", "kz-academy-women-entrepreneurs"),
        ("Кәсіпкер әйелдер академиясы", "kz-academy-women-entrepreneurs"),
        ("کاروباری خواتین", "kz-academy-women-entrepreneurs"),
        ("Damu Fund", "damu-fund"),
        ("gender pay gap", "gender-pay-gap-kz"),
        ("akademy women enterpreneurs", "kz-academy-women-entrepreneurs"),
        ("Damo fund", "damu-fund"),
        ("mazhylis", "women-mazhilis-kz"),
        ("касипкер айелдер академиясы", "kz-academy-women-entrepreneurs"),
        ("خواتين كاروباري", "kz-academy-women-entrepreneurs"),
        ("jobs closed to women", "kz-profession-restrictions-lifted"),
        ("послы", "women-ambassadors-abroad-kz"),
    ],
)
def test_names_are_found_in_every_language_and_misspelt(words: str, slug: str) -> None:
    assert any(found.url.endswith(f"/{slug}/") for found in searchables.found(words)), titles(words)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("policy dialogue", "/en/collaboration/#policy-development"),
        ("knowledge exchange", "/en/collaboration/#knowledge-exchange"),
        ("contact centre 111", "/en/help/#kz-line-111"),
        ("телефон доверия", "/en/help/#kz-line-111"),
        ("ہیلپ لائن", "/en/help/#pk-pb-line-1043"),
    ],
)
def test_areas_kinds_of_event_and_places_of_help_are_found_where_they_stand(words: str, address: str) -> None:
    assert address in {found.url for found in searchables.found(words, limit=30)}, titles(words)


def test_what_has_no_such_name_is_found_by_what_is_told_of_it() -> None:
    assert "Academy for Women Entrepreneurs (AWE) Kazakhstan" in titles("DreamBuilder")


def test_name_is_shown_in_the_language_of_the_page() -> None:
    with override("ru"):
        assert "Академия женщин-предпринимателей" in titles("Academy for Women Entrepreneurs")


@pytest.mark.parametrize("words", ["", "   ", "zzzzqqqq", "%%%", "___", "'; DROP TABLE x; --", "\\", "\0"])
def test_what_names_nothing_finds_nothing(words: str) -> None:
    assert titles(words) == []


def test_one_query_whatever_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        searchables.found("women")


def test_never_more_than_the_limit() -> None:
    assert len(searchables.found("women", limit=4)) == 4


def test_search_page_shows_them_beside_the_law(client: Client) -> None:
    page = client.get("/en/search/?q=women+entrepreneurs").content.decode()
    assert "Also on this site" in page
    assert "/en/programmes/kz-academy-women-entrepreneurs/" in page
