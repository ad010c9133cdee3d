"""Checks of single values; each reports what was given and what is accepted."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from legislation.loading.problems import Place, shown

Check = Callable[[object, Place], None]

LANGUAGES = ("en", "ru", "kk", "ur")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
EARLIEST, LATEST = dt.date(1800, 1, 1), dt.date(2199, 12, 31)
LISTED_AT_MOST = 12
SMALL = 32_767
MONEY = 10**12


def closest(word: str, words: Collection[str], cutoff: float = 0.75) -> str | None:
    """Return the word that was most likely meant.

    >>> closest("victm", ["police", "victim"]), closest("wizard", ["police", "victim"])
    ('victim', None)
    """
    return next(iter(difflib.get_close_matches(word, words, 1, cutoff)), None)


def text(limit: int | None = None) -> Check:
    """Text that isn't empty, of at most `limit` characters."""

    def check(value: object, place: Place) -> None:
        if not isinstance(value, str):
            hint = " (put it in quotes)" if isinstance(value, int | float | bool | dt.date) else ""
            place.say(f"expected text, got {shown(value)}{hint}")
        elif not value.strip():
            place.say("is empty: give a text, or leave the key out where it isn't known")
        elif CONTROL.search(value):
            place.say("holds a control character, which no text may")
        elif limit and len(value) > limit:
            place.say(f"has {len(value)} characters; at most {limit} are accepted")

    return check


def matching(pattern: re.Pattern[str], expected: str, limit: int) -> Check:
    """Text of a certain form."""
    is_text = text(limit)

    def check(value: object, place: Place) -> None:
        before = len(place.problems)
        is_text(value, place)
        if len(place.problems) == before and not pattern.fullmatch(str(value)):
            place.say(f"expected {expected}, got {shown(value)}")

    return check


def slug(limit: int) -> Check:
    """A name for addresses: small Latin letters, digits and single hyphens."""
    return matching(SLUG, "small Latin letters, digits and single hyphens", limit)


def url(value: object, place: Place) -> None:
    """A web address."""
    if not isinstance(value, str):
        place.say(f"expected a web address, got {shown(value)}")
        return
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc or re.search(r"\s", value):
        place.say(f"expected an address that begins with http:// or https://, got {shown(value)}")
    elif len(value) > 500:
        place.say(f"has {len(value)} characters; at most 500 are accepted")


def date(value: object, place: Place) -> None:
    """A day that exists."""
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        place.say(f"expected a day that exists, as YYYY-MM-DD, got {shown(value)}")
    elif not EARLIEST <= value <= LATEST:
        place.say(f"expected a day from {EARLIEST} to {LATEST}, got {value}")


def date_or(word: str) -> Check:
    """A day, or one word in its place."""

    def check(value: object, place: Place) -> None:
        if isinstance(value, str) and value != word:
            place.say(f"expected a day that exists, as YYYY-MM-DD, or '{word}', got {shown(value)}")
        elif value != word:
            date(value, place)

    return check


def integer(least: int, most: int) -> Check:
    """A whole number between two others, both included."""

    def check(value: object, place: Place) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            place.say(f"expected a whole number from {least} to {most}, got {shown(value)}")

    return check


def amount(value: object, place: Place) -> None:
    """A number that isn't negative, with at most two decimals."""
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
    if not 0 <= number < MONEY or round(number, 2) != number:
        place.say(f"expected a number from 0 with at most two decimals, got {shown(value)}")


def true(value: object, place: Place) -> None:
    """The word true; a fact that doesn't hold is left out."""
    if value is not True:
        place.say(f"expected true (or leave it out), got {shown(value)}")


def one_of(words: Collection[str], what: str, listed_in: str = "") -> Check:
    """A code out of a list."""

    def check(value: object, place: Place) -> None:
        if isinstance(value, str) and value in words:
            return
        near = closest(value, words) if isinstance(value, str) else None
        hint = f"; did you mean '{near}'?" if near else ""
        if len(words) <= LISTED_AT_MOST:
            place.say(f"{shown(value)} is no {what}; accepted: {', '.join(words)}{hint}")
        else:
            place.say(f"{shown(value)} is no {what}; those are listed in {listed_in}{hint}")

    return check


def mapping(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A mapping with known keys."""
    checks = {**required, **(optional or {})}

    def check(value: object, place: Place) -> None:
        if not isinstance(value, dict):
            place.say(
                f"expected a mapping with {', '.join(required) or ', '.join(checks)}, got {shown(value)}"
            )
            return
        for key in required:
            if key not in value:
                place.at(key).say("is missing")
        for key, entry in value.items():
            if key in checks:
                checks[key](entry, place.at(key))
            else:
                near = closest(str(key), list(checks))
                hint = f"; did you mean '{near}'?" if near else f"; accepted: {', '.join(checks)}"
                place.at(str(key)).say(f"is an unknown key{hint}")

    return check


def sequence(entry: Check, *, unique: bool = False, at_least: int = 1) -> Check:
    """A list; `unique`: no entry twice."""

    def check(value: object, place: Place) -> None:
        if not isinstance(value, list):
            place.say(f"expected a list, got {shown(value)}")
            return
        if len(value) < at_least:
            place.say("is empty: give at least one entry, or leave the key out")
        for number, item in enumerate(value):
            entry(item, place.at(number))
            if unique and item in value[:number]:
                place.at(number).say(f"{shown(item)} is given twice")

    return check


def texts(limit: int | None = None) -> Check:
    """Text by language, English at least."""
    return mapping({"en": text(limit)}, {language: text(limit) for language in LANGUAGES[1:]})


def lists_by_language(value: object, place: Place) -> None:
    """Lists of texts by language, English at least, of the same length in each."""
    entry = sequence(text())
    mapping({"en": entry}, dict.fromkeys(LANGUAGES[1:], entry))(value, place)
    if isinstance(value, dict):
        lengths = {language: len(items) for language, items in value.items() if isinstance(items, list)}
        for language, length in lengths.items():
            if length != lengths.get("en", length):
                place.at(language).say(f"has {length} entries, English has {lengths['en']}")
