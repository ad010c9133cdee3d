"""Whatever keyboard, copy or alphabet a word came from, search sees one spelling of it."""

import doctest
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kbase.text import (
    is_stop_word,
    normalise,
    normalise_with_offsets,
    query_keys,
    raw_words,
    search_vector_text,
    stems,
    words,
)

MODULES = ["text", "lookalikes", "phrases", "highlighting", "stemming.kazakh", "stemming.urdu"]
LANGUAGES = ["en", "ru", "kk", "ur", "de"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ВЗЫСКАНИЕ", "взыскание"),
        ("учёт и учет", "учет и учет"),
        ("а\u0301рест", "арест"),
        ("насилие\u00ad\u200b", "насилие"),
        ("\u202eзакон\u202c\ufeff", "закон"),
        ("за\x00кон\x07", "закон"),
        ("закон\u00a0о\u2009правах\t\n", "закон о правах"),
        ("cтaтья", "статья"),
        ("тiзiм", "тізім"),
        ("тıзıм", "тізім"),
        ("əлеуметтік", "әлеуметтік"),
        ("Зaңдapы", "заңдары"),
        ("стр. № 5", "стр. 5"),
        ("115\u00b9 и 73\u2011\u0031", "115-1 и 73-1"),
        ("полиция\ud800", "полиция"),
        ("ﬁne ＡＢ", "fine ab"),
        ("résumé naïve", "resume naive"),
        ("pоlice", "police"),
    ],
)
def test_variants_become_one_spelling(text, plain):
    assert normalise(text, "ru") == plain


@pytest.mark.parametrize(
    "variants",
    [
        "کی كي کى",
        "دفعہ دفعه دفعة",
        "ہے ھے",
        "تعزیراتِ تعزیرات تعـزیرات",
        "مجموعۂ مجموعہ",
        "آئین ائین آیین",
        "مؤثر موثر",
        "۵۰۹ ٥٠٩ 509",
        "حکم\u200c حکم",
    ],
)
def test_urdu_variants_become_one_spelling(variants):
    assert len(set(normalise(variants, "ur").split())) == 1


def test_cyrillic_i_and_latin_i_of_different_words_are_kept_apart():
    assert normalise("in іс", "kk") == "in іс"


@given(st.text(), st.sampled_from(LANGUAGES))
@example("ÒФ", "en")
def test_normalising_twice_changes_nothing(text, language):
    once = normalise(text, language)
    assert normalise(once, language) == once


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_becomes_plain_words(text, language):
    for word in words(text, language):
        assert word.replace("-", "").isalnum()
        assert len(word) <= 64
    search_vector_text(text, language).encode()
    assert len(stems(text, language)) == len(words(text, language))


@given(st.text())
def test_words_stand_where_their_spans_say(text):
    spans = raw_words(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.text())
def test_offsets_point_into_the_text(text):
    plain, offsets = normalise_with_offsets(text, "ru")
    assert len(plain) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ст. 115-1", ["ст", "115-1"]),
        ("509-A and 509A", ["509a", "and", "509a"]),
        ("2009-2010", ["2009", "2010"]),
        ("2025-06-01", ["2025", "06", "01"]),
        ("зорлық-зомбылық", ["зорлық", "зомбылық"]),
        ("women's_rights", ["women", "s", "rights"]),
    ],
)
def test_words_are_cut_where_a_reader_cuts_them(text, expected):
    assert words(text, "en") == expected


def test_number_with_a_hyphen_is_one_lexeme():
    assert search_vector_text("Article 115-1", "en") == "article 115n1"


def test_kazakh_and_urdu_vectors_hold_keys():
    assert search_vector_text("Нұсқамалардың", "kk") == search_vector_text("нұсқама", "kk")
    assert search_vector_text("عورتوں", "ur") == search_vector_text("عورت", "ur")


def test_foreign_words_and_numbers_are_not_stemmed_as_kazakh():
    assert search_vector_text("Class 115-1", "kk") == "class 115n1"
    assert query_keys("class", "kk") == ("class",)


def test_english_and_russian_vectors_hold_words_for_postgresql_to_stem():
    assert search_vector_text("Защитные Предписания", "ru") == "защитные предписания"


def test_russian_stems_latin_words_as_english_like_postgresql():
    assert stems("orders предписаниями", "ru") == ["order", "предписан"]


def test_stop_words_depend_on_the_language():
    assert is_stop_word("the", "en")
    assert is_stop_word("the", "ru")
    assert not is_stop_word("және", "ru")
    assert is_stop_word("және", "kk")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name):
    result = doctest.testmod(import_module(f"kbase.{name}"))
    assert result.attempted
    assert not result.failed
