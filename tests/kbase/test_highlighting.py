"""A passage shows why a text was found: whole words, the matches marked, nothing else changed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.highlighting import ELLIPSIS, highlight

LONG = (
    "Some words before it. " * 40
    + "The police issue a protective order for 30 days."
    + " And words after." * 40
)


def marked(text: str, terms: list[str], language: str, **options: int) -> list[str]:
    return [segment.text for segment in highlight(text, terms, language, **options) if segment.marked]


@pytest.mark.parametrize(
    ("language", "text", "term", "expected"),
    [
        ("en", "Protective orders last 30 days", "order", ["orders"]),
        ("ru", "срок защитного предписания", "предписание", ["предписания"]),
        ("ru", "профилактический учёт", "учет", ["учёт"]),
        ("kk", "қорғау нұсқамасының мерзiмi", "нұсқама", ["нұсқамасының"]),
        ("kk", "мерзiмi 30 тәулік", "мерзім", ["мерзiмi"]),
        ("ur", "عورتوں کے حقوق", "عورت", ["عورتوں"]),
        ("ur", "تعزیراتِ پاکستان", "تعزیرات", ["تعزیراتِ"]),
        ("ru", "статья 115-1 Кодекса", "115-1", ["115-1"]),
        ("en", "the court of the city", "the", []),
        ("en", "violent violence", "viol*", ["violent violence"]),
        ("en", "an order, a protective order", "protective order", ["protective order"]),
        ("kk", "зорлық-зомбылық құрбаны", "зорлық-зомбылықтан", ["зорлық-зомбылық"]),
    ],
)
def test_words_are_marked_by_stem(language, text, term, expected):
    assert marked(text, [term], language) == expected


def test_neighbouring_marks_become_one():
    assert marked("a protective order", ["protective", "order"], "en") == ["protective order"]


def test_passage_is_where_the_most_terms_are():
    passage = highlight(LONG, ["protective", "order", "words"], "en", width=80)
    assert "protective order" in "".join(segment.text for segment in passage)


def test_ellipses_say_where_text_was_left_out():
    passage = highlight(LONG, ["police"], "en", width=60)
    assert passage[0].text == f"{ELLIPSIS} "
    assert passage[-1].text == f" {ELLIPSIS}"


def test_whole_text_has_no_ellipsis():
    assert "".join(segment.text for segment in highlight("A short text.", ["short"], "en")) == "A short text."


def test_without_a_match_the_beginning_is_shown():
    passage = highlight(LONG, ["nothing"], "en", width=30)
    assert [segment.marked for segment in passage] == [False, False]
    assert passage[0].text == "Some words before it. Some"


def test_empty_text_has_no_passage():
    assert highlight("  ", ["x"], "en") == []


def test_markup_is_left_as_text():
    assert "".join(segment.text for segment in highlight("<b>order</b>", ["order"], "en")) == "<b>order</b>"


@given(st.text(max_size=400), st.lists(st.text(max_size=10), max_size=4), st.integers(1, 80))
def test_passage_is_an_unchanged_stretch_in_whole_words(text, terms, width):
    passage = [segment.text for segment in highlight(text, terms, "ru", width=width)]
    shown = "".join(part for part in passage if part not in (f"{ELLIPSIS} ", f" {ELLIPSIS}"))
    if ELLIPSIS not in text:
        assert shown in text
        assert set(shown.split()) <= set(text.split())


def test_a_long_text_takes_milliseconds():
    begun = time.process_time()
    highlight(LONG * 200, ["police", "order"], "en")
    assert time.process_time() - begun < 0.5
