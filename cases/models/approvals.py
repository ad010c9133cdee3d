"""What needs a second person in sharing: one record, whoever asks is never who decides."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.sealing import SealedField, only_tokens
from cases.sharing_choices import ApprovalKind, ApprovalStatus
from cases.sharing_querysets import ApprovalQuerySet


@pghistory.track()
class Approval(Record):
    """A request to a supervisor and her answer; what it is about points to it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(_("of what"), max_length=8, choices=ApprovalKind)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    reason = SealedField(_("why"))
    status = models.CharField(_("status"), max_length=8, choices=ApprovalStatus, default=ApprovalStatus.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    content_sha256 = models.CharField(
        _("SHA-256 of what was decided about"), max_length=64, blank=True, db_default="", editable=False,
        help_text=_("Written by the database; what was changed since is not approved."),
    )  # fmt: skip
    comment = SealedField(_("what the supervisor said"))

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ("created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="approval_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status=ApprovalStatus.ASKED, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(status=ApprovalStatus.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approval_decided_says_by_whom_and_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="approval_has_a_reason"),
            only_tokens("reason", "comment", name="approval_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="approval_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.APPROVAL),
            ),
        ]
