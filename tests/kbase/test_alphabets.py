"""Alphabetical order in each interface language."""

import pytest

from kbase.alphabets import initial, sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Apple", "banana", "Cherry"]),
        ("ru", ["Ель", "ёлка", "Жук"]),
        ("kk", ["ана", "әке", "қала", "ұл", "үй", "яхта"]),
        ("ur", ["آگ", "اب", "بچہ", "پانی", "تشدد", "ٹوپی", "ڈاکٹر", "گھر", "یاد"]),
    ],
)
def test_words_follow_the_alphabet(language: str, ordered: list[str]) -> None:
    shuffled = sorted(ordered, key=len)
    assert sorted(shuffled, key=lambda word: sort_key(word, language)) == ordered


def test_digits_come_before_letters_and_other_scripts_after() -> None:
    words = ["Law", "Закон", "15"]
    assert sorted(words, key=lambda word: sort_key(word, "ru")) == ["15", "Закон", "Law"]


def test_punctuation_does_not_count() -> None:
    assert sort_key("«Закон»", "ru") == sort_key("закон", "ru")


def test_text_without_letters_has_no_initial() -> None:
    assert initial("—", "en") == ""
