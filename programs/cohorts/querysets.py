"""Which cohorts and which applications: asked alike by pages, staff, actions and exports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from programs.cohorts.states import DRAFT, IN_PREPARATION, OPEN, SEATED, SUBMITTED, WAITLISTED

if TYPE_CHECKING:
    from programs.models import Application, Cohort  # noqa: F401


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Cohorts."""

    def with_programme(self) -> Self:
        """With programme and jurisdiction, which names and language fallback need."""
        return self.select_related("programme__jurisdiction", "programme__lead__jurisdiction")

    def published(self) -> Self:
        """Those that readers may see."""
        return self.exclude(state=IN_PREPARATION)

    def accepting_at(self, now: dt.datetime) -> Self:
        """Those to which one may apply at an instant."""
        return self.filter(state=OPEN, closes_at__gt=now)

    def with_counts(self) -> Self:
        """Each with how many applications were sent, wait for a decision, or wait for a place."""
        applied = ~Q(applications__state=DRAFT)
        return self.annotate(
            sent=Count("applications", filter=applied & Q(applications__isnull=False)),
            undecided=Count("applications", filter=Q(applications__state=SUBMITTED)),
            waiting=Count("applications", filter=Q(applications__state=WAITLISTED)),
        )


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications."""

    def sent(self) -> Self:
        """Those that staff may see: drafts are the applicants' own."""
        return self.exclude(state=DRAFT)

    def seated(self) -> Self:
        """Those that hold a place."""
        return self.filter(state__in=SEATED)

    def in_line(self) -> Self:
        """The waiting list, the first first."""
        return self.filter(state=WAITLISTED).order_by("queue")
