"""Read Markdown line by line: numbers of lists are numbers of the law here, and stay as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from legislation.structure.tree import Line

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*$")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])|(?<![\w_])(_{1,3})(?=\S)(.+?)(?<=\S)\3(?![\w_])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
_QUOTE = re.compile(r"(?:>\s?)+")
_WHOLLY_BOLD = re.compile(r"\s*(?:\*\*|__)(?!\s).+(?:\*\*|__)\s*$")


def looks_like_markdown(text: str) -> bool:
    """Whether a pasted text has headings of Markdown.

    >>> looks_like_markdown("## Chapter 1"), looks_like_markdown("Chapter #1")
    (True, False)
    """
    return re.search(r"(?m)^#{1,6}\s+\S", text) is not None


def markdown_lines(lines: Iterable[str]) -> Iterator[Line]:
    """Give lines without the marks of headings, quotations and emphasis.

    >>> list(markdown_lines(["## Chapter 2", "", "**1\\\\.** Words"]))[1]
    Line(number=3, text='1. Words', heading=0, bold=False, gap=True)
    """
    gap = False
    for number, line in enumerate(lines, start=1):
        text = _QUOTE.sub("", line) if line.startswith(">") else line
        found = _HEADING.fullmatch(text)
        level = len(found["marks"]) if found else 0
        text = found["text"] if found else text
        bold = bool(_WHOLLY_BOLD.match(text))
        plain = _ESCAPE.sub(r"\1", _without_emphasis(text)).strip()
        if plain:
            yield Line(number, plain, heading=level, bold=bold, gap=gap)
        gap = not plain


def _without_emphasis(text: str) -> str:
    while (shorter := _EMPHASIS.sub(lambda found: found[2] or found[4], text)) != text:
        text = shorter
    return text
