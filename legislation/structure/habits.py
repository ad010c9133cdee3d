"""How a document writes its structure: what must be known of the whole before its lines can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legislation.structure.languages import language_of
from legislation.structure.numbering import Marker, Rank, bare_number, looks_like_heading
from legislation.structure.tree import Kind, Line

_CONTENTS = re.compile(
    r"(?:table of )?contents|содержание|оглавление|мазмұны|arrangement of sections|فہرست", re.IGNORECASE
)
_OPENS_TEXT = re.compile(r"[.۔]\s?[—–-]|^.{0,150}\.\s*\(1\)")
ENOUGH_BARE = 3
LONGEST_UNSURE = 150  # characters; a longer line that begins with 'Section 5 The' is a sentence


@dataclass(frozen=True, slots=True)
class Habits:
    """What the lines of a document have in common.

    Args:
        numbered_sections: '3. Heading' is a section and not a paragraph.
        bare_sections: so is '3 Heading', without a full stop.
        has_basic: there are articles or sections, so a number before the first belongs to a preamble.
    """

    language: str
    has_articles: bool
    has_basic: bool
    numbered_sections: bool
    bare_sections: bool
    sections_below_chapters: bool
    parts_below_chapters: bool


def habits_of(lines: Sequence[Line], markers: Sequence[Marker | None]) -> Habits:
    """Work out how a document writes its structure."""
    language = language_of("\n".join(line.text for line in lines[:2000]))
    words = [found for found in markers if found and found.by_word]
    has_articles = any(found.kind is Kind.ARTICLE for found in words)
    has_sections = any(found.rank is Rank.BASIC for found in words)
    numbers = language in ("en", "ur") and not has_articles and not has_sections
    numbered = numbers and _has_numbered_sections(lines, markers)
    bare = numbers and not numbered and _has_bare_sections(lines)
    return Habits(
        language=language,
        has_articles=has_articles,
        has_basic=has_articles or has_sections or numbered or bare,
        numbered_sections=numbered,
        bare_sections=bare,
        sections_below_chapters=_first(words, "chapter") < _first(words, "section"),
        parts_below_chapters=_first(words, "chapter") < _first(words, "part"),
    )


def settled_rank(found: Marker, habits: Habits) -> tuple[Rank, Kind]:
    """Return the rank and kind of a marker in a document with these habits."""
    if found.rank is Rank.PARAGRAPH and habits.numbered_sections and "." not in found.number:
        return Rank.BASIC, Kind.SECTION
    if found.rank is Rank.BASIC and found.kind is Kind.SECTION and habits.has_articles:
        return (Rank.SUBCHAPTER if habits.sections_below_chapters else Rank.SECTION), Kind.SECTION
    if found.rank is Rank.SUBCHAPTER and not habits.has_basic:
        return Rank.BASIC, Kind.SECTION  # laws whose units are §§
    if found.rank is Rank.PART and habits.parts_below_chapters:
        return Rank.SUBCHAPTER, Kind.PART
    return found.rank, found.kind


def believed(found: Marker | None, line: Line) -> Marker | None:
    """Return a marker if the line's layout bears out one that is not sure of itself."""
    if found is None or found.sure or looks_like_heading(line):
        return found
    is_short = len(line.text) <= LONGEST_UNSURE and not line.text.rstrip().endswith((".", ";", ",", ":"))
    return found if is_short else None


def contents_lines(lines: Sequence[Line], markers: Sequence[Marker | None]) -> range:
    """Return which lines are a table of contents: from its title to where its first entry comes again."""
    for title, line in enumerate(lines):
        if not _CONTENTS.fullmatch(line.text.strip(" .:")):
            continue
        entries = [i for i in range(title + 1, len(lines)) if markers[i]]
        if not entries:
            break
        first = markers[entries[0]]
        for again in entries[1:]:
            other = markers[again]
            if first and other and (other.rank, other.number) == (first.rank, first.number):
                return range(title, again)
    return range(0)


def _has_numbered_sections(lines: Sequence[Line], markers: Sequence[Marker | None]) -> bool:
    following = [*markers[1:], None]
    return any(
        found and found.rank is Rank.PARAGRAPH and _opens_section(line, found, after)
        for line, found, after in zip(lines, markers, following, strict=True)
    )


def _opens_section(line: Line, found: Marker, after: Marker | None) -> bool:
    rest = line.text[found.end :]
    has_subsection = rest.startswith("(1)") or (after is not None and after.rank is Rank.BRACKETED)
    return has_subsection or looks_like_heading(line) or bool(_OPENS_TEXT.search(rest))


def _has_bare_sections(lines: Sequence[Line]) -> bool:
    found = [bare_number(line.text) for line in lines if len(line.text) <= LONGEST_UNSURE]
    return sum(1 for one in found if one) >= ENOUGH_BARE


def _first(words: Sequence[Marker], kind: str) -> int:
    return next((i for i, found in enumerate(words) if found.kind.value == kind), len(words))
