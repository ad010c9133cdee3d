"""Measures of the law as they were taken in a case: issued, served, in force until a day."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.law_choices import MeasureStatus, UntilSource
from cases.law_querysets import MeasureQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.sealing import SealedField, only_tokens
from legislation.models import Measure, ProvisionVersion
from legislation.models import Role as LawRole


@pghistory.track()
class CaseMeasure(Record):
    """A measure that was ordered; its kind is the norm of the law on the day it was issued."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    norm = models.ForeignKey(Measure, verbose_name=_("measure"), on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law"), on_delete=models.PROTECT, related_name="+"
    )
    issuer = models.ForeignKey(
        LawRole, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"))
    served_at = models.DateTimeField(_("served"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    until_on = models.DateField(_("last day"), null=True, blank=True)
    until_source = models.CharField(_("last day set by"), max_length=8, choices=UntilSource, blank=True)
    conditions = SealedField(_("conditions"))
    document = SealedField(_("number of the document"))
    reason = SealedField(_("reason"))
    status = models.CharField(
        _("status"), max_length=9, choices=MeasureStatus, default=MeasureStatus.RECORDED
    )
    extension_of = models.OneToOneField(
        "self", verbose_name=_("extends"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="extension",
    )  # fmt: skip

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure in a case")
        verbose_name_plural = _("measures in a case")
        ordering = ("-issued_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[MeasureStatus.RECORDED, MeasureStatus.CANCELLED])
                | Q(served_at__isnull=False, starts_on__isnull=False),
                name="measure_is_in_force_once_served",
            ),
            models.CheckConstraint(
                condition=Q(served_at__isnull=True) | Q(served_at__gte=F("issued_at")),
                name="measure_is_served_after_it_was_issued",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True, until_source="")
                | Q(until_on__gte=F("starts_on")) & ~Q(until_source=""),
                name="measure_ends_after_it_starts_and_says_who_set_it",
            ),
            only_tokens("conditions", "document", "reason", name="measure_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="measure_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.MEASURE),
            ),
        ]

    @property
    def has_own_service(self) -> bool:
        """Whether it was served by itself; an extension is in force by its decision."""
        return self.served_at is not None and self.extension_of_id is None
