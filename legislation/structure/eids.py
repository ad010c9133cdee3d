"""Work out eIds in Akoma Ntoso's manner, as the reference data has them: art_115-1__para_2__point_1."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from legislation.structure.numbers import ordinal_word, ordinals, settled, slug
from legislation.structure.tree import Kind, Node

PREFIXES = {
    Kind.ANNEX: "annex",
    Kind.PART: "part",
    Kind.SECTION: "sec",
    Kind.CHAPTER: "chp",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.POINT: "point",
    Kind.NOTE: "note",
}
_INNER = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.NOTE})
SEPARATOR = "__"


# What counting starts again in: kinds and the kind that they stand in.
Restarts = frozenset[tuple[Kind, Kind | None]]


def with_eids(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return the trees with eIds.

    Articles, sections, chapters and parts are named by their own number where the law counts them through,
    and below what they stand in where counting starts again in each (chapter 1 of part 2). Paragraphs,
    points and whatever is in an annex are always named below what they stand in. Two of the same name keep
    it: see `checking`.
    """
    restarts = _restarts(nodes)
    return tuple(_named(node, None, place, restarts) for place, node in enumerate(nodes, start=1))


def _named(node: Node, above: Node | None, place: int, restarts: Restarts) -> Node:
    """Return a node with its eId; `above` is what it stands in, with the eId that it has got."""
    own = f"{PREFIXES[node.kind]}_{_label(node, place)}"
    eid = f"{above.eid}{SEPARATOR}{own}" if above and _is_nested(node, above, restarts) else own
    named = replace(node, eid=eid)
    children = (_named(child, named, i, restarts) for i, child in enumerate(node.children, start=1))
    return replace(named, children=tuple(children))


def _label(node: Node, place: int) -> str:
    if node.kind is not Kind.ANNEX:
        return slug(node.number) or f"nn-{place}"
    for word in re.findall(r"\w+", settled(node.number)):
        if word.isdigit() or ordinal_word(word):
            return ordinal_word(word) or word
    return str(place)


def _is_nested(node: Node, above: Node, restarts: Restarts) -> bool:
    in_annex = above.eid.startswith(PREFIXES[Kind.ANNEX])
    return node.kind in _INNER or in_annex or (node.kind, above.kind) in restarts


def _restarts(nodes: Sequence[Node]) -> Restarts:
    """Return what begins again at 1 below more than one provision; sections of chapters always do."""
    firsts: dict[tuple[Kind, Kind | None], int] = defaultdict(int)

    def look(siblings: Sequence[Node], above: Kind | None) -> None:
        for kind in {node.kind for node in siblings} - _INNER:
            numbers = [node.number for node in siblings if node.kind is kind]
            firsts[kind, above] += ordinals(numbers)[0] == (1,)
        for node in siblings:
            if node.kind is not Kind.ANNEX:
                look(node.children, node.kind)

    look(nodes, None)
    found = {pair for pair, count in firsts.items() if count > 1}
    if any(kind is Kind.ARTICLE for kind, _ in firsts):
        found.add((Kind.SECTION, Kind.CHAPTER))
    return frozenset(found)
