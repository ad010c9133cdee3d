"""What a chart shows, as plain data: series of marks, a target, a projection. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """One observation: when (year with fraction), what, and its words ('2024: 18.9%')."""

    at: float
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line; `style` (1 to 4) chooses colour, dashes and shape of the marks together."""

    label: str
    marks: Sequence[Mark]
    style: int = 1

    def by_moment(self) -> list[tuple[float, list[Mark]]]:
        """Give the marks by moment, oldest first; several at one moment are sources that disagree."""
        found: dict[float, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            found[mark.at].append(mark)
        return sorted(found.items())

    def gaps(self) -> list[tuple[float, float]]:
        """Give the stretches of years without figures: longer than twice the usual step, and than two years.

        >>> Series("", [Mark(at, 1, "") for at in (2001.5, 2002.5, 2003.5, 2009.5)]).gaps()
        [(2003.5, 2009.5)]
        """
        moments = [at for at, _marks in self.by_moment()]
        steps = sorted(later - at for at, later in pairwise(moments))
        usual = steps[len(steps) // 2] if steps else 0
        return [(at, later) for at, later in pairwise(moments) if later - at > max(2 * usual, 2.5)]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A value to reach and by when, with the words that stand at it."""

    value: float
    by: float
    words: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """A projection: the fitted line from the last observation on, and the interval at its end."""

    begins: float
    begins_at: float
    ends: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one or more series over time.

    Attributes:
        description: the text alternative: what the picture says.
        write: prints a value of the vertical axis.
        inverted: the smallest value on top (ranks).
    """

    title: str
    description: str
    series: Sequence[Series]
    write: Callable[[float], str]
    target: TargetLine | None = None
    outlook: Outlook | None = None
    inverted: bool = False
    whole: bool = False
    least: float | None = None
    most: float | None = None
    extent: tuple[float, float] | None = None
    notes: Sequence[str] = field(default=())

    @property
    def has_gaps(self) -> bool:
        """Whether years without figures are bridged somewhere."""
        return any(line.gaps() for line in self.series)

    def values(self) -> list[float]:
        """Give every value that the vertical axis must hold."""
        found = [mark.value for line in self.series for mark in line.marks]
        if self.target:
            found.append(self.target.value)
        if self.outlook:
            found += [self.outlook.low, self.outlook.high]
        return found

    def moments(self) -> list[float]:
        """Give every moment that the horizontal axis must hold."""
        found = [mark.at for line in self.series for mark in line.marks]
        if self.target:
            found.append(self.target.by)
        if self.outlook:
            found.append(self.outlook.ends)
        return found
