"""Incidents: what was done, when and what kind; told in words only where it is sealed."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.law_choices import Known, PlaceKind
from cases.law_querysets import CorrectableQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.moments import days_of
from cases.sealing import SealedField, only_tokens
from legislation.models import Jurisdiction


class Incident(Record):
    """One deed, or conduct that goes on. Never changed: a correction takes its place."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="+",
        help_text=_("Whose law applies, and whose clocks are meant."),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("when it began"), null=True, blank=True)
    ends_at = models.DateTimeField(
        _("when it ended"), null=True, blank=True, help_text=_("Empty for a single deed.")
    )
    known = models.CharField(_("what is known of the time"), max_length=7, choices=Known)
    goes_on = models.BooleanField(_("goes on"), default=False)
    place_kind = models.CharField(_("where"), max_length=11, choices=PlaceKind, default=PlaceKind.UNKNOWN)
    region = models.CharField(_("region"), max_length=60, blank=True)
    violence_types = ArrayField(
        models.SlugField(max_length=60), verbose_name=_("kinds of violence"),
        help_text=_("Topics of the law, by their slugs."),
    )  # fmt: skip
    weapon = models.BooleanField(_("a weapon was used or shown"), null=True, blank=True)
    children_present = models.BooleanField(_("children were there"), null=True, blank=True)
    strangulation = models.BooleanField(_("she was strangled"), null=True, blank=True)
    narrative = SealedField(_("what happened"))
    supersedes = models.OneToOneField(
        "self", verbose_name=_("corrects"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="superseded_by",
    )  # fmt: skip
    reason = SealedField(_("reason for the correction"))

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = (F("starts_at").desc(nulls_last=True), "created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(known=Known.UNKNOWN, starts_at__isnull=True)
                | ~Q(known=Known.UNKNOWN) & Q(starts_at__isnull=False),
                name="incident_has_a_time_or_says_that_none_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at"), goes_on=False),
                name="incident_ends_after_it_began_or_goes_on",
            ),
            models.CheckConstraint(condition=Q(violence_types__len__gt=0), name="incident_is_of_some_kind"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="incident_correction_has_a_reason"
            ),
            only_tokens("narrative", "reason", name="incident_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]

    def days(self, today: dt.date) -> tuple[dt.date, dt.date] | None:
        """The local days it may lie on, both inclusive, until today if it goes on; None where not known."""
        if self.starts_at is None:
            return None
        zone = self.jurisdiction.timezone
        first, last = days_of(self.starts_at, self.known, zone)
        if self.goes_on:
            return first, max(last, today)
        if self.ends_at is not None:
            return first, days_of(self.ends_at, self.known, zone)[1]
        return first, last
