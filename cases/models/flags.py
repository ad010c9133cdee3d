"""What a person has to look at, because the law is unclear, has changed, or needs a lawyer."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.law_choices import Doubt, FlagKind
from cases.law_querysets import FlagQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.duties import CaseDuty
from cases.models.events import Event
from cases.models.incidents import Incident
from cases.models.measures import CaseMeasure
from cases.sealing import SealedField, only_tokens
from legislation.models import ProvisionVersion


@pghistory.track()
class Flag(Record):
    """A doubt, in codes; open until somebody says how it was settled. Nothing is guessed meanwhile."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(_("what"), max_length=12, choices=FlagKind)
    doubt = models.CharField(_("why"), max_length=21, choices=Doubt)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="flags"
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    duty = models.ForeignKey(CaseDuty, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    measure = models.ForeignKey(
        CaseMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="flags"
    )
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    fact = models.CharField(_("what is not recorded"), max_length=30, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("settled"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolution = SealedField(_("how it was settled"))

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ("created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("case", "kind", "doubt", "incident", "event", "duty", "measure", "version", "fact"),
                condition=Q(resolved_at__isnull=True),
                name="flag_is_raised_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(resolution=""),
                name="flag_settled_says_by_whom_and_how",
            ),
            only_tokens("resolution", name="flag_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]
