"""Propose the tree of a law from its lines; every line ends up in the tree or among the unparsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from legislation.structure.checking import reviewed
from legislation.structure.habits import Habits, believed, contents_lines, habits_of, settled_rank
from legislation.structure.headings import continues_heading, is_heading_line, split_heading
from legislation.structure.numbering import Marker, Rank, bare_number, is_footnote, marker, note_word
from legislation.structure.numbers import letter, ordinals, roman
from legislation.structure.quotations import quoted_lines
from legislation.structure.tree import Kind, Line, Node, Piece, Proposal, Role, joined

# In between: a note ends paragraphs, and an article ends a note.
NOTE_RANK = 55
_SIGNATURE = re.compile(r"(?:The )?President\b|Президент\b|Қазақстан Республикасының\s*Президенті|صدر\b")
LONGEST_SIGNATURE = 80


@dataclass(slots=True)
class _Open:
    """A node that is being filled."""

    rank: int
    kind: Kind
    number: str
    pieces: list[Piece] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    single_line: bool = False

    @property
    def heading(self) -> str:
        return " ".join(joined(p for p in self.pieces if p.role is Role.HEADING).split("\n"))

    @property
    def has_text(self) -> bool:
        return any(piece.role is Role.TEXT and piece.text.strip() for piece in self.pieces)


def propose(lines: Sequence[Line]) -> Proposal:
    """Propose the structure of a law.

    >>> tree = propose([Line(1, "Статья 60. Предписание"), Line(2, "1. Выносится:"), Line(3, "1) судом.")])
    >>> [node.eid for node in tree.walk()]
    ['art_60', 'art_60__para_1', 'art_60__para_1__point_1']
    """
    return _Reading(lines).proposal()


class _Reading:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if line.text.strip()]
        markers = [believed(marker(line.text), line) for line in self.lines]
        quoted = quoted_lines(self.lines)
        contents = contents_lines(self.lines, markers)
        self.skipped = set(contents)
        self.markers = [None if i in quoted or i in self.skipped else one for i, one in enumerate(markers)]
        self.quoted = quoted
        self.habits: Habits = habits_of(self.lines, self.markers)
        self.top: list[_Open] = []
        self.stack: list[_Open] = []
        self.unparsed: list[Piece] = []
        self.signing = False

    def proposal(self) -> Proposal:
        for index, line in enumerate(self.lines):
            if index in self.skipped:
                self._leave(line)
            elif index not in self.quoted and note_word(line.text) and self.stack:
                self._note(line)
            elif not self._numbered(index, line):
                self._plain(line)
        return reviewed(Proposal(tuple(_closed(node) for node in self.top), tuple(self.unparsed)))

    def _leave(self, line: Line) -> None:
        self.unparsed.append(Piece(line.number, 0, line.text))

    # Numbered lines

    def _numbered(self, index: int, line: Line) -> bool:
        found = self.markers[index]
        if found is None and self.habits.bare_sections and index not in self.quoted:
            found = believed(bare_number(line.text), line)
        if found is None:
            return False
        rank, kind = self._level(found)
        if rank >= Rank.PARAGRAPH and self._is_foreign(found, rank):
            return False
        self._open(line, 0, found, rank, kind, index)
        return True

    def _level(self, found: Marker) -> tuple[Rank, Kind]:
        rank, kind = settled_rank(found, self.habits)
        if found.rank is Rank.PARAGRAPH and self.stack and self.stack[0].kind is Kind.ANNEX:
            return found.rank, found.kind
        if rank is Rank.LETTER and self._is_roman(found.number):
            return Rank.ROMAN, kind
        if rank is Rank.BRACKETED and any(node.rank == Rank.PARAGRAPH for node in self.stack):
            return rank, Kind.POINT
        return rank, kind

    def _is_roman(self, number: str) -> bool:
        value = roman(number)
        if value is None or not number.islower():
            return False
        last = {node.rank: node.number for node in self.stack}
        if Rank.ROMAN in last:
            return value == (roman(last[Rank.ROMAN]) or 0) + 1 or len(number) > 1
        if Rank.LETTER in last and (letter(last[Rank.LETTER]) or 0) + 1 == letter(number):
            return False
        return value == 1 or len(number) > 1

    def _is_foreign(self, found: Marker, rank: Rank) -> bool:
        """Whether a number belongs to the running text: of a preamble, or of the note it stands in."""
        if not self.stack:
            return self.habits.has_basic
        if self.stack[-1].kind is not Kind.NOTE or self.stack[-1].single_line:
            return False
        level = self.stack[-2].children if len(self.stack) > 1 else self.top
        before = [node.number for node in level if node.rank == rank]
        if not before:
            return True
        last, this = ordinals([before[-1], found.number])
        return last is None or this is None or not last < this <= (last[0] + 1,)

    def _open(self, line: Line, at: int, found: Marker, rank: Rank, kind: Kind, index: int) -> None:
        self._close_to(rank)
        node = _Open(rank, kind, found.number)
        self._add(node)
        end = at + found.end
        node.pieces.append(Piece(line.number, at, line.text[at:end], Role.MARK))
        rest = line.text[end:]
        if not rest:
            return
        inner = self._inner(rest, rank)
        if rank <= Rank.BASIC and not inner:
            stop = split_heading(
                rest, rank=rank, following=self._next(index), follows_number=self._follows(index)
            )
            if stop:
                node.pieces.append(Piece(line.number, end, rest[:stop], Role.HEADING))
                end, rest = end + stop, rest[stop:]
                inner = self._inner(rest, rank)
        if inner:
            self._open(line, end, inner, *self._level(inner), index)
        elif rest:
            node.pieces.append(Piece(line.number, end, rest))

    def _inner(self, rest: str, rank: Rank) -> Marker | None:
        """Return the marker of a lower level that follows at once, as in '3. (1) (a)'."""
        if rank < Rank.BASIC or not rest.strip() or rest[0].isspace():
            return None
        found = marker(rest)
        is_lower = found and not found.by_word and self._level(found)[0] > max(rank, Rank.BASIC)
        return found if is_lower else None

    def _next(self, index: int) -> Line | None:
        is_running = index + 1 < len(self.lines) and self.markers[index + 1] is None
        return self.lines[index + 1] if is_running else None

    def _follows(self, index: int) -> bool:
        found = self.markers[index + 1] if index + 1 < len(self.lines) else None
        return found is not None and self._level(found)[0] > Rank.BASIC

    # Running text

    def _plain(self, line: Line) -> None:
        while self.stack and self.stack[-1].single_line:
            self.stack.pop()
        self.signing = self.signing or self._is_signature(line)
        if not self.stack or self.signing:
            self._leave(line)
            return
        node = self.stack[-1]
        if node.rank <= Rank.BASIC and not node.has_text and not node.children:
            if not node.heading and is_heading_line(line, rank=Rank(node.rank)):
                node.pieces.append(Piece(line.number, 0, line.text, Role.HEADING))
                return
            if node.heading and continues_heading(line, node.heading, rank=Rank(node.rank)):
                node.pieces.append(Piece(line.number, 0, line.text, Role.HEADING))
                return
        if line.heading:
            self._leave(line)  # a heading without a number is no part of the article before it
            return
        self._text_of(line).pieces.append(Piece(line.number, 0, line.text))

    def _text_of(self, line: Line) -> _Open:
        """Return the node that running text belongs to: a sentence after the last point closes the list."""
        node = self.stack[-1]
        is_sentence = line.text.lstrip("«“\"' ")[:1].isupper()
        if node.rank >= Rank.POINT and is_sentence and _ended(node):
            return next((one for one in reversed(self.stack) if one.rank < Rank.POINT), node)
        return node

    def _is_signature(self, line: Line) -> bool:
        is_short = len(line.text) <= LONGEST_SIGNATURE and not line.text.rstrip().endswith(
            (".", ";", ",", ":")
        )
        return bool(self.stack) and is_short and bool(_SIGNATURE.match(line.text))

    def _note(self, line: Line) -> None:
        self._close_to(NOTE_RANK)
        place = self.stack[-1].children if self.stack else self.top
        number = 1 + sum(1 for node in place if node.kind is Kind.NOTE)
        node = _Open(NOTE_RANK, Kind.NOTE, str(number), single_line=is_footnote(line.text))
        node.pieces.append(Piece(line.number, 0, line.text))
        self._add(node)

    def _close_to(self, rank: int) -> None:
        self.signing = False
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _add(self, node: _Open) -> None:
        (self.stack[-1].children if self.stack else self.top).append(node)
        self.stack.append(node)


def _ended(node: _Open) -> bool:
    return bool(node.pieces) and node.pieces[-1].text.rstrip().endswith((".", "۔"))


def _closed(node: _Open) -> Node:
    first = node.pieces[0]
    return Node(
        key=first.line * 1000 + min(first.at, 999),
        kind=node.kind,
        number=node.number,
        heading=node.heading.strip().rstrip("—–-").rstrip(". ") if node.rank <= Rank.BASIC else "",
        pieces=tuple(node.pieces),
        children=tuple(_closed(child) for child in node.children),
    )
