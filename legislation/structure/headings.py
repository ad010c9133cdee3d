"""Divide what follows a number into heading and text: 'Sexual harassment.—(1) A man who …'."""

from __future__ import annotations

import re

from legislation.structure.numbering import NUMBER, Rank, looks_like_heading
from legislation.structure.tree import Line

_DASH = re.compile(r"^(?P<heading>.{2,300}?)[.۔:]\s?[—–-]{1,2}\s*")
_BEFORE_FIRST = re.compile(r"^(?P<heading>[^.;:]{2,150})\.\s+(?=\(1\))")
_SENTENCE_END = (".", ";", ":", ",", "۔")
_STARTS_SMALL = re.compile(rf"^[^\w]*(?:[a-zа-яәғқңөұүһі]|{NUMBER}[.)])")
LONGEST_HEADING = 300  # characters; the longest headings of Kazakhstan's codes are near 250
LONGEST_STOPPED = 100  # of a heading that ends with a full stop, as in Acts of Pakistan


def split_heading(rest: str, *, rank: Rank, following: Line | None, follows_number: bool) -> int:
    """Return where the heading at the beginning of `rest` ends; 0 when all of it is text.

    Args:
        following: the next line of running text; None where the next line is numbered or there is none.
        follows_number: whether the next line begins with a number of a lower level.

    >>> rest = "Sexual harassment.—(1) A man commits"
    >>> rest[:split_heading(rest, rank=Rank.BASIC, following=None, follows_number=False)]
    'Sexual harassment.—'
    """
    if not rest.strip():
        return 0
    if rank < Rank.BASIC:
        return len(rest)
    if found := (_DASH.match(rest) or _BEFORE_FIRST.match(rest)):
        return found.end()
    if len(rest) > LONGEST_HEADING:
        return 0
    if not rest.rstrip().endswith(_SENTENCE_END):
        return len(rest)
    stopped = rest.rstrip().endswith(".") and len(rest) <= LONGEST_STOPPED and ". " not in rest
    has_more = follows_number or (following is not None and not _STARTS_SMALL.match(following.text))
    return len(rest) if stopped and has_more and not _is_cyrillic(rest) else 0


def is_heading_line(line: Line, *, rank: Rank) -> bool:
    """Whether the line after a number that stands alone is its heading."""
    if len(line.text) > LONGEST_HEADING:
        return False
    if rank < Rank.BASIC:
        return not line.text.rstrip().endswith((";", ":", ","))
    return looks_like_heading(line) or not line.text.rstrip().endswith(_SENTENCE_END)


def continues_heading(line: Line, heading: str, *, rank: Rank) -> bool:
    """Whether a line goes on with a heading: 'GENERAL', then 'PROVISIONS'; 'Powers of the', then 'court'."""
    if len(heading) + len(line.text) > LONGEST_HEADING:
        return False
    if rank < Rank.BASIC and looks_like_heading(line) and line.text.isupper() == heading.isupper():
        return True
    # A heading that was broken across lines goes on in small letters.
    starts_small = line.text[:1].islower() and not heading.endswith(_SENTENCE_END)
    return starts_small and not line.text.rstrip().endswith(_SENTENCE_END)


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= character <= "\u052f" for character in text)
