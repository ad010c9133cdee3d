"""Facets count what choosing them finds."""

from collections.abc import Callable

import pytest

from legislation.search.answer import Answer
from legislation.search.request import FACETS, UnknownValue, accepted_values
from legislation.search.vocabulary import vocabulary

Ask = Callable[..., Answer]


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("words", ["police", "protective order", "насилие"])
def test_count_of_a_value_is_the_total_when_it_is_chosen(ask: Ask, facet: str, words: str) -> None:
    counts = ask(words).found.facets[facet]
    assert counts
    for value, number in accepted_values(vocabulary())[facet].items():
        if counts.get(number):
            assert ask(words, **{facet: value}).found.total == counts[number], value


@pytest.mark.parametrize("facet", FACETS)
def test_counts_hold_in_any_status_too(ask: Ask, facet: str) -> None:
    counts = ask("violence", status="any").found.facets[facet]
    for value, number in accepted_values(vocabulary())[facet].items():
        if counts.get(number):
            chosen = {"status": "any"} | {facet: value}
            assert ask("violence", **chosen).found.total == counts[number], value


def test_a_facet_ignores_its_own_filter_and_heeds_the_others(ask: Ask) -> None:
    free, narrowed = ask("police").found, ask("police", jurisdiction="KZ").found
    assert narrowed.facets["jurisdiction"] == free.facets["jurisdiction"]
    assert narrowed.facets["topic"] != free.facets["topic"]
    topic = accepted_values(vocabulary())["topic"]["domestic-violence"]
    both = ask("police", jurisdiction="KZ", topic="domestic-violence").found
    assert both.total == narrowed.facets["topic"][topic]


def test_two_values_of_a_facet_add_up(ask: Ask) -> None:
    one, other = (ask("police", jurisdiction=code).found.total for code in ("KZ", "PK"))
    assert ask("police", jurisdiction=["KZ", "PK"]).found.total == one + other


def test_provision_counts_once_however_many_texts_match(ask: Ask) -> None:
    found = ask("protective order").found
    assert found.total == sum(found.facets["jurisdiction"].values())
    assert len(found.matches) > found.total or found.total > 20


def test_unknown_value_names_what_is_accepted(ask: Ask) -> None:
    with pytest.raises(UnknownValue, match="act"):
        ask("police", kind="edict")
