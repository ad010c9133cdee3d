"""What an editor does to a proposed tree; every operation is pure, returns a new tree and loses no line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legislation.structure.grafting import (
    ImpossibleCorrection,
    changed,
    checked,
    found,
    inserted,
    path_to,
    previous,
    replaced,
    siblings,
    standing_before,
    taken,
)
from legislation.structure.numbering import Rank, marker
from legislation.structure.tree import Kind, Node, Piece, Proposal, Role

LONGEST_NUMBER, LONGEST_HEADING = 60, 500  # characters, as the database has them
# What may stand in what, from the outside in.
_ORDER = (
    Kind.ANNEX, Kind.PART, Kind.SECTION, Kind.CHAPTER, Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT, Kind.NOTE,
)  # fmt: skip


def change_kind(tree: Proposal, key: int, *, kind: str) -> Proposal:
    """Make a node a part, chapter, article and so on."""
    if kind not in set(Kind):
        raise ImpossibleCorrection("unknown-kind", given=kind, accepted=", ".join(Kind))
    return checked(changed(tree, key, lambda node: replace(node, kind=Kind(kind))))


def change_number(tree: Proposal, key: int, *, number: str) -> Proposal:
    """Give a node another number."""
    new = " ".join(number.split())[:LONGEST_NUMBER]
    return checked(changed(tree, key, lambda node: replace(node, number=new)))


def change_heading(tree: Proposal, key: int, *, heading: str) -> Proposal:
    """Give a node another heading; the line that it came from stays with the node."""
    new = " ".join(heading.split())[:LONGEST_HEADING]
    return checked(changed(tree, key, lambda node: replace(node, heading=new)))


def promote(tree: Proposal, key: int) -> Proposal:
    """Put a node one level further out, right after what it stood in."""
    path = path_to(tree, key)
    if len(path) < 2:
        raise ImpossibleCorrection("at-top", number=path[-1].number)
    without, node = taken(tree, key)
    return inserted(without, node, beside=path[-2].key)


def demote(tree: Proposal, key: int) -> Proposal:
    """Put a node into the one before it, as its last."""
    before = previous(tree, key)
    without, node = taken(tree, key)
    return inserted(without, node, into=before.key)


def move_up(tree: Proposal, key: int) -> Proposal:
    """Put a node before the one that it follows, on the same level."""
    without, node = taken(tree, previous(tree, key).key)
    return inserted(without, node, beside=key)


def move_down(tree: Proposal, key: int) -> Proposal:
    """Put a node after the one that follows it, on the same level."""
    path = path_to(tree, key)
    level = siblings(tree, path)
    place = [one.key for one in level].index(key)
    if place + 1 == len(level):
        raise ImpossibleCorrection("no-next", number=path[-1].number)
    return move_up(tree, level[place + 1].key)


def move(tree: Proposal, key: int, *, after: int | None = None, into: int | None = None) -> Proposal:
    """Put a node right after another, or into another as its last; with neither, first of all."""
    target = after if after is not None else into
    node = found(tree, key)
    if target is not None:
        found(tree, target)
        if any(one.key == target for one in node.walk()):
            raise ImpossibleCorrection("into-itself", number=node.number)
    without, node = taken(tree, key)
    if target is None:
        return checked(Proposal((node, *without.nodes), without.unparsed))
    return inserted(without, node, beside=after, into=into)


def merge_with_previous(tree: Proposal, key: int) -> Proposal:
    """Make all of a node's own lines text of the node before it, and what is in it part of that one.

    The first node in another is merged into that.
    """
    path = path_to(tree, key)
    level = siblings(tree, path)
    place = [one.key for one in level].index(key)
    if place == 0 and len(path) < 2:
        raise ImpossibleCorrection("no-previous", number=path[-1].number)
    target = level[place - 1] if place else path[-2]
    without, node = taken(tree, key)
    words = tuple(replace(piece, role=Role.TEXT) for piece in node.pieces)

    def merged(one: Node) -> Node:
        # Into its parent: what was in the first child stays first.
        children = (*one.children, *node.children) if place else (*node.children, *one.children)
        return replace(one, pieces=tuple(sorted((*one.pieces, *words))), children=children)

    return checked(changed(without, target.key, merged))


def split(tree: Proposal, key: int, *, line: int) -> Proposal:
    """Begin a new node of the same kind at one of a node's own lines; what stands after goes with it."""
    node = found(tree, key)
    kept = tuple(piece for piece in node.pieces if piece.line < line)
    moved = tuple(piece for piece in node.pieces if piece.line >= line)
    if not moved:
        raise ImpossibleCorrection("no-such-line", line=line)
    if not kept:
        raise ImpossibleCorrection("first-line", line=line)
    before = tuple(child for child in node.children if child.start < (line, 0))
    after = tuple(child for child in node.children if child.start >= (line, 0))
    new = _begun(tree, moved, node.kind)
    with_rest = replace(new, children=after)
    shorter = changed(tree, key, lambda one: replace(one, pieces=kept, children=before))
    return inserted(shorter, with_rest, beside=key)


