"""Instruments as data: what a definition must hold, its hash, and what answers come to. Pure.

A definition is JSON (cases/reference/instruments/*.json tells the format by example). Its canonical text
is what is kept and hashed, so that an assessment names the exact wording it was made with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (YES, NO, UNKNOWN)
NOT_ASSESSED = "unknown"
LEVELS = (NOT_ASSESSED, "standard", "medium", "high", "immediate")
LANGUAGES = ("en", "ru", "kk", "ur")
NOTE = "note"


class InvalidInstrumentError(ValueError):
    """A definition that can't be used; the message says where and what is accepted."""


@dataclass(frozen=True, slots=True)
class Result:
    """What answers come to: a suggestion, never a decision."""

    score: int
    level: str
    unanswered: int


def canonical(definition: Mapping[str, Any]) -> str:
    """Return the text of a definition that is kept.

    >>> canonical({"b": 1, "a": "ә"})
    '{"a":"ә","b":1}'
    """
    return json.dumps(definition, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def rank(level: str) -> int:
    """Return the place of a danger among the others.

    >>> rank("high") > rank("standard")
    True
    """
    return LEVELS.index(level)


def lowers(level: str, *, computed: str, current: str) -> bool:
    """Whether a judgement is lower than what the score suggests or what the case stands at.

    >>> lowers("medium", computed="high", current="unknown")
    True
    >>> lowers("high", computed="high", current="medium")
    False
    """
    return rank(level) < max(rank(computed), rank(current))


def questions_of(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the questions of all boxes, in order."""
    return [question for box in definition["boxes"] for question in box["questions"]]


def assess(definition: Mapping[str, Any], answers: Mapping[str, str]) -> Result:
    """Add up the answers.

    Where no question that bears on danger was answered, nothing is suggested.
    """
    weighing = [each for each in questions_of(definition) if each.get("weight") or each.get("at_least")]
    given = [each for each in weighing if answers.get(each["key"]) in (YES, NO)]
    if not given:
        return Result(0, NOT_ASSESSED, len(weighing))
    yes = [each for each in given if answers[each["key"]] == YES]
    score = sum(each.get("weight", 0) for each in yes)
    by_score = [step["level"] for step in definition["levels"] if step.get("from", score + 1) <= score]
    floors = [each["at_least"] for each in yes if each.get("at_least")]
    level = max([LEVELS[1], *by_score, *floors], key=rank)
    return Result(score, level, len(weighing) - len(given))


def days_until_again(definition: Mapping[str, Any], level: str) -> int:
    """Return after how many days danger of a level is looked at again."""
    return next(int(step["again_days"]) for step in definition["levels"] if step["level"] == level)


def check(definition: Mapping[str, Any]) -> None:
    """Refuse a definition that lacks what the law of evidence, the licence or the page needs.

    Raises:
        InvalidInstrumentError: saying what is missing and where.
    """
    for name in ("title", "provenance", "licence"):
        _check_words(definition.get(name), name)
    if not isinstance(definition.get("is_validated"), bool):
        raise InvalidInstrumentError("is_validated: say true or false.")
    if [step.get("level") for step in definition.get("levels", [])] != list(LEVELS[1:]):
        raise InvalidInstrumentError(f"levels: give exactly {', '.join(LEVELS[1:])}, in this order.")
    for step in definition["levels"]:
        if not isinstance(step.get("again_days"), int) or step["again_days"] < 1:
            raise InvalidInstrumentError(f"levels: {step['level']} needs again_days, at least 1.")
    for box in definition.get("boxes", []):
        _check_words(box.get("title"), f"box {box.get('key')}")
    seen: set[str] = set()
    for question in questions_of(definition):
        key = question.get("key", "")
        if not key or key in seen or key == NOTE:
            raise InvalidInstrumentError(f"'{key}': each question needs a key of its own.")
        seen.add(key)
        _check_words(question.get("text"), f"question {key}")
        if question.get("at_least", LEVELS[1]) not in LEVELS[1:] or question.get("weight", 0) < 0:
            raise InvalidInstrumentError(f"question {key}: at_least is a level, weight is 0 or more.")


def _check_words(words: Any, where: str) -> None:
    if not isinstance(words, dict) or any(not str(words.get(code, "")).strip() for code in LANGUAGES):
        raise InvalidInstrumentError(f"{where}: give it in {', '.join(LANGUAGES)}.")
