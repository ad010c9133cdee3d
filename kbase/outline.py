"""Turn a flat list in reading order into rows that a template prints as nested lists in one pass."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """An item, whether a list of children opens after it, and how many lists end after it."""

    item: T
    opens: bool
    closes: range


def outline(items: Iterable[T], depth: Callable[[T], int]) -> list[Row[T]]:
    """Return rows for components/tree.html; depths may start anywhere and skip levels.

    >>> [(row.item, row.opens, len(row.closes)) for row in outline(["a", "bb", "bb", "a"], len)]
    [('a', True, 0), ('bb', False, 0), ('bb', False, 1), ('a', False, 0)]
    """
    ordered = list(items)
    rows: list[Row[T]] = []
    open_depths: list[int] = []
    for position, item in enumerate(ordered):
        here = depth(item)
        following = depth(ordered[position + 1]) if position + 1 < len(ordered) else None
        if following is not None and following > here:
            open_depths.append(here)
            rows.append(Row(item, opens=True, closes=range(0)))
            continue
        closing = 0
        while open_depths and (following is None or open_depths[-1] >= following):
            open_depths.pop()
            closing += 1
        rows.append(Row(item, opens=False, closes=range(closing)))
    return rows
