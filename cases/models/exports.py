"""Copies of a case file that leave: for a purpose, within a scope, approved, kept encrypted for a day."""

from __future__ import annotations

from datetime import timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import keys, states
from cases.choices import Section
from cases.models.approvals import Approval
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.consents import Consent
from cases.sealing import SealedField, only_tokens
from cases.sharing_choices import ExportBasis, ExportStatus, Told
from cases.sharing_querysets import ExportQuerySet

KEPT_HOURS = 24


@pghistory.track()
class CaseExport(Record):
    """One copy. What was asked for is never changed: a wider scope is another request and approval."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exports")
    copy_number = models.PositiveSmallIntegerField(_("number of the copy"))
    purpose = SealedField(_("purpose"))
    basis = models.CharField(_("on what basis"), max_length=7, choices=ExportBasis)
    consent = models.ForeignKey(
        Consent, verbose_name=_("consent"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="exports",
    )  # fmt: skip
    order_by = SealedField(_("who ordered it"))
    order_number = SealedField(_("number of the order"))
    order_on = models.DateField(_("day of the order"), null=True, blank=True)
    sections = ArrayField(models.CharField(max_length=12, choices=Section), verbose_name=_("parts"))
    language = models.CharField(_("language"), max_length=2)
    survivor_told = models.CharField(_("the survivor was told"), max_length=9, choices=Told)
    approval = models.OneToOneField(
        Approval, verbose_name=_("approval"), on_delete=models.PROTECT, related_name="export"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ExportStatus, default=ExportStatus.REQUESTED
    )
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    downloaded_at = models.DateTimeField(_("downloaded"), null=True, blank=True)
    purged_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    request_key = models.UUIDField(editable=False, help_text=_("Sent twice, it is one request."))

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a case file")
        verbose_name_plural = _("copies of case files")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=("created_by", "request_key"), name="export_is_requested_once"),
            models.UniqueConstraint(fields=("case", "copy_number"), name="export_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(basis=ExportBasis.ORDER, consent__isnull=True, order_on__isnull=False)
                & ~Q(order_number="")
                & ~Q(order_by="")
                | Q(basis=ExportBasis.CONSENT, consent__isnull=False, order_on__isnull=True),
                name="export_has_its_basis",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="export_has_a_purpose"),
            models.CheckConstraint(condition=Q(sections__len__gt=0), name="export_has_a_scope"),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(ready_at__isnull=False, expires_at__lte=F("ready_at") + timedelta(hours=KEPT_HOURS)),
                name="export_is_kept_for_a_day_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ExportStatus.READY, ExportStatus.DOWNLOADED])
                | Q(expires_at__isnull=False),
                name="export_ready_says_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=ExportStatus.DOWNLOADED) | Q(downloaded_at__isnull=False) & ~Q(sha256=""),
                name="export_downloaded_says_when_and_what",
            ),
            only_tokens("purpose", "order_by", "order_number", name="export_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="export_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.EXPORT),
            ),
        ]


class ExportedFile(Record):
    """The file of a copy, sealed; emptied when it is deleted, so no history of it is kept either."""

    export = models.OneToOneField(CaseExport, on_delete=models.PROTECT, related_name="file")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    # As it was set; then as it is handed out, under a password that is kept nowhere.
    document = SealedField(_("document"), key=keys.IDENTITY)
    issued = SealedField(_("document under a password"), key=keys.IDENTITY)

    class Meta:
        verbose_name = _("file of a copy")
        verbose_name_plural = _("files of copies")
        constraints = [only_tokens("document", "issued", name="exported_file_is_sealed")]
        triggers = [recorded_by_the_servers_clock()]
