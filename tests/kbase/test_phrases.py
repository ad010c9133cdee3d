"""Known phrases are found in any form, the longest first."""

from kbase.phrases import PhraseIndex, PhraseMatch
from kbase.text import words

INDEX = PhraseIndex(
    [
        ("en", "violence", "violence"),
        ("en", "domestic violence", "domestic"),
        ("kk", "қорғау нұсқамасы", "order"),
        ("ru", "арест (уголовное наказание)", "arrest"),
        ("en", "fine", "fine"),
        ("en", "fines", "penalty"),
    ]
)


def test_longest_phrase_wins():
    assert INDEX.find(["domestic", "violence"]) == [PhraseMatch(0, 2, ("domestic",))]


def test_inflected_phrase_is_found():
    assert INDEX.find(words("қорғау нұсқамаларын беру", "kk")) == [PhraseMatch(0, 2, ("order",))]


def test_note_in_brackets_is_not_part_of_the_phrase():
    assert INDEX.find(["ареста"]) == [PhraseMatch(0, 1, ("arrest",))]


def test_one_phrase_may_mean_several_things():
    assert INDEX.find(["fines"]) == [PhraseMatch(0, 1, ("fine", "penalty"))]


def test_nothing_known_is_nothing_found():
    assert INDEX.find(["order", "of", "court"]) == []
    assert PhraseIndex([]).find(["order"]) == []
