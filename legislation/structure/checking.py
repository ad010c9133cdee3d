"""What an editor should look at in a proposed tree: duplicates, gaps, empty articles, foreign words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, pairwise

from legislation.structure.eids import with_eids
from legislation.structure.languages import language_of
from legislation.structure.numbers import ordinals
from legislation.structure.tree import Kind, Node, Proposal, Remark, mapped

LONGEST_LINE = 4000  # characters; a longer one is likely several paragraphs run together
_BASIC = frozenset({Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT, Kind.SECTION})
_OUTER = frozenset({Kind.ANNEX, Kind.PART, Kind.SECTION, Kind.CHAPTER, Kind.ARTICLE})
_INNER = frozenset({Kind.PARAGRAPH, Kind.POINT})


def reviewed(proposal: Proposal) -> Proposal:
    """Return a proposal with its eIds and warnings worked out anew."""
    named = Proposal(with_eids(proposal.nodes), proposal.unparsed)
    remarks: dict[int, list[Remark]] = defaultdict(list)
    _duplicates(named, remarks)
    _sequences(named, remarks)
    _contents(named, remarks)
    nodes = mapped(named.nodes, lambda node: replace(node, warnings=tuple(remarks.get(node.key, ()))))
    return Proposal(nodes, named.unparsed)


def duplicated(proposal: Proposal) -> list[str]:
    """Return the eIds that more than one node has."""
    counts = Counter(node.eid for node in proposal.walk())
    return [eid for eid, count in counts.items() if count > 1]


def _duplicates(proposal: Proposal, remarks: dict[int, list[Remark]]) -> None:
    twice = set(duplicated(proposal))
    for node in proposal.walk():
        if node.eid in twice:
            remarks[node.key].append(Remark("duplicate", {"number": node.number}))


def _sequences(proposal: Proposal, remarks: dict[int, list[Remark]]) -> None:
    runs: dict[str, list[Node]] = defaultdict(list)
    for node in proposal.walk():
        if node.kind not in (Kind.NOTE, Kind.ANNEX):
            runs[node.eid.rpartition("_")[0]].append(node)
    for run in runs.values():
        counted = zip(run, ordinals([node.number for node in run]), strict=True)
        _sequence([(node, value) for node, value in counted if value is not None], remarks)


def _sequence(run: list[tuple[Node, tuple[int, ...]]], remarks: dict[int, list[Remark]]) -> None:
    if run and run[0][0].kind in _INNER and run[0][1][0] > 1:
        remarks[run[0][0].key].append(Remark("starts-late", {"number": run[0][0].number}))
    for (before, last), (node, this) in pairwise(run):
        values = {"number": node.number, "after": before.number}
        if this < last:
            remarks[node.key].append(Remark("order", values))
        elif _leaves_out(last, this):
            remarks[node.key].append(Remark("gap", values))


def _leaves_out(last: tuple[int, ...], this: tuple[int, ...]) -> bool:
    """Whether numbers are missing between two: 60 and 62, or 115-1 and 115-3."""
    if this[0] != last[0]:
        return this[0] > last[0] + 1
    return len(last) == len(this) == 2 and this[1] > last[1] + 1


def _contents(proposal: Proposal, remarks: dict[int, list[Remark]]) -> None:
    beginnings = (f"{node.heading} {node.text[:200]}" for node in proposal.walk())
    main = language_of("\n".join(islice(beginnings, 30)))
    for node in proposal.walk():
        found = remarks[node.key]
        if not node.number.strip():
            found.append(Remark("no-number"))
        if node.kind in _BASIC and not node.children and not node.text:
            found.append(Remark("empty"))
        if node.kind in _INNER and any(child.kind in _OUTER for child in node.children):
            found.append(Remark("odd-place"))
        found += _lines(node)
        own = language_of(f"{node.heading}\n{node.text}")
        if own and own != main:
            found.append(Remark("language", {"language": own, "main": main}))


def _lines(node: Node) -> Iterable[Remark]:
    for piece in node.pieces:
        if len(piece.text) > LONGEST_LINE:
            yield Remark("long-line", {"line": piece.line, "characters": len(piece.text)})
