"""Which profiles and pairs: the questions that matching, pages and erasure ask the same way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from programs.mentoring.states import OPEN, PROPOSED, STANDING

if TYPE_CHECKING:
    from programs.models import MentoringPair, MentoringProfile


class MentoringProfileQuerySet(models.QuerySet["MentoringProfile"]):
    """Profiles."""

    def free_mentors(self) -> Self:
        """Mentors who can take on another mentee."""
        return self.filter(side="mentor", state=OPEN, taken__lt=F("capacity"))

    def free_mentees(self) -> Self:
        """Mentees without a mentor, be it only a proposed one."""
        return self.filter(side="mentee", state=OPEN).exclude(Exists(self._pairs("mentee", STANDING)))

    def due_for_erasure(self, day: dt.date) -> Self:
        """Those whose time is over, unless they are in a pair that goes on."""
        standing = Exists(self._pairs("mentor", STANDING)) | Exists(self._pairs("mentee", STANDING))
        return self.filter(kept_until__lte=day).exclude(standing)

    @staticmethod
    def _pairs(side: str, states: tuple[str, ...]) -> models.QuerySet[MentoringPair]:
        from programs.models import MentoringPair  # the models import these QuerySets

        return MentoringPair.objects.filter(**{f"{side}_id": OuterRef("pk")}, state__in=states)


class MentoringPairQuerySet(models.QuerySet["MentoringPair"]):
    """Pairs."""

    def with_people(self) -> Self:
        """With both sides."""
        return self.select_related("mentor", "mentee")

    def proposed(self) -> Self:
        """Those that staff have yet to decide, the best first."""
        return self.filter(state=PROPOSED).order_by("-score", "pk")

    def of(self, profile: MentoringProfile) -> Self:
        """Those of one person, the latest first; what staff haven't confirmed isn't hers to see."""
        return self.filter(Q(mentor=profile) | Q(mentee=profile)).exclude(
            state__in=(PROPOSED, "rejected")
        ).order_by("-proposed_at", "-pk")  # fmt: skip
