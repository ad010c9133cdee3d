"""What the page of a proposed tree shows: a page of its nodes, the warnings, a page of unparsed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from kbase.outline import Row, outline
from legislation.structure.tree import Node, Proposal, Role
from legislation.structure_words import kind_words, line_operations, operation_groups, remark_words

NODES_A_PAGE = 100
LINES_A_PAGE = 100
WARNINGS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the document, or what is left of it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ShownNode:
    """A node as the tree shows it."""

    key: int
    depth: int
    kind: str
    kind_words: str
    number: str
    heading: str
    eid: str
    lines: list[ShownLine]
    warnings: list[str]
    page: int

    @property
    def name(self) -> str:
        """How it is called on its controls."""
        return f"{self.kind_words} {self.number}".strip()


@dataclass(frozen=True)
class TreePage:
    """Everything the page shows of a tree."""

    nodes: Page
    rows: list[Row[ShownNode]]
    warned: list[ShownNode]
    warned_count: int
    unparsed: Page
    unparsed_count: int
    counts: list[tuple[str, int]]
    operations: list[tuple[str, list[tuple[str, str]]]]
    line_operations: list[tuple[str, str]]


def tree_page(tree: Proposal, page: str | None, lines_page: str | None) -> TreePage:
    """Gather the page; a page number that doesn't exist is the nearest one."""
    shown = [_shown(node, depth, place) for place, (node, depth) in enumerate(_with_depth(tree.nodes, 0))]
    nodes = Paginator(shown, NODES_A_PAGE).get_page(page)
    unparsed = _lines((piece.line, piece.text) for piece in sorted(tree.unparsed))
    warned = [one for one in shown if one.warnings]
    return TreePage(
        nodes=nodes,
        rows=outline(nodes.object_list, lambda one: one.depth),
        warned=warned[:WARNINGS_SHOWN],
        warned_count=len(warned),
        unparsed=Paginator(unparsed, LINES_A_PAGE).get_page(lines_page),
        unparsed_count=len(unparsed),
        counts=list(Counter(one.kind_words for one in shown).items()),
        operations=operation_groups(),
        line_operations=line_operations(),
    )


def page_of_key(tree: Proposal, key: int) -> int:
    """Return the page that a node is on, 1 if it is gone."""
    keys = [node.key for node in tree.walk()]
    return keys.index(key) // NODES_A_PAGE + 1 if key in keys else 1


def _with_depth(nodes: Iterable[Node], depth: int) -> list[tuple[Node, int]]:
    found: list[tuple[Node, int]] = []
    for node in nodes:
        found += [(node, depth), *_with_depth(node.children, depth + 1)]
    return found


def _shown(node: Node, depth: int, place: int) -> ShownNode:
    return ShownNode(
        key=node.key,
        depth=depth,
        kind=node.kind.value,
        kind_words=kind_words(node.kind),
        number=node.number,
        heading=node.heading,
        eid=node.eid,
        lines=_lines((piece.line, piece.text) for piece in node.pieces if piece.role is Role.TEXT),
        warnings=[remark_words(remark) for remark in node.warnings],
        page=place // NODES_A_PAGE + 1,
    )


def _lines(pieces: Iterable[tuple[int, str]]) -> list[ShownLine]:
    lines: dict[int, str] = {}
    for number, text in pieces:
        lines[number] = lines.get(number, "") + text
    return [ShownLine(number, text.strip()) for number, text in lines.items()]
