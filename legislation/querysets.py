"""Which rows: the questions that filters, pages, admin, exports and search all ask the same way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from legislation.choices import EditorialState, EffectState, LawKind

if TYPE_CHECKING:
    from legislation.models import Effect, Law, Provision, ProvisionVersion  # noqa: F401


def _in_force(day: dt.date, prefix: str = "") -> Q:
    """The one rule of being law on a day, for a version reached through ``prefix``.

    Published, of a law that is not a bill, valid on the day (half-open: the day of repeal is not in
    force), and not known to have ceased on a day nobody has established.
    """
    return Q(
        **{
            f"{prefix}state": EditorialState.PUBLISHED,
            f"{prefix}valid__contains": day,
            f"{prefix}ceased_unknown": False,
        }
    ) & ~Q(**{f"{prefix}provision__law__kind": LawKind.BILL})


class LawQuerySet(models.QuerySet["Law"]):
    """Laws."""

    def with_place(self) -> Self:
        """With the jurisdiction, which addresses and language fallback need."""
        return self.select_related("jurisdiction")

    def in_force_on(self, day: dt.date) -> Self:
        """Laws of which something is law on the day: a commenced law, or one with a provision in force."""
        return self.exclude(kind=LawKind.BILL).filter(
            Exists(_versions().filter(_in_force(day), provision__law=OuterRef("pk")))
        )

    def proposed(self) -> Self:
        """Bills."""
        return self.filter(kind=LawKind.BILL)


class ProvisionQuerySet(models.QuerySet["Provision"]):
    """Provisions."""

    def with_address(self) -> Self:
        """With law and jurisdiction, which addresses and language fallback need."""
        return self.select_related("law__jurisdiction")

    def in_force_on(self, day: dt.date) -> Self:
        """Provisions that are law on the day."""
        return self.filter(Exists(_versions().filter(_in_force(day), provision=OuterRef("pk"))))


class VersionQuerySet(models.QuerySet["ProvisionVersion"]):
    """Versions of provisions."""

    def published(self) -> Self:
        """What readers may see."""
        return self.filter(state=EditorialState.PUBLISHED)

    def in_force_on(self, day: dt.date) -> Self:
        """Versions that are law on the day."""
        return self.filter(_in_force(day))

    def shown_on(self, day: dt.date) -> Self:
        """Published versions whose wording holds on the day: law then, or the wording of a bill."""
        return self.published().filter(valid__contains=day)

    def with_address(self) -> Self:
        """With provision, law and jurisdiction."""
        return self.select_related("provision__law__jurisdiction")

    def in_order(self) -> Self:
        """Oldest first; a version without a known beginning before all."""
        return self.order_by("provision", F("valid").asc())


class NormQuerySet(models.QuerySet):
    """Norms of any kind."""

    def published(self) -> Self:
        """What readers may see."""
        return self.filter(version__state=EditorialState.PUBLISHED)

    def in_force_on(self, day: dt.date) -> Self:
        """Norms of versions that are law on the day."""
        return self.filter(_in_force(day, "version__"))

    def with_address(self) -> Self:
        """With version, provision, law and jurisdiction."""
        return self.select_related("version__provision__law__jurisdiction")


class EffectQuerySet(models.QuerySet["Effect"]):
    """Effects of amendments."""

    def with_address(self) -> Self:
        """With amendment, provision, law and jurisdiction."""
        return self.select_related("amendment__amending_law__jurisdiction", "provision__law__jurisdiction")

    def outstanding(self) -> Self:
        """Effects that are not in the text shown here."""
        return self.filter(state=EffectState.OUTSTANDING)

    def commencing_after(self, day: dt.date) -> Self:
        """Effects that begin after the day."""
        return self.filter(commences_on__gt=day)

    def commenced_by(self, day: dt.date) -> Self:
        """Effects that have begun on the day."""
        return self.filter(commences_on__lte=day)


def _versions() -> VersionQuerySet:
    from legislation.models import ProvisionVersion  # the models import these QuerySets

    return ProvisionVersion.objects.all()
