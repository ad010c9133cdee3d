"""Who is proposed to whom: the pairs with the most points in all, within every limit.

Each mentor stands as many times as she can take mentees on; `scipy.optimize.linear_sum_assignment` finds
the assignment of greatest weight. A pair that a limit forbids weighs nothing, every other at least five
points, so what is left out afterwards changes nothing. numpy and scipy are imported where they are used:
a web process that never matches doesn't pay for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from programs.mentoring.availability import SLOTS
from programs.mentoring.scoring import (
    ACROSS,
    BORDERS,
    ENOUGH_STARTS,
    GOALS,
    HOME,
    HOURS,
    LANGUAGES,
    POINTS,
    SECTOR,
    Person,
    Rules,
    Score,
    score,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.int32]

WORD = 64
WORDS = -(-SLOTS // WORD)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair with its points."""

    mentor: Person
    mentee: Person
    score: Score


def match(mentors: Sequence[Person], mentees: Sequence[Person], rules: Rules = Rules()) -> list[Proposal]:  # noqa: B008
    """Propose pairs of the greatest weight in all; best pairs first.

    Args:
        mentors: with the capacity that is left to each.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    able = [mentor for mentor in mentors if mentor.capacity > 0]
    if not able or not mentees:
        return []
    weights = weigh(able, mentees, rules)
    # More places than there are mentees can't be used by anyone.
    places = np.repeat(np.arange(len(able)), [min(each.capacity, len(mentees)) for each in able])
    rows, columns = linear_sum_assignment(weights[places], maximize=True)
    found = []
    for row, column in zip(places[rows].tolist(), columns.tolist(), strict=True):
        points = score(able[row], mentees[column], rules) if weights[row, column] else None
        if points is not None:
            found.append(Proposal(able[row], mentees[column], points))
    return sorted(found, key=lambda each: (-each.score.total, each.mentee.key))


def weigh(mentors: Sequence[Person], mentees: Sequence[Person], rules: Rules) -> Matrix:
    """Give the points of every pair at once, 0 where a limit forbids it: what `score` says, as a matrix."""
    import numpy as np

    languages = _shared(mentors, mentees, "languages")
    starts = _starts(mentors, mentees)
    across = _column(mentors, "country")[:, None] != _column(mentees, "country")[None, :]
    borders = _column(mentors, "borders")[:, None], _column(mentees, "borders")[None, :]
    home, keen = ((borders[0] == wish) | (borders[1] == wish) for wish in (HOME, ACROSS))
    allowed = (languages > 0) & (starts > 0) & ~(across & home)
    if rules.borders == ACROSS:
        allowed &= across
    elif rules.borders == HOME:
        allowed &= ~across
    wanted = np.array([max(len(each.goals), 1) for each in mentees], dtype=np.int32)
    points = POINTS[GOALS] * _shared(mentors, mentees, "goals") // wanted[None, :]
    points += POINTS[SECTOR] * (_shared(mentors, mentees, "sectors") > 0)
    points += POINTS[BORDERS] * (across & (keen | rules.prefer_across))
    points += POINTS[HOURS] * np.minimum(starts, ENOUGH_STARTS) // ENOUGH_STARTS
    points += np.where(languages > 1, POINTS[LANGUAGES], POINTS[LANGUAGES] // 2).astype(np.int32)
    return np.where(allowed, points, 0)


def _column(people: Sequence[Person], name: str) -> NDArray[np.str_]:
    import numpy as np

    return np.array([getattr(each, name) for each in people])


def _shared(mentors: Sequence[Person], mentees: Sequence[Person], name: str) -> Matrix:
    """Count what each pair has in common."""
    import numpy as np

    held: set[str] = set().union(*(getattr(each, name) for each in [*mentors, *mentees]))
    order = sorted(held)
    tables: list[Any] = [
        np.array([[code in getattr(each, name) for code in order] for each in people], dtype=np.int32)
        for people in (mentors, mentees)
    ]
    ours, theirs = (table.reshape(len(table), -1) for table in tables)
    shared: Matrix = (ours @ theirs.T).astype(np.int32)
    return shared


def _starts(mentors: Sequence[Person], mentees: Sequence[Person]) -> Matrix:
    """Count the starts that each pair shares, in its scarcest week."""
    import numpy as np

    scarcest: Matrix | None = None
    for week in range(len(mentors[0].starts)):
        ours, theirs = (_words([each.starts[week] for each in people]) for people in (mentors, mentees))
        count = np.zeros((len(mentors), len(mentees)), dtype=np.int32)
        for word in range(WORDS):
            count += np.bitwise_count(ours[:, word, None] & theirs[None, :, word])
        scarcest = count if scarcest is None else np.minimum(scarcest, count)
    if scarcest is None:
        raise ValueError("Matching needs at least one week to look at.")
    return scarcest


def _words(masks: Sequence[int]) -> NDArray[np.uint64]:
    import numpy as np

    filled = b"".join(mask.to_bytes(WORDS * WORD // 8, "little") for mask in masks)
    return np.frombuffer(filled, dtype="<u8").reshape(len(masks), WORDS)
