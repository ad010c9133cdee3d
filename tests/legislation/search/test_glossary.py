"""A term of the glossary, in any language and form, finds its forms in the language of the texts."""

import pytest

from legislation.search.glossary import Glossary, expand
from legislation.search.query import parse_query

GLOSSARY = Glossary(
    {
        "protective-order": {
            "en": ["protective order", "protection order"],
            "ru": ["защитное предписание"],
            "kk": ["қорғау нұсқамасы"],
            "ur": ["حکمِ تحفظ"],
        },
        "police": {"en": ["police"], "ru": ["полиция", "органы внутренних дел"], "kk": ["полиция"]},
        "arrest": {"en": ["arrest (criminal punishment)"], "ru": ["арест"]},
    }
)


def expanded(text: str, language: str) -> tuple[str, ...]:
    return expand(parse_query(text), GLOSSARY, language).terms


@pytest.mark.parametrize(
    "text", ["protective order", "Защитного предписания", "қорғау нұсқамасын", "حکم تحفظ"]
)
@pytest.mark.parametrize(("language", "form"), [("ru", "защитное предписание"), ("kk", "қорғау нұсқамасы")])
def test_term_in_any_language_finds_its_form_in_the_target_language(text, language, form):
    assert form in expanded(text, language)


def test_synonyms_of_the_same_language_are_found():
    assert "protection order" in expanded("protective order", "en")


def test_what_was_typed_is_still_looked_for():
    first, second, third = expand(parse_query("срок protective order"), GLOSSARY, "ru").terms[:3]
    assert (first, second, third) == ("срок", "protective", "order")


def test_words_beside_the_term_stay_conditions():
    clauses = expand(parse_query("protective order police срок"), GLOSSARY, "ru").clauses
    assert [len(clause.options) for clause in clauses] == [2, 3, 1]


def test_quoted_term_is_expanded_as_a_whole():
    assert "защитное предписание" in expanded('"protective order"', "ru")


def test_quoted_phrase_that_only_contains_a_term_is_left_alone():
    assert expanded('"new protective order"', "ru") == ("new protective order",)


def test_part_of_a_compound_is_not_a_term():
    assert "полиция" not in expanded("police-state", "ru")


def test_sides_of_an_or_are_expanded():
    assert "полиция" in expanded("court OR police", "ru")


def test_note_in_brackets_is_left_out():
    assert expanded("арест", "en") == ("арест", "arrest")


def test_exclusions_and_citation_are_kept():
    parsed = expand(parse_query("police art. 60 -bill"), GLOSSARY, "ru")
    assert parsed.citation.number == "60"
    assert [str(term) for term in parsed.excluded] == ["bill"]
