"""Which rows: the questions that filters, pages, admin, exports and search all ask the same way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, CharField, DateField, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from kbase.localised import current_language
from legislation.choices import EditorialState, EffectState, LawKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from legislation.models import (  # noqa: F401
        Amendment,
        BulkImport,
        ChangeRequest,
        ClockRule,
        Effect,
        Law,
        PastedText,
        Provision,
        ProvisionText,
        ProvisionVersion,
    )

# How long a text that was pasted waits to be saved as drafts.
KEPT_PASTED_FOR = dt.timedelta(days=14)
KEPT_IMPORT_FOR = dt.timedelta(days=1)


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


def _earliest_day() -> Func:
    """The rule of `legislation.frbr.earliest_day`, in SQL."""
    return Func(
        F("frbr_uri"),
        template="make_date(substring(%(expressions)s from "
        "'/([12][0-9]{3})(?:-[0-9]{2}-[0-9]{2})?(?:/|$)')::integer, 1, 1)",
        output_field=DateField(),
    )


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

    def with_status_on(self, day: dt.date) -> Self:
        """Add ``status_code``: the rule of `legislation.dates.law_status`, in SQL."""
        in_force = Exists(_versions().filter(_in_force(day), provision__law=OuterRef("pk")))
        return self.annotate(first_day=Coalesce("in_force", "adopted", _earliest_day())).annotate(
            status_code=Case(
                When(kind=LawKind.BILL, then=Value("proposed")),
                When(repealed__lte=day, then=Value("repealed")),
                When(in_force, first_day__gt=day, then=Value("partly")),
                When(first_day__gt=day, then=Value("not-yet")),
                default=Value("in-force"),
                output_field=CharField(),
            )
        )

    def adopted_in(self, year: int) -> Self:
        """Laws adopted in a year."""
        return self.filter(adopted__year=year)


class ProvisionQuerySet(models.QuerySet["Provision"]):
    """Provisions."""

    def with_address(self) -> Self:
        """With law and jurisdiction, which addresses and language fallback need."""
        return self.select_related("law__jurisdiction")

    def published(self) -> Self:
        """What readers may see: not what so far exists only as a draft."""
        return self.filter(awaits_publication=False)

    def with_ancestors(self) -> Self:
        """With the provisions above, as deep as laws go."""
        return self.select_related("parent__parent__parent__parent")

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


class TextQuerySet(models.QuerySet["ProvisionText"]):
    """Texts of versions."""

    def shown_on(self, day: dt.date) -> Self:
        """Texts of the wording that holds on the day."""
        return self.filter(version__state=EditorialState.PUBLISHED, version__valid__contains=day)

    def for_provisions(self, provisions: Iterable[int]) -> Self:
        """Texts of these provisions, with their versions."""
        return self.filter(version__provision__in=provisions).select_related("version")

    def nearest_to(self, official: Iterable[str], language: str | None = None) -> Self:
        """One text a version: in the language asked, else an official one, else English, else any."""
        order = dict.fromkeys([language or current_language(), *official, "en"])
        rank = Case(
            *(When(language=each, then=Value(place)) for place, each in enumerate(order)),
            default=Value(len(order)),
        )
        return (
            self.annotate(nearness=rank).order_by("version_id", "nearness", "language").distinct("version_id")
        )


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


class ClockQuerySet(models.QuerySet["ClockRule"]):
    """Clocks of duties."""

    def published(self) -> Self:
        """What readers may see."""
        return self.filter(duty__version__state=EditorialState.PUBLISHED)

    def in_force_on(self, day: dt.date) -> Self:
        """Clocks of duties that are law on the day."""
        return self.filter(_in_force(day, "duty__version__"))

    def started_by(self, event_kind: str) -> Self:
        """Clocks that a kind of event starts, by its slug."""
        return self.filter(event_kind__slug=event_kind)

    def with_address(self) -> Self:
        """With all that naming the rule, its source and its calendar needs."""
        return self.select_related(
            "event_kind",
            "duty__bearer",
            "duty__recipient",
            "duty__version__provision__law__jurisdiction__parent",
            "counting_provision__law__jurisdiction",
            "consequence__law__jurisdiction",
        )


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Amendments of laws."""

    def published(self) -> Self:
        """What readers may see."""
        return self.filter(state=EditorialState.PUBLISHED)


class EffectQuerySet(models.QuerySet["Effect"]):
    """Effects of amendments."""

    def published(self) -> Self:
        """What readers may see: not what an amendment still in the making would change."""
        return self.filter(Q(amendment=None) | Q(amendment__state=EditorialState.PUBLISHED))

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


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """Changes that a second person has to agree to."""

    def with_address(self) -> Self:
        """With law, jurisdiction and the people."""
        return self.select_related("law__jurisdiction", "amendment", "provision", "author", "reviewer")

    def open_of(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those that a person has begun, or got back, and not sent yet."""
        return self.filter(author=user.pk, state=EditorialState.DRAFT)


class PastedTextQuerySet(models.QuerySet["PastedText"]):
    """Texts that editors are dividing into provisions."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those of the person alone, whatever rights anybody has."""
        return self.filter(owner=user.pk)

    def kept_at(self, now: dt.datetime) -> Self:
        """Those that aren't forgotten yet."""
        return self.filter(created_at__gt=now - KEPT_PASTED_FOR)

    def forgotten_at(self, now: dt.datetime) -> Self:
        """Those whose time is over."""
        return self.filter(created_at__lte=now - KEPT_PASTED_FOR)


class BulkImportQuerySet(models.QuerySet["BulkImport"]):
    """Imports that wait for their second step, or were carried out of late."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those of the person alone, whatever rights anybody has."""
        return self.filter(owner=user.pk)

    def kept_at(self, now: dt.datetime) -> Self:
        """Those that aren't forgotten yet."""
        return self.filter(created_at__gt=now - KEPT_IMPORT_FOR)

    def forgotten_at(self, now: dt.datetime) -> Self:
        """Those whose time is over."""
        return self.filter(created_at__lte=now - KEPT_IMPORT_FOR)


def _versions() -> VersionQuerySet:
    from legislation.models import ProvisionVersion  # the models import these QuerySets

    return ProvisionVersion.objects.all()
