"""Reports that the law obliges to make: of violence, by teachers, doctors, centres and others."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.law_choices import Informed, ReportChannel
from cases.law_querysets import ReportQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.sealing import SealedField, only_tokens
from legislation.models import ProvisionVersion


class MandatoryReport(Record):
    """That somebody was told because a provision says so. Added to, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law that obliges"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    aware_at = models.DateTimeField(_("when it became known"))
    sent_at = models.DateTimeField(_("when it was reported"))
    channel = models.CharField(_("way"), max_length=9, choices=ReportChannel)
    recipient = SealedField(_("to whom"))
    their_ref = SealedField(_("their number"))
    survivor_informed = models.CharField(_("the survivor was told"), max_length=6, choices=Informed)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandatory report")
        verbose_name_plural = _("mandatory reports")
        ordering = ("-sent_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__gte=F("aware_at")), name="report_is_made_once_it_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__lte=F("created_at")), name="report_is_made_when_it_is_recorded"
            ),
            models.CheckConstraint(condition=~Q(recipient=""), name="report_says_to_whom"),
            only_tokens("recipient", "their_ref", name="report_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]

    @property
    def elapsed(self) -> dt.timedelta:
        """How long it took from knowing to telling."""
        return self.sent_at - self.aware_at
