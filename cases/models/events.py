"""Events that the law attaches something to, and the pins that say which version of the law holds."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.law_choices import Basis, Known
from cases.law_querysets import CorrectableQuerySet, PinQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.incidents import Incident
from cases.models.measures import CaseMeasure
from cases.moments import days_of, moment_of
from cases.sealing import SealedField, only_tokens
from legislation.clocks.moments import Moment
from legislation.models import EventKind, Jurisdiction, ProvisionVersion
from legislation.models import Role as LawRole


class Event(Record):
    """Something that happened and may start clocks. Added to, never changed: a correction is another one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recorded_events")
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(EventKind, verbose_name=_("what"), on_delete=models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField(_("when it happened"))
    known = models.CharField(
        _("what is known of the time"), max_length=5, choices=Known.choices[:3], default=Known.EXACT
    )
    bound = models.ForeignKey(
        LawRole, verbose_name=_("whom it concerned"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
        help_text=_("For example who learned of it: then only what binds that role is derived."),
    )  # fmt: skip
    incident = models.ForeignKey(
        Incident, verbose_name=_("incident"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="events",
    )  # fmt: skip
    measure = models.ForeignKey(
        CaseMeasure, verbose_name=_("measure"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="recorded_events",
    )  # fmt: skip
    source = SealedField(_("document that proves it"))
    detail = SealedField(_("detail"))
    supersedes = models.OneToOneField(
        "self", verbose_name=_("corrects"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="superseded_by",
    )  # fmt: skip
    reason = SealedField(_("reason for the correction"))

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        verbose_name = _("event in a case")
        verbose_name_plural = _("events in a case")
        ordering = ("-occurred_at", "-created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(occurred_at__lte=F("created_at")), name="event_has_happened_when_it_is_recorded"
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="event_correction_has_a_reason"
            ),
            only_tokens("source", "detail", "reason", name="event_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]

    @property
    def moment(self) -> Moment:
        """When it happened, as it was told; needs the jurisdiction loaded."""
        return moment_of(self.occurred_at, self.known, self.jurisdiction.timezone)

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The local days it may lie on, both inclusive."""
        return days_of(self.occurred_at, self.known, self.jurisdiction.timezone)


class LawPin(Record):
    """The version of the law that holds for an incident or event, with the fingerprint of its text."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pins")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="pins"
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="pins")
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law"), on_delete=models.PROTECT, related_name="+"
    )
    as_of_on = models.DateField(_("as of"))
    basis = models.CharField(_("by"), max_length=13, choices=Basis)
    language = models.CharField(_("language of the text"), max_length=3, blank=True)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    needs_review = models.BooleanField(_("a lawyer has to look"), default=False)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = SealedField(_("reason"))

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pin of the law")
        verbose_name_plural = _("pins of the law")
        ordering = ("as_of_on", "created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=False, event__isnull=True)
                | Q(incident__isnull=True, event__isnull=False),
                name="pin_is_of_an_incident_or_an_event",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""),
                name="pin_in_anothers_place_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=("incident", "event", "version"), name="version_is_pinned_once", nulls_distinct=False
            ),
            only_tokens("reason", name="pin_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]
