"""Which version of the law holds for a moment that is known to the day, to the month, or goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from legislation.dates import Stretch


@dataclass(frozen=True, slots=True)
class Choice:
    """The versions that may hold.

    Attributes:
        positions: of the versions, in the order given.
        gap: on some of the days no version holds.
    """

    positions: tuple[int, ...]
    gap: bool

    @property
    def is_clear(self) -> bool:
        """Whether exactly one version holds on all of the days: only then a duty may be derived."""
        return len(self.positions) == 1 and not self.gap


def choose(stretches: Sequence[Stretch], first: dt.date, last: dt.date) -> Choice:
    """Find the versions that hold on some day from `first` to `last`, both inclusive.

    For an event, `Moment.days`; for conduct that goes on, its first day and today: then more than one
    version is an answer and not a doubt.

    >>> two = [Stretch(None, dt.date(2026, 3, 2)), Stretch(dt.date(2026, 3, 2), None)]
    >>> choose(two, dt.date(2026, 3, 2), dt.date(2026, 3, 2))
    Choice(positions=(1,), gap=False)
    >>> choose(two, dt.date(2026, 3, 1), dt.date(2026, 3, 31)).is_clear
    False
    """
    if last < first:
        raise ValueError(f"{last} is before {first}: give the first day first.")
    found = [
        (position, stretch)
        for position, stretch in enumerate(stretches)
        if (stretch.start is None or stretch.start <= last) and (stretch.end is None or first < stretch.end)
    ]
    return Choice(tuple(position for position, _ in found), _has_gap([s for _, s in found], first, last))


def _has_gap(stretches: Sequence[Stretch], first: dt.date, last: dt.date) -> bool:
    reached = first
    for stretch in sorted(stretches, key=lambda each: each.start or dt.date.min):
        if stretch.start is not None and stretch.start > reached:
            return True
        if stretch.end is None:
            return False
        reached = max(reached, stretch.end)
    return reached <= last
