"""Words that no text has are replaced by the nearest that one has."""

from collections.abc import Callable

import pytest

from legislation.search.answer import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("protectve ordr", "protective order"),
        ("stalkng", "stalking"),
        ("domestik violense", "domestic violence"),
        ("защтное предписание", "защитное предписание"),
        ("қорғау нұсқамасыы", "қорғау нұсқамасы"),
    ],
)
def test_misspelt_words_are_corrected_and_said_so(ask: Ask, typed: str, meant: str) -> None:
    found = ask(typed)
    assert found.corrected == meant
    assert found.found.total


def test_known_words_are_left_alone(ask: Ask) -> None:
    assert ask("protective order").corrected is None


def test_words_of_the_glossary_are_known(ask: Ask) -> None:
    assert ask("КоАП").corrected is None


def test_nothing_near_is_not_guessed(ask: Ask) -> None:
    assert ask("zzzzqqqq").corrected is None


def test_nearest_words_are_offered_where_none_is_near_enough(ask: Ask) -> None:
    found = ask("protekshn")
    assert found.corrected is not None or found.nearest
