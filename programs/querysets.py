"""Which rows: the questions that filters, pages, admin, exports and search all ask the same way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from legislation.querysets import KEPT_IMPORT_FOR
from programs.figures.states import DRAFT, IN_REVIEW, PUBLISHED, SHOWN

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from programs.models import (  # noqa: F401
        FigureImport,
        HelpPlace,
        Indicator,
        Observation,
        Organisation,
        Programme,
    )


# No period has more sources than that.
MOST_SOURCES = 5


def in_place(code: str, prefix: str = "") -> Q:
    """Match records of a jurisdiction and of its parts."""
    return Q(**{f"{prefix}jurisdiction__code": code}) | Q(**{f"{prefix}jurisdiction__parent__code": code})


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def with_place(self) -> Self:
        """With the jurisdiction, which names and language fallback need."""
        return self.select_related("jurisdiction")

    def in_place(self, code: str) -> Self:
        """Those of a jurisdiction and of its parts."""
        return self.filter(in_place(code))

    def elsewhere(self) -> Self:
        """Those of other countries, and international ones."""
        return self.filter(jurisdiction=None)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes."""

    def with_place(self) -> Self:
        """With jurisdiction and lead, and what their names fall back on."""
        return self.select_related("jurisdiction", "lead__jurisdiction")

    def in_place(self, code: str) -> Self:
        """Those of a jurisdiction and of its parts."""
        return self.filter(in_place(code))

    def with_open_cohorts(self, now: dt.datetime) -> Self:
        """Each with the last deadline of its cohorts that are open: `open_until`, or None."""
        from programs.models import Cohort

        open_cohorts = (
            Cohort.objects.accepting_at(now).filter(programme=OuterRef("pk")).order_by("-closes_at")
        )
        return self.annotate(
            open_until=Subquery(open_cohorts.values("closes_at")[:1]),
            open_zone=Subquery(open_cohorts.values("timezone")[:1]),
        )

    def of_organisation(self, organisation: Organisation) -> Self:
        """Those that an organisation leads or takes part in."""
        return self.filter(Q(lead=organisation) | Q(programmepartner__organisation=organisation)).distinct()


class HelpPlaceQuerySet(models.QuerySet["HelpPlace"]):
    """Places of help."""

    def with_place(self) -> Self:
        """With what their cards name."""
        return self.select_related("jurisdiction", "programme", "provision__law__jurisdiction")

    def reachable_from(self, code: str) -> Self:
        """Those of a place, of the country it is a part of, and of its own parts."""
        parent, dash, _part = code.partition("-")
        country = Q(jurisdiction__code=parent) if dash else Q(jurisdiction__parent__code=code)
        return self.filter(Q(jurisdiction__code=code) | country)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators."""

    def with_place(self) -> Self:
        """With the jurisdiction."""
        return self.select_related("jurisdiction")

    def in_place(self, code: str) -> Self:
        """Those of a jurisdiction and of its parts."""
        return self.filter(in_place(code))

    def with_target(self) -> Self:
        """Those that someone promised a value of."""
        return self.filter(targets__state=PUBLISHED).distinct()

    def with_targets(self) -> Self:
        """With the targets that readers see."""
        from programs.models import Target  # the models import these QuerySets

        return self.prefetch_related(Prefetch("targets", Target.objects.published()))

    def with_latest(self) -> Self:
        """Add period, value and 'of how many' of the latest observation, and the newest few as `newest`."""
        from programs.models import Observation  # the models import these QuerySets

        newest = Observation.objects.published().filter(indicator=OuterRef("pk")).newest_first()
        return self.annotate(
            latest_period=Subquery(newest.values("period")[:1]),
            latest_value=Subquery(newest.values("value")[:1]),
            latest_out_of=Subquery(newest.values("out_of")[:1]),
            newest=ArraySubquery(newest.values(json=_as_json())[:MOST_SOURCES]),
        )


class FigureQuerySet(models.QuerySet[Any]):
    """Figures under four eyes, observations and targets alike."""

    def published(self) -> Self:
        """Those that readers see."""
        return self.filter(state=PUBLISHED)

    def ever_published(self) -> Self:
        """Those that readers see or saw; what was corrected or withdrawn is told with its reason."""
        return self.filter(state__in=SHOWN)

    def under_way(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(state__in=(DRAFT, IN_REVIEW))

    def written_by(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those that someone began or helped to write."""
        return self.filter(Q(author=user.pk) | Q(contributors__contains=[user.pk]))

    def with_indicator(self) -> Self:
        """With what their rows and pages name."""
        return self.select_related("indicator__jurisdiction", "author")


class TargetQuerySet(FigureQuerySet):
    """Targets."""


class ObservationQuerySet(FigureQuerySet):
    """Observations."""

    def with_other_values(self) -> Self:
        """Add the other values that readers see for the same period, but for the one it corrects."""
        from programs.models import Observation  # the models import these QuerySets

        others = (
            Observation.objects.published()
            .filter(indicator=OuterRef("indicator"), period=OuterRef("period"))
            .exclude(value=OuterRef("value"))
            .exclude(pk=OuterRef("pk"))
            .exclude(pk=Coalesce(OuterRef("corrects"), 0))
            .order_by("value")
        )
        return self.annotate(other_values=ArraySubquery(others.values("value")))

    def in_order(self) -> Self:
        """Oldest first, by the end of the period."""
        return self.order_by(_ends().asc(), "value", "pk")

    def newest_first(self) -> Self:
        """Newest first; where sources disagree, the smaller value first, so that the order is stable."""
        return self.order_by(_ends().desc(), "value", "pk")

    def up_to(self, day: dt.date) -> Self:
        """Those whose period has begun by the day."""
        return self.filter(days__startswith__lte=day)


class FigureImportQuerySet(models.QuerySet["FigureImport"]):
    """Imports of figures between their two steps."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those of the person alone, whatever rights anybody has."""
        return self.filter(owner=user.pk)

    def kept_at(self, now: dt.datetime) -> Self:
        """Those that aren't forgotten yet."""
        return self.filter(created_at__gt=now - KEPT_IMPORT_FOR)

    def forgotten_at(self, now: dt.datetime) -> Self:
        """Those whose time is over."""
        return self.filter(created_at__lte=now - KEPT_IMPORT_FOR)


def _as_json() -> JSONObject:
    named = ("period", "value", "out_of", "publisher", "source_url")
    return JSONObject(**{name: name for name in named})


def _ends() -> F:
    return F("days__endswith")
