"""Answers to the questions of a cohort: read by kind, refused with words, judged by what was wanted."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised_from
from kbase.localised_formats import day_text, number_text
from programs.cohorts.choices import DateRule, QuestionKind
from programs.models import Application, CohortQuestion

YES, NO = "yes", "no"
LONGEST_TEXT = 1000
LARGEST = 1_000_000_000_000
EARLIEST = dt.date(1900, 1, 1)


def options_of(question: CohortQuestion) -> list[tuple[str, Localised]]:
    """Give the choices of a question, in the page's language."""
    if question.kind == QuestionKind.YES_NO:
        return [(YES, Localised(_("Yes"), "")), (NO, Localised(_("No"), ""))]
    return [(option["code"], localised_from(option["words"])) for option in question.options]


def read_answer(question: CohortQuestion, given: str, *, today: dt.date) -> str:
    """Read an answer and give it in the one way in which it is kept; '' for none.

    Raises:
        ValidationError: says what was given and what is accepted.
    """
    text = given.strip()
    if not text:
        return ""
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            return _choice(question, text)
        case QuestionKind.NUMBER:
            return _number(question, text)
        case QuestionKind.DATE:
            return _day(question, text, today)
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            _("This answer has %(given)s characters; at most %(most)s are accepted.")
            % {"given": number_text(len(text)), "most": number_text(LONGEST_TEXT)}
        )
    return text.replace("\x00", "")


def shown_answer(question: CohortQuestion, answer: str) -> Localised | str:
    """Give an answer in words."""
    if not answer:
        return ""
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            words = dict(options_of(question)).get(answer)
            return (words.text if words and not words.lang else words) or answer
        case QuestionKind.NUMBER:
            return number_text(int(answer))
        case QuestionKind.DATE:
            return day_text(dt.date.fromisoformat(answer))
    return answer


def meets(question: CohortQuestion, answer: str) -> bool | None:
    """Tell whether an answer meets the conditions; None where the question has none."""
    return answer == question.wanted if question.wanted else None


def unanswered(application: Application, answers: Mapping[str, str]) -> list[CohortQuestion]:
    """Give the questions that must be answered and aren't."""
    files = set(application.attachments.values_list("question_id", flat=True))
    return [
        question
        for question in application.cohort.questions.all()
        if question.is_required and not answers.get(str(question.pk)) and question.pk not in files
    ]


def _choice(question: CohortQuestion, text: str) -> str:
    codes = [code for code, _words in options_of(question)]
    if text not in codes:
        raise ValidationError(_("Choose one of the answers that are offered."))
    return text


def _number(question: CohortQuestion, text: str) -> str:
    digits = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
        if not letter.isspace()
    )
    bare = digits.removeprefix("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= len(str(LARGEST))):
        raise ValidationError(_("“%(given)s” is not a whole number.") % {"given": text[:20]})
    number = int(digits)
    if question.least is not None and number < question.least:
        raise ValidationError(_("The smallest number accepted is %(least)s.") % _named(least=question.least))
    if question.most is not None and number > question.most:
        raise ValidationError(_("The largest number accepted is %(most)s.") % _named(most=question.most))
    return str(number)


def _named(**numbers: int) -> dict[str, Any]:
    return {name: number_text(number) for name, number in numbers.items()}


def _day(question: CohortQuestion, text: str, today: dt.date) -> str:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValidationError(
            _("“%(given)s” is not a day. Write year-month-day, for example 1990-05-31.")
            % {"given": text[:20]}
        ) from None
    if question.date_rule == DateRule.PAST and day > today:
        raise ValidationError(
            _("%(day)s is in the future. Write a day that has been.") % {"day": day_text(day)}
        )
    if question.date_rule == DateRule.FUTURE and day < today:
        raise ValidationError(_("%(day)s is in the past. Write a day to come.") % {"day": day_text(day)})
    if day < EARLIEST:
        raise ValidationError(_("%(day)s is too long ago.") % {"day": day_text(day)})
    return day.isoformat()
