"""Find, take, put and change nodes of a proposed tree; what corrections are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from legislation.structure.checking import reviewed
from legislation.structure.tree import Node, Piece, Proposal

MOST_LEVELS = 12  # a law has at most 8


class ImpossibleCorrection(ValueError):
    """A correction that the tree does not allow: a code and values that a page puts into words.

    Codes: no-such-node, no-such-line, no-previous, no-next, at-top, first-line, into-itself, too-deep,
    unknown-kind; from forms: unknown-operation, nothing-given, not-a-line, no-such-eid, eid-twice.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def path_to(tree: Proposal, key: int) -> list[Node]:
    """Return the nodes from the top down to the one with the key."""

    def look(nodes: Sequence[Node]) -> list[Node]:
        for node in nodes:
            if node.key == key:
                return [node]
            if below := look(node.children):
                return [node, *below]
        return []

    path = look(tree.nodes)
    if not path:
        raise ImpossibleCorrection("no-such-node", key=key)
    return path


def found(tree: Proposal, key: int) -> Node:
    """Return the node with the key."""
    return path_to(tree, key)[-1]


def siblings(tree: Proposal, path: Sequence[Node]) -> tuple[Node, ...]:
    """Return the nodes that stand where the last of a path does, it included."""
    return path[-2].children if len(path) > 1 else tree.nodes


def previous(tree: Proposal, key: int) -> Node:
    """Return the node before, on the same level."""
    path = path_to(tree, key)
    level = siblings(tree, path)
    place = [one.key for one in level].index(key)
    if not place:
        raise ImpossibleCorrection("no-previous", number=path[-1].number)
    return level[place - 1]


def standing_before(tree: Proposal, piece: Piece) -> Node:
    """Return the node that has the words right before a piece, in the order of the document."""
    earlier = [(one.place, node) for node in tree.walk() for one in node.pieces if one.place < piece.place]
    if not earlier:
        raise ImpossibleCorrection("no-previous", number="")
    return max(earlier, key=lambda pair: pair[0])[1]


def replaced(nodes: Sequence[Node], key: int, by: Sequence[Node]) -> tuple[Node, ...]:
    """Return the trees with a node replaced by others, or by none."""
    result: list[Node] = []
    for node in nodes:
        if node.key == key:
            result += by
        elif node.children:
            result.append(replace(node, children=replaced(node.children, key, by)))
        else:
            result.append(node)
    return tuple(result)


def changed(tree: Proposal, key: int, change: Callable[[Node], Node]) -> Proposal:
    """Return the tree with one node changed."""
    return Proposal(replaced(tree.nodes, key, [change(found(tree, key))]), tree.unparsed)


def taken(tree: Proposal, key: int) -> tuple[Proposal, Node]:
    """Return the tree without a node and all in it, and the node."""
    return Proposal(replaced(tree.nodes, key, ()), tree.unparsed), found(tree, key)


def inserted(tree: Proposal, node: Node, *, beside: int | None = None, into: int | None = None) -> Proposal:
    """Return the tree with a node right after another, or as the last in another."""
    if beside is not None:
        there = changed_by(tree, beside, lambda one: [one, node])
    else:
        there = changed_by(tree, into, lambda one: [replace(one, children=(*one.children, node))])
    return checked(there)


def changed_by(tree: Proposal, key: int | None, change: Callable[[Node], list[Node]]) -> Proposal:
    """Return the tree with a node replaced by what a function makes of it."""
    if key is None:
        raise ImpossibleCorrection("no-such-node", key="")
    return Proposal(replaced(tree.nodes, key, change(found(tree, key))), tree.unparsed)


def checked(tree: Proposal) -> Proposal:
    """Return the tree with eIds and warnings anew; refuse one that is deeper than any law."""
    if _depth(tree.nodes) > MOST_LEVELS:
        raise ImpossibleCorrection("too-deep", limit=MOST_LEVELS)
    return reviewed(tree)


def _depth(nodes: Sequence[Node]) -> int:
    return max((1 + _depth(node.children) for node in nodes), default=0)
