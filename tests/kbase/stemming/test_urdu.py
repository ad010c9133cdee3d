"""Plural and oblique forms of Urdu words share a key; different words do not."""

import pytest

from kbase.text import stems


@pytest.mark.parametrize(
    "forms",
    [
        "عورت عورتیں عورتوں",
        "سزا سزائیں سزاؤں",
        "دفعہ دفعات",
        "بچہ بچے بچوں",
        "لڑکی لڑکیاں لڑکیوں",
        "لڑکا لڑکے لڑکوں",
        "قانون قانونوں",
        "جرم جرموں",
        "الزام الزامات",
        "واقعہ واقعے واقعات",
        "مقدمہ مقدمات مقدمے",
        "ادارہ ادارے اداروں",
    ],
)
def test_forms_of_a_word_share_a_key(forms):
    assert len(set(stems(forms, "ur"))) == 1


@pytest.mark.parametrize("pair", ["لڑکی لڑکا", "بچی بچہ", "قانون قائم", "حکم حاکم", "زمین زمانہ", "رات راہ"])
def test_different_words_stay_apart(pair):
    assert len(set(stems(pair, "ur"))) == 2


@pytest.mark.parametrize("word", ["میں", "کے", "سے", "ہے", "یہ"])
def test_short_words_are_left_alone(word):
    assert stems(word, "ur") == [word]
