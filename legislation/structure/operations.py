"""Corrections by the names that forms use, each with what it needs to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from legislation.structure import corrections
from legislation.structure.grafting import ImpossibleCorrection
from legislation.structure.tree import Kind, Proposal

Correct = Callable[[Proposal, int, str], Proposal]


@dataclass(frozen=True, slots=True)
class Operation:
    """A correction of a node. `asks` says what is typed: a number, a heading, a line, an eId, or nothing."""

    code: str
    correct: Correct
    asks: str = ""


@dataclass(frozen=True, slots=True)
class LineOperation:
    """What becomes of an unparsed line."""

    code: str
    correct: Callable[[Proposal, int], Proposal]


def _as_kind(kind: Kind) -> Correct:
    return lambda tree, key, _value: corrections.change_kind(tree, key, kind=kind)


def _line_as_kind(kind: Kind) -> Callable[[Proposal, int], Proposal]:
    return lambda tree, line: corrections.take_up_as_node(tree, line=line, kind=kind)


def _number(tree: Proposal, key: int, value: str) -> Proposal:
    return corrections.change_number(tree, key, number=value)


def _heading(tree: Proposal, key: int, value: str) -> Proposal:
    return corrections.change_heading(tree, key, heading=value)


def _after(tree: Proposal, key: int, value: str) -> Proposal:
    return corrections.move(tree, key, after=_key(tree, value))


def _into(tree: Proposal, key: int, value: str) -> Proposal:
    return corrections.move(tree, key, into=_key(tree, value))


def _split(tree: Proposal, key: int, value: str) -> Proposal:
    return corrections.split(tree, key, line=_line(value))


def _aside_all(tree: Proposal, key: int, _value: str) -> Proposal:
    return corrections.set_aside(tree, key, with_contents=True)


def _alone(correct: Callable[[Proposal, int], Proposal]) -> Correct:
    """Make a correction that is told nothing take a value all the same."""
    return lambda tree, key, _value: correct(tree, key)


OPERATIONS = {
    one.code: one
    for one in (
        *(Operation(f"make-{kind}", _as_kind(kind)) for kind in Kind),
        Operation("number", _number, "number"),
        Operation("heading", _heading, "heading"),
        Operation("promote", _alone(corrections.promote)),
        Operation("demote", _alone(corrections.demote)),
        Operation("up", _alone(corrections.move_up)),
        Operation("down", _alone(corrections.move_down)),
        Operation("after", _after, "eid"),
        Operation("into", _into, "eid"),
        Operation("merge", _alone(corrections.merge_with_previous)),
        Operation("split", _split, "line"),
        Operation("aside", _alone(corrections.set_aside)),
        Operation("aside-all", _aside_all),
    )
}
LINE_OPERATIONS = {
    one.code: one
    for one in (
        LineOperation("text", lambda tree, line: corrections.take_up_as_text(tree, line=line)),
        *(LineOperation(f"make-{kind}", _line_as_kind(kind)) for kind in Kind),
    )
}


def apply(tree: Proposal, *, code: str, key: int, value: str = "") -> Proposal:
    """Correct a node.

    Raises:
        ImpossibleCorrection: also ``unknown-operation`` and ``nothing-given``.
    """
    operation = OPERATIONS.get(code)
    if operation is None:
        raise ImpossibleCorrection("unknown-operation", given=code)
    if operation.asks and operation.asks != "heading" and not value.strip():
        raise ImpossibleCorrection("nothing-given", asks=operation.asks)
    return operation.correct(tree, key, value.strip())


def apply_to_line(tree: Proposal, *, code: str, line: int) -> Proposal:
    """Take up an unparsed line."""
    operation = LINE_OPERATIONS.get(code)
    if operation is None:
        raise ImpossibleCorrection("unknown-operation", given=code)
    return operation.correct(tree, line)


def _line(value: str) -> int:
    if not value.isdecimal():
        raise ImpossibleCorrection("not-a-line", given=value)
    return int(value)


def _key(tree: Proposal, eid: str) -> int:
    found = [node.key for node in tree.walk() if node.eid == eid]
    if len(found) != 1:
        raise ImpossibleCorrection("no-such-eid" if not found else "eid-twice", given=eid)
    return found[0]
