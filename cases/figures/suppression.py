"""Leaving small numbers out of a table so that they can't be computed from the others. Pure.

A number below the smallest one shown is left out, nought too. Whoever knows the rest of the table
can still narrow a missing number down: further numbers are left out until each missing one may lie
anywhere in a stretch as wide as the smallest number shown. The sums of a table make it a network in
which numbers flow around; how far one can move while those shown stand still is a maximum flow.
Source of the method: Hundepool and others, Statistical Disclosure Control (Wiley, 2012), chapter 4.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Key = tuple[int, int]
Grid = tuple[tuple[int | None, ...], ...]
TOTAL = -1  # the place of a sum, in the row or in the column
PLENTY = 10**9


@dataclass(frozen=True, slots=True)
class Arc:
    """A number of the table as a flow from one sum to another."""

    key: Key
    tail: str
    head: str
    value: int


def suppressed(
    rows: Sequence[Sequence[int]], smallest: int, choose: Callable[[Sequence[Key]], Key] = secrets.choice
) -> dict[Key, int | None]:
    """Return the numbers of a table and its sums by place, None where one is left out.

    Args:
        rows: a list of rows alike; a table of one column has no sums but the grand total.
        smallest: the smallest number shown.
        choose: one of the numbers that may be left out besides; by chance unless told otherwise.

    Returns:
        By row and column; `TOTAL` stands for a sum. All are None where the grand total is too small.

    >>> shown = suppressed([[12], [3], [7]], smallest=5, choose=max)
    >>> [shown[row, 0] for row in range(3)], shown[TOTAL, TOTAL]
    ([12, None, None], 22)
    """
    arcs = {arc.key: arc for arc in _arcs(rows)}
    grand = arcs[TOTAL, TOTAL]
    if grand.value < smallest:
        return dict.fromkeys(arcs)
    hidden = {arc.key for arc in arcs.values() if arc.value < smallest}
    while (weak := _unprotected(arcs, hidden, smallest)) is not None:
        hidden.add(choose(_partners(arcs, hidden, weak)))
    return {key: None if key in hidden else arc.value for key, arc in arcs.items()}


def freedom(arcs: Mapping[Key, Arc], hidden: set[Key], key: Key, enough: int) -> int:
    """Return how wide the stretch is in which a missing number may lie, counted up to `enough`."""
    arc = arcs[key]
    others = [arcs[other] for other in hidden if other != key]
    up = _flow(others, arc.head, arc.tail, enough)
    if up >= enough:
        return up
    return up + min(arc.value, _flow(others, arc.tail, arc.head, enough))


def _arcs(rows: Sequence[Sequence[int]]) -> Iterator[Arc]:
    """Yield the numbers of a table and its sums, as flows that return to where they came from."""
    width = len(rows[0])
    if width == 1:
        yield from (Arc((place, 0), "from", "to", row[0]) for place, row in enumerate(rows))
        yield Arc((TOTAL, TOTAL), "to", "from", sum(row[0] for row in rows))
        return
    for i, row in enumerate(rows):
        yield from (Arc((i, j), f"row {i}", f"column {j}", value) for j, value in enumerate(row))
        yield Arc((i, TOTAL), "columns", f"row {i}", sum(row))
    for j in range(width):
        yield Arc((TOTAL, j), f"column {j}", "rows", sum(row[j] for row in rows))
    yield Arc((TOTAL, TOTAL), "rows", "columns", sum(map(sum, rows)))


def _unprotected(arcs: Mapping[Key, Arc], hidden: set[Key], smallest: int) -> Key | None:
    for key in sorted(hidden):
        if freedom(arcs, hidden, key, smallest) < smallest:
            return key
    return None


def _partners(arcs: Mapping[Key, Arc], hidden: set[Key], weak: Key) -> list[Key]:
    """Return what may be left out next: what stands beside the weak one, a sum only at last.

    Which of them is left to chance, never to their sizes: whoever knew how it is chosen would learn
    something of the sizes.
    """

    def rank(key: Key) -> tuple[bool, bool]:
        beside = key[0] == weak[0] or key[1] == weak[1]
        return not beside, TOTAL in key

    shown = sorted(key for key in arcs if key not in hidden and key != (TOTAL, TOTAL))
    best = min(map(rank, shown))
    return [key for key in shown if rank(key) == best]


def _flow(arcs: Sequence[Arc], source: str, sink: str, enough: int) -> int:
    """Return how much can be sent along missing numbers: each may grow, and shrink to nought."""
    room: dict[str, dict[str, int]] = {}
    for arc in arcs:
        room.setdefault(arc.tail, {}).setdefault(arc.head, 0)
        room.setdefault(arc.head, {}).setdefault(arc.tail, 0)
        room[arc.tail][arc.head] += PLENTY
        room[arc.head][arc.tail] += arc.value
    sent = 0
    while sent < enough and (path := _path(room, source, sink)):
        step = min(room[a][b] for a, b in path)
        for a, b in path:
            room[a][b] -= step
            room[b][a] += step
        sent += step
    return min(sent, enough)


def _path(room: Mapping[str, Mapping[str, int]], source: str, sink: str) -> list[tuple[str, str]]:
    came = {source: source}
    waiting = deque([source])
    while waiting and sink not in came:
        here = waiting.popleft()
        for there, left in room.get(here, {}).items():
            if left > 0 and there not in came:
                came[there] = here
                waiting.append(there)
    if sink not in came:
        return []
    path = [sink]
    while path[-1] != source:
        path.append(came[path[-1]])
    path.reverse()
    return list(pairwise(path))
