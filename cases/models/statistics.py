"""Statistics as they were released: made once for a month, never made again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.models.organisations import Membership


class StatisticsRelease(models.Model):
    """Tables about the cases opened in one month, small numbers left out; no later case changes them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(_("month"), unique=True, help_text=_("Its first day."))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    smallest = models.PositiveSmallIntegerField(_("smallest number shown"))
    total = models.PositiveIntegerField(
        _("cases"), null=True, help_text=_("Empty where there were too few to say how many.")
    )
    tables = models.JSONField(_("tables"), default=list)
    published_at = models.DateTimeField(_("made public at"), null=True)
    published_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("release of statistics")
        verbose_name_plural = _("releases of statistics")
        ordering = ("-month",)
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="statistics_are_of_a_month"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="statistics_made_public_say_by_whom",
            ),
        ]
