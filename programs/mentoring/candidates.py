"""With whom someone could be paired: everyone who is free on the other side, with points or obstacles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from programs.mentoring.pairing import people
from programs.mentoring.scoring import Score, limits, score
from programs.models import MentoringProfile


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone of the other side: the points of the pair, or the hard limits that forbid it."""

    profile: MentoringProfile
    score: Score | None
    obstacles: list[str]

    @property
    def total(self) -> int:
        """All points; none where the pair is forbidden."""
        return self.score.total if self.score else 0


def candidates(profile: MentoringProfile, *, day: dt.date) -> list[Candidate]:
    """Give everyone who is free on the other side, the best first, those who are forbidden last."""
    free = (
        MentoringProfile.objects.free_mentees()
        if profile.is_mentor
        else MentoringProfile.objects.free_mentors()
    )
    others = list(free)
    if not others:
        return []
    (own,), persons = people([profile], day, beside=others), people(others, day, beside=[profile])
    found = []
    for other, person in zip(others, persons, strict=True):
        mentor, mentee = (own, person) if profile.is_mentor else (person, own)
        found.append(Candidate(other, score(mentor, mentee), limits(mentor, mentee)))
    return sorted(found, key=lambda each: (bool(each.obstacles), -each.total, str(each.profile.pk)))
