"""Which actions, events, registrations and policy transfers: asked the same way everywhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from programs.models import CollaborationAction, Event, PolicyTransfer, Registration  # noqa: F401

OPEN = ("proposed", "agreed", "planned", "under-way")
# From this step on, both sides have said yes.
AGREED = ("agreed", "planned", "under-way", "completed")


def _between(first: str, second: str) -> Q:
    """Match what two countries do together, be it the country or a part of it that takes part."""
    return _takes_part(first) & _takes_part(second)


def _takes_part(code: str) -> Q:
    from legislation.models import Jurisdiction  # the models import these QuerySets

    parts = Jurisdiction.objects.filter(parent__code=code).values_list("code", flat=True)
    return Q(jurisdictions__overlap=[code, *parts])


class ActionQuerySet(models.QuerySet["CollaborationAction"]):
    """Actions."""

    def with_names(self) -> Self:
        """With what rows and pages name."""
        return self.select_related("area", "owner__jurisdiction")

    def between(self, first: str, second: str) -> Self:
        """Those of two jurisdictions."""
        return self.filter(_between(first, second))

    def in_place(self, code: str) -> Self:
        """Those that a jurisdiction takes part in."""
        return self.filter(_takes_part(code))

    def overdue(self, today: dt.date) -> Self:
        """Those whose day has passed and that aren't done."""
        return self.filter(status__in=OPEN, due_on__lt=today)

    def agreed(self) -> Self:
        """Those that both sides have agreed to, done or not."""
        return self.filter(status__in=AGREED)


class EventQuerySet(models.QuerySet["Event"]):
    """Events."""

    def with_names(self) -> Self:
        """With what rows and pages name."""
        return self.select_related("kind__area", "organiser__jurisdiction")

    def public(self) -> Self:
        """Those that readers see: drafts are the staff's."""
        return self.exclude(state="draft")

    def between(self, first: str, second: str) -> Self:
        """Those of two jurisdictions."""
        return self.filter(_between(first, second))

    def in_place(self, code: str) -> Self:
        """Those that a jurisdiction takes part in."""
        return self.filter(_takes_part(code))

    def coming(self, now: dt.datetime) -> Self:
        """Those that have not ended."""
        return self.filter(ends_at__gt=now)

    def past(self, now: dt.datetime) -> Self:
        """Those that have ended."""
        return self.filter(ends_at__lte=now)

    def with_places(self) -> Self:
        """Add how many have a place, and how many wait."""
        return self.annotate(
            registered=Count("registrations", filter=Q(registrations__state="registered")),
            waiting=Count("registrations", filter=Q(registrations__state="waiting")),
        )


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations."""

    def with_place(self) -> Self:
        """Those who have a place."""
        return self.filter(state="registered")

    def waiting(self) -> Self:
        """Those who wait, who came first first."""
        return self.filter(state="waiting").order_by("number")

    def to_erase(self, ended_before: dt.datetime) -> Self:
        """Those of events that ended long enough ago, whose details are still kept."""
        return self.filter(event__ends_at__lt=ended_before, erased_at=None)


class TransferQuerySet(models.QuerySet["PolicyTransfer"]):
    """Policy transfers."""

    def with_names(self) -> Self:
        """With what rows and pages name."""
        return self.select_related(
            "provision__law__jurisdiction",
            "to_jurisdiction",
            "topic",
            "enacted_provision__law__jurisdiction",
        )

    def between(self, first: str, second: str) -> Self:
        """Those from one jurisdiction to the other, both ways, parts included."""
        return self._from_to(first, second) | self._from_to(second, first)

    def in_place(self, code: str) -> Self:
        """Those recommended to a jurisdiction or to one of its parts."""
        return self.filter(Q(to_jurisdiction__code=code) | Q(to_jurisdiction__parent__code=code))

    def _from_to(self, home: str, pupil: str) -> Self:
        origin = Q(provision__law__jurisdiction__code=home) | Q(
            provision__law__jurisdiction__parent__code=home
        )
        return self.in_place(pupil).filter(origin)
