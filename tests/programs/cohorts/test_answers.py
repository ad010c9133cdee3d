"""Answers by kind: read in one way, refused with words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from programs.cohorts.answers import LONGEST_TEXT, meets, read_answer, shown_answer
from programs.models import CohortQuestion

TODAY = dt.date(2026, 11, 21)
OPTIONS = [{"code": "a", "words": {"en": "One", "ur": "ایک"}}]


def question(kind: str, **values: object) -> CohortQuestion:
    return CohortQuestion(kind=kind, text="?", **values)


@pytest.mark.parametrize(
    ("asked", "given", "kept"),
    [
        (question("yes-no"), "yes", "yes"),
        (question("choice", options=OPTIONS), "a", "a"),
        (question("number"), " 1 200 ", "1200"),
        (question("number"), "۱۲", "12"),
        (question("number"), "-3", "-3"),
        (question("date", date_rule="past"), "2026-11-21", "2026-11-21"),
        (question("text"), "  a bakery ", "a bakery"),
        (question("text"), "   ", ""),
    ],
)
def test_answer_is_kept_in_one_way(asked: CohortQuestion, given: str, kept: str) -> None:
    assert read_answer(asked, given, today=TODAY) == kept


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        (question("yes-no"), "maybe", "Choose one"),
        (question("choice", options=OPTIONS), "b", "Choose one"),
        (question("number"), "many", "not a whole number"),
        (question("number"), "1.5", "not a whole number"),
        (question("number"), "9" * 40, "not a whole number"),
        (question("number", least=18), "17", "smallest number accepted is 18"),
        (question("number", most=99), "100", "largest number accepted is 99"),
        (question("date"), "31.05.1990", "is not a day"),
        (question("date"), "2023-02-29", "is not a day"),
        (question("date", date_rule="past"), "2026-11-22", "22 November 2026 is in the future"),
        (question("date", date_rule="future"), "2026-11-20", "is in the past"),
        (question("date"), "0001-01-01", "too long ago"),
        (question("text"), "x" * (LONGEST_TEXT + 1), "at most 1,000"),
    ],
)
def test_bad_answer_is_refused_with_words(asked: CohortQuestion, given: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_answer(asked, given, today=TODAY)


def test_answer_is_shown_in_words() -> None:
    assert str(shown_answer(question("choice", options=OPTIONS), "a")) == "One"
    assert shown_answer(question("date"), "1990-05-31") == "31 May 1990"
    assert shown_answer(question("yes-no"), "no") == "No"


def test_answer_is_judged_only_where_something_was_wanted() -> None:
    assert meets(question("yes-no", wanted="yes"), "yes") is True
    assert meets(question("yes-no", wanted="yes"), "no") is False
    assert meets(question("yes-no"), "no") is None
