"""Find the lines that a law quotes: 'add article 5-1: «Статья 5-1. …»' makes no article of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legislation.structure.tree import Line

_OPENING, _CLOSING = re.compile("[«“„]"), re.compile("[»”]")
FARTHEST = 400  # lines within which a quotation must close, else a mark was forgotten and nothing is quoted


@dataclass(slots=True)
class _Quotation:
    first: int
    depth: int


def quoted_lines(lines: Sequence[Line]) -> set[int]:
    """Return the indexes of lines inside quotations of several lines, the one that opens it apart.

    >>> text = ["1) add:", "«Article 5. New", "1. Words.»;", "2) repeal"]
    >>> sorted(quoted_lines([Line(n, one) for n, one in enumerate(text, 1)]))
    [1, 2]
    """
    quoted: set[int] = set()
    open_: _Quotation | None = None
    for index, line in enumerate(lines):
        depth = len(_OPENING.findall(line.text)) - len(_CLOSING.findall(line.text))
        if open_ is None:
            if depth > 0:
                starts = index if _OPENING.match(line.text) else index + 1
                open_ = _Quotation(starts, depth)
            continue
        open_.depth += depth
        if open_.depth <= 0:
            quoted.update(range(open_.first, index + 1))
            open_ = None
        elif index - open_.first > FARTHEST:
            open_ = None
    return quoted