def set_aside(tree: Proposal, key: int, *, with_contents: bool = False) -> Proposal:
    """Mark a node's lines as unparsed; what is in it takes its place, or goes with it."""
    node = found(tree, key)
    gone = list(node.walk()) if with_contents else [node]
    pieces = [piece for one in gone for piece in one.pieces]
    rest = () if with_contents else node.children
    nodes = replaced(tree.nodes, key, rest)
    return checked(Proposal(nodes, tuple(sorted((*tree.unparsed, *pieces)))))


def take_up_as_text(tree: Proposal, *, line: int) -> Proposal:
    """Make an unparsed line text of the node that stands before it."""
    pieces, rest = _unparsed(tree, line)
    target = standing_before(tree, pieces[0])
    words = tuple(replace(piece, role=Role.TEXT) for piece in pieces)
    there = Proposal(tree.nodes, rest)
    return checked(
        changed(there, target.key, lambda one: replace(one, pieces=tuple(sorted((*one.pieces, *words)))))
    )


def take_up_as_node(tree: Proposal, *, line: int, kind: str) -> Proposal:
    """Make an unparsed line a node of its own, where its kind belongs after what stands before it."""
    if kind not in set(Kind):
        raise ImpossibleCorrection("unknown-kind", given=kind, accepted=", ".join(Kind))
    pieces, rest = _unparsed(tree, line)
    node = _begun(tree, pieces, Kind(kind))
    there = Proposal(tree.nodes, rest)
    earlier = [one for one in tree.walk() if one.start < pieces[0].place]
    if not earlier:
        return checked(Proposal((node, *there.nodes), rest))
    path = path_to(tree, max(earlier, key=lambda one: one.start).key)
    while path and _ORDER.index(path[-1].kind) > _ORDER.index(node.kind):
        path.pop()
    if path and path[-1].kind is node.kind:
        return inserted(there, node, beside=path[-1].key)
    if path:
        return inserted(there, node, into=path[-1].key)
    top = max((one for one in tree.nodes if one.start < pieces[0].place), key=lambda one: one.start)
    return inserted(there, node, beside=top.key)


def _begun(tree: Proposal, pieces: Sequence[Piece], kind: Kind) -> Node:
    """Return a node that begins with these pieces, its number and heading read from the first."""
    first, others = _first_line(pieces)
    free = first.line * 1000 + min(first.at, 999)
    keys = {node.key for node in tree.walk()}
    key = free if free not in keys else max(keys) + 1
    mark = marker(first.text) if first.text.strip() else None
    if mark is None:
        words = tuple(replace(piece, role=Role.TEXT) for piece in pieces)
        return Node(key, kind, "", "", words)
    rest = first.text[mark.end :]
    is_heading = mark.rank < Rank.BASIC or (mark.by_word and not rest.rstrip().endswith((".", ";", ":")))
    role = Role.HEADING if is_heading else Role.TEXT
    begun = [Piece(first.line, first.at, first.text[: mark.end], Role.MARK)]
    if rest:
        begun.append(Piece(first.line, first.at + mark.end, rest, role))
    words = tuple(replace(piece, role=Role.TEXT) for piece in others)
    return Node(key, kind, mark.number, rest.strip() if is_heading else "", (*begun, *words))


def _first_line(pieces: Sequence[Piece]) -> tuple[Piece, list[Piece]]:
    """Return what there is of the first line as one piece, and the pieces of the other lines."""
    line, at = pieces[0].place
    here = [piece for piece in pieces if piece.line == line]
    return Piece(line, at, "".join(piece.text for piece in here)), [*pieces[len(here) :]]


def _unparsed(tree: Proposal, line: int) -> tuple[list[Piece], tuple[Piece, ...]]:
    there = [piece for piece in tree.unparsed if piece.line == line]
    if not there:
        raise ImpossibleCorrection("no-such-line", line=line)
    return there, tuple(piece for piece in tree.unparsed if piece.line != line)
