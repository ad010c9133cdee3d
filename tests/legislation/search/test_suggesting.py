"""Suggestions: citations, terms of the glossary, laws and headings."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from legislation.search.suggesting import Suggestion, suggestions
from legislation.search.vocabulary import vocabulary

pytestmark = pytest.mark.django_db


def suggest(typed: str, language: str = "en") -> list[Suggestion]:
    return suggestions(typed, vocabulary(), language=language, on=dt.date(2026, 11, 21), suffix="")


def labels(typed: str, language: str = "en") -> list[str]:
    return [str(item.label) for item in suggest(typed, language)]


def test_beginning_of_a_term_is_completed() -> None:
    assert "protective order" in labels("protec")


def test_unfinished_word_after_a_finished_one() -> None:
    assert "protective order" in labels("protective o")


def test_heading_leads_to_its_provision() -> None:
    assert "/en/laws/kz/offence-prevention-2025/art_60/" in [item.url for item in suggest("protective ord")]


def test_law_is_suggested_by_its_name() -> None:
    assert "/en/laws/kz/criminal-code-2014/" in [item.url for item in suggest("criminal co")]


def test_citation_is_suggested_first() -> None:
    assert suggest("art. 115-1")[0].url == "/en/laws/kz/criminal-code-2014/art_115-1/"


def test_terms_of_the_readers_language_come_first() -> None:
    assert suggest("защ", "ru")[0].label.lang == "ru"  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "__", "zzzzqqqq", '"', "-"])
def test_too_little_suggests_nothing(typed: str) -> None:
    assert suggest(typed) == []


def test_suggestions_are_few_and_need_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    vocabulary()
    with django_assert_max_num_queries(5):
        assert len(suggest("pro")) <= 8
