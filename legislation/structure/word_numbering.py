"""Work out the numbers that Word prints but doesn't store: '1.', 'а)', 'Article 5.' of automatic lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_PLACES = re.compile(r"%(\d)")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """The lists of a document, counting as its paragraphs are read in order."""

    def __init__(self, element: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        for abstract in _children(element, "w:abstractNum"):
            levels = {int(one.get(qn("w:ilvl"), 0)): _level(one) for one in _children(abstract, "w:lvl")}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for one in _children(element, "w:num"):
            starts = {
                int(over.get(qn("w:ilvl"), 0)): int(_value(over, "w:startOverride", "1"))
                for over in _children(one, "w:lvlOverride")
                if over.find(qn("w:startOverride")) is not None
            }
            self._lists[one.get(qn("w:numId"))] = (_value(one, "w:abstractNumId", ""), starts)

    def label(self, list_id: str, place: int) -> str:
        """Count one paragraph on and return what is printed before it; '' for a bullet or no list."""
        abstract, starts = self._lists.get(list_id, ("", {}))
        levels = self._levels.get(abstract, {})
        level = levels.get(place)
        if level is None or level.format in ("none", "bullet"):
            return ""
        counts = self._counts[abstract]
        if place in starts and (list_id, place) not in self._begun:
            counts.pop(place, None)
            level = _Level(level.format, level.text, starts[place])
        self._begun.add((list_id, place))
        counts[place] = counts[place] + 1 if place in counts else level.start
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]

        def printed(found: re.Match[str]) -> str:
            here = int(found[1]) - 1
            shown = levels.get(here, level)
            return formatted(counts.get(here, shown.start), shown.format)

        return _PLACES.sub(printed, level.text)


def formatted(number: int, style: str) -> str:
    """Write a number in one of Word's styles.

    >>> formatted(4, "lowerRoman"), formatted(2, "russianLower"), formatted(27, "lowerLetter")
    ('iv', 'б', 'aa')
    """
    match style:
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman if style == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" | "russianUpper" | "russianLower":
            alphabet = _RUSSIAN if style.startswith("russian") else _ENGLISH
            letter = alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)
            return letter.upper() if style.endswith(("Upper", "upperLetter")) else letter
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _level(element: Any) -> _Level:
    start = _value(element, "w:start", "1")
    return _Level(
        _value(element, "w:numFmt", "decimal"),
        _value(element, "w:lvlText", ""),
        int(start) if start.isdigit() else 1,
    )


def _children(element: Any | None, tag: str) -> Iterator[Any]:
    return iter(()) if element is None else element.iterchildren(qn(tag))


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return default if found is None else found.get(qn("w:val"), default)
