"""A query is read as its writer meant it, and nothing in it is an error but its length."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation.aliases import Aliases
from legislation.search import glossary as glossary_module
from legislation.search import query as query_module
from legislation.search import tsquery as tsquery_module
from legislation.search.query import QueryTooLong, parse_query

ALIASES = Aliases([("ru", "КоАП", "koap")])


def test_words_are_normalised():
    assert parse_query("  Учёт  ПОТЕРПЕВШИХ ").words == ("учет", "потерпевших")


@pytest.mark.parametrize(
    "quoted", ['"защитное предписание"', "«защитное предписание»", "“защитное предписание”"]
)
def test_quotes_of_any_kind_make_a_phrase(quoted):
    parsed = parse_query(f"срок {quoted}")
    assert parsed.phrases == (("защитное", "предписание"),)
    assert parsed.words == ("срок",)


def test_missing_closing_quote_is_forgiven():
    assert parse_query('"protective order').phrases == (("protective", "order"),)


@pytest.mark.parametrize("text", ["order -bill", "order \u2013bill", "-bill order"])
def test_minus_excludes_the_word_it_touches(text):
    parsed = parse_query(text)
    assert [str(term) for term in parsed.excluded] == ["bill"]
    assert parsed.words == ("order",)


def test_minus_excludes_a_phrase():
    assert [str(term) for term in parse_query('order -"draft law"').excluded] == ["draft law"]


@pytest.mark.parametrize("text", ["order - bill", "order-bill", "order --"])
def test_other_hyphens_exclude_nothing(text):
    assert parse_query(text).excluded == ()


def test_or_joins_its_neighbours():
    parsed = parse_query("арест OR штраф полиция")
    assert [len(clause.options) for clause in parsed.clauses] == [2, 1]


def test_or_at_an_end_is_left_out():
    assert [len(clause.options) for clause in parse_query("OR арест OR").clauses] == [1]


def test_compound_with_a_hyphen_stays_together():
    assert parse_query("зорлық-зомбылық").clauses[0].options[0][0].words == ("зорлық", "зомбылық")


def test_last_word_is_a_beginning_while_it_is_typed():
    assert parse_query("protective ord", as_you_type=True).prefix == "ord"


@pytest.mark.parametrize("text", ["protective order ", '"protective order"', "protective order.", "x"])
def test_finished_word_is_no_beginning(text):
    assert parse_query(text, as_you_type=True).prefix is None


def test_asterisk_makes_a_beginning_at_any_time():
    assert parse_query("предписан*").prefix == "предписан"


def test_citation_is_recognised_and_can_be_taken_out():
    parsed = parse_query("сталкинг ст. 461 КоАП", ALIASES)
    assert (parsed.citation.number, parsed.citation.laws) == ("461", ("koap",))
    assert parsed.beyond_citation().words == ("сталкинг", "коап")


def test_law_named_alone_is_recognised():
    assert parse_query("КоАП", ALIASES).laws == ("koap",)


def test_only_stop_words_is_noticed_per_language():
    assert parse_query("и не в").only_stop_words("ru")
    assert not parse_query("и не в").only_stop_words("en")
    assert not parse_query("").only_stop_words("en")


def test_exclusions_alone_ask_for_nothing():
    assert parse_query("-bill").is_empty


def test_typed_text_is_kept_fit_to_show():
    assert parse_query(" \u202eOrd\x00er\u00ad  №5 ").typed == "Order №5"


def test_400_characters_are_accepted():
    assert parse_query("слово " * 66).words[:1] == ("слово",)


def test_longer_query_is_refused_with_the_limit():
    with pytest.raises(QueryTooLong, match="up to 400 characters; this one has 10000") as refused:
        parse_query("я" * 10_000)
    assert (refused.value.limit, refused.value.length) == (400, 10_000)


@given(st.text(max_size=400), st.booleans())
def test_no_text_is_an_error(text, as_you_type):
    parsed = parse_query(text, ALIASES, as_you_type=as_you_type)
    assert "\x00" not in parsed.typed
    assert all(word for word in parsed.words)
    parsed.beyond_citation()


@pytest.mark.parametrize("module", [query_module, glossary_module, tsquery_module])
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
