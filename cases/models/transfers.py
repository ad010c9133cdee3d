"""Transfers: a case offered to another organisation, and taken over by it or not."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.models.approvals import Approval
from cases.models.base import WRAPPED_KEYS, Record, WithOwnKeys, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.consents import Consent
from cases.models.organisations import Membership, Organisation
from cases.sealing import SealedField, only_tokens
from cases.sharing_choices import SharingBasis, TransferStatus
from cases.sharing_querysets import TransferQuerySet
from legislation.models import ProvisionVersion

_WAITING = [TransferStatus.DRAFT, TransferStatus.OFFERED]


@pghistory.track(exclude=WRAPPED_KEYS)
class Transfer(Record, WithOwnKeys):
    """An offer, on a basis. The case moves with its keys, and only when the other organisation accepts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    former = models.ForeignKey(
        Organisation, verbose_name=_("from"), on_delete=models.PROTECT, related_name="transfers_offered"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("to"), on_delete=models.PROTECT, related_name="transfers_received"
    )
    basis = models.CharField(_("on what basis"), max_length=8, choices=SharingBasis)
    consent = models.ForeignKey(
        Consent, verbose_name=_("consent"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="transfers",
    )  # fmt: skip
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    law_on = models.DateField(_("law as of"), null=True, blank=True)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    approval = models.OneToOneField(
        Approval, verbose_name=_("approval"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="transfer",
    )  # fmt: skip
    note = SealedField(_("handover note"), keeper="")
    status = models.CharField(_("status"), max_length=9, choices=TransferStatus, default=TransferStatus.DRAFT)
    expires_at = models.DateTimeField(_("answer wanted by"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    answer = SealedField(_("what was answered"), keeper="")
    lead = models.ForeignKey(
        Membership, verbose_name=_("new lead"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(status__in=_WAITING),
                name="case_is_offered_to_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("former")), name="transfer_is_to_another_organisation"
            ),
            models.CheckConstraint(
                condition=~Q(status=TransferStatus.ACCEPTED)
                | Q(lead__isnull=False, answered_by__isnull=False),
                name="transfer_accepted_has_a_lead",
            ),
            models.CheckConstraint(
                condition=~Q(status=TransferStatus.DECLINED) | ~Q(answer=""),
                name="transfer_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(basis=SharingBasis.CONSENT, consent__isnull=False, version__isnull=True)
                & Q(approval__isnull=True)
                | Q(basis=SharingBasis.STATUTE, version__isnull=False, law_on__isnull=False)
                # Offers that were over before these had to be approved too.
                & Q(consent__isnull=True)
                & (Q(approval__isnull=False) | ~Q(status__in=_WAITING))
                | Q(basis=SharingBasis.OVERRIDE, approval__isnull=False)
                & Q(consent__isnull=True, version__isnull=True)
                # Offers that were over before a basis was asked for.
                | Q(basis="") & ~Q(status__in=_WAITING),
                name="transfer_has_its_basis",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="transfer_has_a_note"),
            only_tokens("note", "answer", name="transfer_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="transfer_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.TRANSFER),
            ),
        ]
