"""PostgreSQL accepts every query, whatever was typed, and it finds what it should."""

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbase.text import search_vector_text
from legislation.search.glossary import Glossary, expand
from legislation.search.query import parse_query
from legislation.search.tsquery import configuration, to_tsquery_string

LANGUAGES = ["en", "ru", "kk", "ur"]
OPERATORS = st.text(alphabet="ab я\"'«»-–—&|!()<>:*\\%;.,@/\x00\u202e\u00ad0123 №ҚқыORdрп¹", max_size=60)
GLOSSARY = Glossary({"order": {"en": ["protective order"], "ru": ["защитное предписание"]}})


def finds(query: str, text: str, language: str) -> bool:
    parsed = expand(parse_query(query), GLOSSARY, language)
    config = configuration(language)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector(%s::regconfig, %s) @@ to_tsquery(%s::regconfig, %s)",
            [config, search_vector_text(text, language), config, to_tsquery_string(parsed, language)],
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=400), OPERATORS), as_you_type=st.booleans())
def test_postgresql_accepts_any_query(text, as_you_type):
    parsed = parse_query(text, as_you_type=as_you_type)
    with connection.cursor() as cursor:
        for language in LANGUAGES:
            config = configuration(language)
            cursor.execute(
                "SELECT to_tsquery(%s::regconfig, %s), to_tsvector(%s::regconfig, %s)",
                [config, to_tsquery_string(parsed, language), config, search_vector_text(text, language)],
            )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("en", "protective orders", "The police issue a protective order"),
        ("en", '"protective order"', "The police issue a protective order"),
        ("en", "115-1", "Article 115-1 of the Code"),
        ("en", "354A", "section 354-A"),
        ("en", "protect*", "protective"),
        ("en", "arrest OR fine", "a fine of 50 MCI"),
        ("ru", "protective order", "выносится защитное предписание"),
        ("ru", "учет потерпевшей", "учёта потерпевших"),
        ("ru", "cтaлкинг", "сталкинга"),
        ("ru", "семейно-бытовое насилие", "семейно-бытового насилия"),
        ("kk", "тұрмыстық зорлық", "тұрмыстық зорлық-зомбылықтың"),
        ("kk", "құқық қорғау органы", "құқық қорғау органдарына"),
        ("kk", '"қорғау нұсқамасы"', "Қорғау нұсқамасының мерзiмi"),
        ("kk", "халық", "халқының"),
        ("kk", "нұсқам*", "нұсқамалардың"),
        ("kk", "және", "заң және құқық"),
        ("ur", "عورت حقوق", "عورتوں کے حقوق"),
        ("ur", "تعزيرات", "تعزیراتِ پاکستان"),
    ],
)
def test_query_finds_text(language, query, text):
    assert finds(query, text, language)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("en", '"order protective"', "a protective order"),
        ("en", "order -police", "The police issue a protective order"),
        ("en", "115-1", "articles 115 and 1"),
        ("ru", "арест штраф", "штраф"),
        ("kk", '"нұсқамасы қорғау"', "қорғау нұсқамасы"),
        ("en", "-police", "court"),
        ("en", "", "court"),
    ],
)
def test_query_passes_over_text(language, query, text):
    assert not finds(query, text, language)


@pytest.mark.parametrize(
    "text", ["a & b | !c", "a <-> b:*", "'a' OR 1=1; --", "\\'a", "a:ABCD", "(((", ":*", "!!", "%s %(x)s"]
)
def test_operators_are_only_text(text):
    written = to_tsquery_string(parse_query(text), "de")
    assert all(word.isalnum() for word in re.findall("'([^']*)'", written))
    assert set(re.sub("'[^']*'", "", written)) <= set(" &|()<->")


def test_stop_words_are_left_out_beside_others():
    assert to_tsquery_string(parse_query("the court and police"), "en") == "'court' & 'police'"


def test_stop_words_alone_are_kept():
    assert to_tsquery_string(parse_query("to be"), "en") == "'to' & 'be'"


def test_kazakh_word_becomes_all_keys_of_its_forms():
    assert to_tsquery_string(parse_query("орган"), "kk") == "('орган' | 'орга')"
