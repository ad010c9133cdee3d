"""The exports' own words are found in the interface's language."""

from dataclasses import fields

import pytest

from legislation.exports.labels import labels_in
from legislation.exports.summary import Labels


def test_in_english_they_are_the_words_of_the_plain_data() -> None:
    assert labels_in("en") == Labels()


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_blanks_to_fill_survive_translation(language: str) -> None:
    labels = labels_in(language)
    assert labels.page.format(page=1, pages=2)
    assert "2,000" in labels.more_rows.format(shown="2,000")
    assert all(getattr(labels, field.name) for field in fields(labels))
