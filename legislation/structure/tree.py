"""What a proposal of a law's structure is: lines, pieces of lines, nodes, and what fitted nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Levels of a law's tree; a note belongs to the words of what it stands in, an annex is a part."""

    ANNEX = "annex"
    PART = "part"
    SECTION = "section"
    CHAPTER = "chapter"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    POINT = "point"
    NOTE = "note"


class Role(StrEnum):
    """What a piece of a line is to its node: 'Article 60.', 'Protective order', or the words of the law."""

    MARK = "mark"
    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of a document, with what its layout says of it.

    Args:
        number: its place in the document, counted from 1; empty lines count but aren't given.
        heading: level of heading by its style, 0 for none.
        gap: empty lines stand before it.
    """

    number: int
    text: str
    heading: int = 0
    bold: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A line, or a part of one that begins `at` a character of it."""

    line: int
    at: int
    text: str
    role: Role = Role.TEXT

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the document; no two pieces share it."""
        return self.line, self.at


@dataclass(frozen=True, slots=True)
class Remark:
    """Something an editor should look at: a code and what it is about."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """A proposed provision. `key` stays the same through corrections; eId and warnings are worked out."""

    key: int
    kind: Kind
    number: str
    heading: str
    pieces: tuple[Piece, ...]
    children: tuple[Node, ...] = ()
    eid: str = ""
    warnings: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The words of the law in this node itself, one line for each line of the document."""
        return joined(piece for piece in self.pieces if piece.role is Role.TEXT)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the node and everything in it."""
        numbers = [piece.line for node in self.walk() for piece in node.pieces]
        return (min(numbers), max(numbers)) if numbers else (0, 0)

    @property
    def start(self) -> tuple[int, int]:
        """Where the node's own words begin."""
        return min((piece.place for piece in self.pieces), default=(0, 0))

    def walk(self) -> Iterator[Node]:
        """Give the node and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tree and the pieces that are in none of its nodes."""

    nodes: tuple[Node, ...]
    unparsed: tuple[Piece, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Give every node, in order."""
        for node in self.nodes:
            yield from node.walk()

    def pieces(self) -> list[Piece]:
        """Give every piece of the document, in its order, wherever it is now."""
        in_tree = [piece for node in self.walk() for piece in node.pieces]
        return sorted([*in_tree, *self.unparsed])

    def find(self, key: int) -> Node | None:
        """Return the node with a key."""
        return next((node for node in self.walk() if node.key == key), None)


def joined(pieces: Iterable[Piece]) -> str:
    """Join pieces into text: those of one line side by side, lines under one another.

    >>> joined([Piece(1, 0, "If "), Piece(1, 3, "so"), Piece(2, 0, "then")])
    'If so\\nthen'
    """
    lines: dict[int, str] = {}
    for piece in sorted(pieces):
        lines[piece.line] = lines.get(piece.line, "") + piece.text
    return "\n".join(filter(None, (text.strip() for text in lines.values())))


def mapped(nodes: Sequence[Node], change: Callable[[Node], Node]) -> tuple[Node, ...]:
    """Return the trees with every node changed, children first."""
    return tuple(change(replace(node, children=mapped(node.children, change))) for node in nodes)


def to_dict(proposal: Proposal) -> dict[str, Any]:
    """Write a proposal as what JSON can hold; eIds and warnings are left out, as they are worked out."""
    return {
        "nodes": [_node_to_dict(node) for node in proposal.nodes],
        "unparsed": [_piece_to_list(piece) for piece in proposal.unparsed],
    }


def from_dict(data: Mapping[str, Any]) -> Proposal:
    """Read what `to_dict` wrote."""
    return Proposal(
        tuple(_node_from_dict(node) for node in data["nodes"]),
        tuple(_piece_from_list(piece) for piece in data["unparsed"]),
    )


def _piece_to_list(piece: Piece) -> list[Any]:
    return [piece.line, piece.at, piece.text, piece.role.value]


def _piece_from_list(values: Sequence[Any]) -> Piece:
    return Piece(values[0], values[1], values[2], Role(values[3]))


def _node_to_dict(node: Node) -> dict[str, Any]:
    return {
        "key": node.key,
        "kind": node.kind.value,
        "number": node.number,
        "heading": node.heading,
        "pieces": [_piece_to_list(piece) for piece in node.pieces],
        "children": [_node_to_dict(child) for child in node.children],
    }


def _node_from_dict(data: Mapping[str, Any]) -> Node:
    return Node(
        key=data["key"],
        kind=Kind(data["kind"]),
        number=data["number"],
        heading=data["heading"],
        pieces=tuple(_piece_from_list(piece) for piece in data["pieces"]),
        children=tuple(_node_from_dict(child) for child in data["children"]),
    )
