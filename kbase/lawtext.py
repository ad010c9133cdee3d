"""Layout of official text: each line with its number apart, as a printed code hangs it in the margin."""

import re
from dataclasses import dataclass

# '1.', '12-1.', '3)', '(a)', '(iv)', 'а)', '1.2.' at the start of a line; never a bare year or a word.
NUMBER = re.compile(
    r"^\s*(?P<number>\(?\d{1,3}(?:[-.]\d{1,3})*[.)]|\([0-9A-Za-zА-Яа-яӘәІіҢңҒғҮүҰұҚқӨөҺһ]{1,4}\)|[a-zа-яәіңғүұқөһ]\))\s+"
)
POINT = re.compile(r"[)]$")


@dataclass(frozen=True, slots=True)
class LawLine:
    """One paragraph: its number as printed (may be empty), depth (0 part, 1 point) and words."""

    number: str
    text: str
    depth: int


def law_lines(text: str) -> list[LawLine]:
    """Split text at line ends and take the printed number off each line.

    >>> law_lines("1. A fine is paid")
    [LawLine(number='1.', text='A fine is paid', depth=0)]
    >>> law_lines("2) within a month")
    [LawLine(number='2)', text='within a month', depth=1)]
    """
    return [_line(line) for line in text.splitlines() if line.strip()]


def _line(line: str) -> LawLine:
    found = NUMBER.match(line)
    if not found:
        return LawLine("", line.strip(), 0)
    number = found["number"]
    return LawLine(number, line[found.end() :].strip(), 1 if POINT.search(number) else 0)
