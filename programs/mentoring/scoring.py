"""How well a mentor and a mentee go together: hard limits, and points by criterion. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from programs.mentoring.availability import shared_starts

HOME, ANYWHERE, ACROSS = "home", "anywhere", "across"
GOALS, SECTOR, BORDERS, HOURS, LANGUAGES = "goals", "sector", "borders", "hours", "languages"
# Each criterion's most; together 100.
POINTS: Mapping[str, int] = {GOALS: 35, SECTOR: 25, BORDERS: 15, HOURS: 15, LANGUAGES: 10}
ENOUGH_STARTS = 16


@dataclass(frozen=True, slots=True)
class Person:
    """What matching knows of a mentor or a mentee: nothing that names her.

    Attributes:
        starts: when she can begin a meeting, a mask for each week looked at (see `availability`).
        borders: home, anywhere, or across.
        capacity: how many mentees a mentor can take on now.
    """

    key: str
    country: str
    languages: frozenset[str]
    sectors: frozenset[str]
    goals: frozenset[str]
    starts: Sequence[int]
    borders: str = ANYWHERE
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Rules:
    """What an officer asks of a run.

    Attributes:
        borders: anywhere, across (only pairs across borders), or home (none of them).
        prefer_across: whether such pairs get points though nobody of them asked.
    """

    borders: str = ANYWHERE
    prefer_across: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Points by criterion."""

    points: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All points."""
        return sum(self.points.values())


def limits(mentor: Person, mentee: Person, rules: Rules = Rules()) -> list[str]:
    """Name the hard limits that forbid a pair: `LANGUAGES`, `HOURS`, `BORDERS`, or none of them.

    >>> one = Person("m", "KZ", frozenset({"kk"}), frozenset(), frozenset(), [7], borders="home")
    >>> two = Person("n", "PK", frozenset({"ur"}), frozenset(), frozenset(), [8])
    >>> limits(one, two)
    ['languages', 'hours', 'borders']
    """
    across = mentor.country != mentee.country
    unwanted = across and HOME in (mentor.borders, mentee.borders)
    not_asked = (rules.borders == ACROSS and not across) or (rules.borders == HOME and across)
    broken = {
        LANGUAGES: not mentor.languages & mentee.languages,
        HOURS: not shared_starts(mentor.starts, mentee.starts),
        BORDERS: unwanted or not_asked,
    }
    return [name for name, is_broken in broken.items() if is_broken]


def score(mentor: Person, mentee: Person, rules: Rules = Rules()) -> Score | None:
    """Give the points of a pair, or None where a hard limit forbids it.

    Hard limits: a language in common; an hour in each week in which both can meet; nobody is paired across
    a border who doesn't want to be.

    >>> one = Person("m", "KZ", frozenset({"en"}), frozenset({"trade"}), frozenset({"export"}), [7])
    >>> two = Person("n", "PK", frozenset({"en", "ur"}), frozenset({"trade"}), frozenset({"export"}), [4])
    >>> score(one, two).points
    {'goals': 35, 'sector': 25, 'borders': 0, 'hours': 0, 'languages': 5}
    """
    languages = mentor.languages & mentee.languages
    starts = shared_starts(mentor.starts, mentee.starts)
    across = mentor.country != mentee.country
    wishes = (mentor.borders, mentee.borders)
    if limits(mentor, mentee, rules):
        return None
    shared, wanted = len(mentor.goals & mentee.goals), max(len(mentee.goals), 1)
    welcome = across and (rules.prefer_across or ACROSS in wishes)
    return Score(
        {
            GOALS: POINTS[GOALS] * shared // wanted,
            SECTOR: POINTS[SECTOR] if mentor.sectors & mentee.sectors else 0,
            BORDERS: POINTS[BORDERS] if welcome else 0,
            HOURS: POINTS[HOURS] * min(starts, ENOUGH_STARTS) // ENOUGH_STARTS,
            LANGUAGES: POINTS[LANGUAGES] if len(languages) > 1 else POINTS[LANGUAGES] // 2,
        }
    )
