"""Scales of charts: round ticks, and where a value lies on the picture. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `first` to `last` onto pixels from `start` to `end`."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Give the pixel of a value, to a tenth.

        >>> Scale(0, 100, 300, 0)(25)
        225.0
        """
        share = (value - self.first) / (self.last - self.first)
        return round(self.start + share * (self.end - self.start), 1)


def ticks(least: float, most: float, count: int = 5, *, whole: bool = False) -> list[float]:
    """Give about `count` round values that enclose both ends.

    >>> ticks(6.7, 43.1), ticks(0.55, 0.72), ticks(1, 1)
    ([0, 10, 20, 30, 40, 50], [0.55, 0.6, 0.65, 0.7, 0.75], [0.0, 0.5, 1.0, 1.5, 2.0])
    """
    if most - least < 1e-9:
        least, most = least - 1, most + 1
    step = _step((most - least) / count)
    if whole:
        step = max(1.0, step)
    lowest = floor(least / step + 1e-9)
    highest = ceil(most / step - 1e-9)
    digits = max(0, -floor(log10(step)) + 1)
    values = [round(number * step, digits) for number in range(lowest, highest + 1)]
    return (
        [int(value) for value in values]
        if all(value == int(value) for value in values) and step >= 1
        else values
    )


def year_ticks(first: float, last: float, count: int) -> list[int]:
    """Give about `count` years between two moments, at equal steps.

    >>> year_ticks(1995.5, 2025.5, 6), year_ticks(2020.8, 2025.2, 6)
    ([2000, 2005, 2010, 2015, 2020, 2025], [2021, 2022, 2023, 2024, 2025])
    """
    step = next((s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= count), 100)
    begin = ceil(first / step) * step
    return list(range(begin, floor(last) + 1, step))


def spread(
    values: Sequence[float], *, least: float | None = None, most: float | None = None
) -> tuple[float, float]:
    """Give the ends of an axis for values, with a little air, within the bounds of their unit.

    >>> spread([20, 30], least=0, most=100)
    (19.0, 31.0)
    """
    low, high = min(values), max(values)
    air = (high - low) * 0.1 or max(abs(high) * 0.1, 0.01)
    low, high = low - air, high + air
    return (
        low if least is None else max(low, least),
        high if most is None else min(high, most),
    )


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * 0.999)
