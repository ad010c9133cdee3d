"""The tree of a law: parents told from eIds, made where they aren't listed, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SEPARATOR = "__"
EID = re.compile(r"[a-z]+(_[A-Za-z0-9]+(-[A-Za-z0-9]+)*)+(__[a-z]+(_[A-Za-z0-9]+(-[A-Za-z0-9]+)*)+)*")
KINDS = {
    "part": "part",
    "chp": "chapter",
    "sec": "section",
    "art": "article",
    "para": "paragraph",
    "point": "point",
}


@dataclass(slots=True)
class Node:
    """A provision's place; `record` is None where it isn't listed and only its parts are."""

    eid: str
    record: Mapping[str, Any] | None
    index: int | None
    depth: int = 0
    position: int = 0
    children: list[Node] = field(default_factory=list)


def parent_eid(eid: str) -> str | None:
    """Return the eId one level up.

    >>> parent_eid("art_60__para_2__point_1"), parent_eid("art_60")
    ('art_60__para_2', None)
    """
    return eid.rpartition(SEPARATOR)[0] or None


def kind_of(eid: str) -> str | None:
    """Return the kind that the last step of an eId names, if it names one.

    >>> kind_of("art_51__para_3"), kind_of("bill_1")
    ('paragraph', None)
    """
    return KINDS.get(eid.rpartition(SEPARATOR)[2].partition("_")[0])


def number_of(eid: str, parent: str | None) -> str:
    """Return the number of a provision that isn't listed, as the listed ones are written.

    >>> number_of("art_51__para_3", "51"), number_of("art_16", None)
    ('51(3)', '16')
    """
    own = eid.rpartition(SEPARATOR)[2].partition("_")[2]
    return f"{parent}({own})" if parent else own


def nodes(provisions: Sequence[Mapping[str, Any]]) -> list[Node]:
    """Return every provision and its missing ancestors, parents first, in document order.

    A part that is listed away from its parent is moved to it; a missing parent stands where its first
    part stands.

    >>> [node.eid for node in nodes([{"eid": "art_2__para_1"}, {"eid": "art_1"}, {"eid": "art_2__para_2"}])]
    ['art_2', 'art_2__para_1', 'art_2__para_2', 'art_1']
    """
    found: dict[str, Node] = {}
    top: list[Node] = []

    def place(eid: str) -> Node:
        if eid not in found:
            found[eid] = Node(eid, None, None)
            above = parent_eid(eid)
            (place(above).children if above else top).append(found[eid])
        return found[eid]

    for index, record in enumerate(provisions):
        node = place(record["eid"])
        node.record, node.index = record, index
    ordered: list[Node] = []
    _walk(top, 0, ordered)
    return ordered


def _walk(level: list[Node], depth: int, ordered: list[Node]) -> None:
    for node in level:
        node.depth, node.position = depth, len(ordered)
        ordered.append(node)
        _walk(node.children, depth + 1, ordered)
