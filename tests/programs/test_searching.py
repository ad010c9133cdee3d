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
    ],
)
def test_names_are_found_in_every_language_and_misspelt(words: str, slug: str) -> None:
    assert any(found.url.endswith(f"/{slug}/") for found in searchables.found(words)), titles(words)


def test_name_is_shown_in_the_language_of_the_page() -> None:
    with override("ru"):
        assert "Академия женщин-предпринимателей" in titles("Academy for Women Entrepreneurs")


@pytest.mark.parametrize("words", ["", "   ", "zzzzqqqq", "%%%", "___", "'; DROP TABLE x; --", "\\"])
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
