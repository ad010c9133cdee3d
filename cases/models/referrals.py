"""Referrals: parts of a case sent to whoever helps, on a basis, as they stood when they were sent."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import keys, states
from cases.choices import Section, ServiceKind
from cases.models.access import CaseAccess
from cases.models.approvals import Approval
from cases.models.base import WRAPPED_KEYS, Record, WithOwnKeys, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.consents import Consent
from cases.models.organisations import Organisation
from cases.sealing import SealedField, only_tokens
from cases.sharing_choices import ReferralStatus, SharingBasis
from cases.sharing_querysets import PackageQuerySet, ReferralQuerySet
from legislation.models import ProvisionVersion

_NOT_SENT = [ReferralStatus.DRAFT, ReferralStatus.REVOKED]


@pghistory.track(exclude=WRAPPED_KEYS)
class Referral(Record, WithOwnKeys):
    """A person sent to a service: to an organisation that works on cases here, or outside."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("to"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="referrals", help_text=_("One that works on cases here; it reads what is sent."),
    )  # fmt: skip
    listed = models.ForeignKey(
        "programs.Organisation", verbose_name=_("to, in the public directory"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+", help_text=_("One outside; nothing is sent to it from here."),
    )  # fmt: skip
    contact = SealedField(_("to whom outside"))
    service_kind = models.CharField(_("for what"), max_length=16, choices=ServiceKind)
    basis = models.CharField(_("on what basis"), max_length=8, choices=SharingBasis)
    consent = models.ForeignKey(
        Consent, verbose_name=_("consent"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="referrals",
    )  # fmt: skip
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    law_on = models.DateField(_("law as of"), null=True, blank=True)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    approval = models.OneToOneField(
        Approval, verbose_name=_("approval"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="referral",
    )  # fmt: skip
    sections = ArrayField(models.CharField(max_length=12, choices=Section), verbose_name=_("parts"))
    message = SealedField(_("message"))
    grant_live = models.BooleanField(
        _("the receiver sees the case itself"), default=False,
        help_text=_("From acceptance to the end; otherwise it sees what was sent, as it stood then."),
    )  # fmt: skip
    access = models.OneToOneField(
        CaseAccess, verbose_name=_("access"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="referral",
    )  # fmt: skip
    respond_by = models.DateField(_("answer wanted by"), null=True, blank=True)
    expires_at = models.DateTimeField(_("ends"))
    status = models.CharField(_("status"), max_length=9, choices=ReferralStatus, default=ReferralStatus.DRAFT)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    answer = SealedField(_("what was answered"), keeper="")
    request_key = models.UUIDField(editable=False, help_text=_("Sent twice, it is one referral."))

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=("created_by", "request_key"), name="referral_is_made_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, listed__isnull=True, contact="")
                | Q(organisation__isnull=True, grant_live=False) & (Q(listed__isnull=False) | ~Q(contact="")),
                name="referral_is_to_one_here_or_outside",
            ),
            models.CheckConstraint(
                condition=Q(basis=SharingBasis.CONSENT, consent__isnull=False, version__isnull=True)
                | Q(
                    basis=SharingBasis.STATUTE,
                    consent__isnull=True,
                    version__isnull=False,
                    law_on__isnull=False,
                )
                | Q(
                    basis=SharingBasis.OVERRIDE,
                    consent__isnull=True,
                    version__isnull=True,
                    approval__isnull=False,
                ),
                name="referral_has_its_basis",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_NOT_SENT) | Q(sent_at__isnull=False), name="referral_sent_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.DECLINED) | ~Q(answer=""),
                name="referral_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="referral_ends_after_it_is_made"
            ),
            only_tokens("contact", "message", "answer", name="referral_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="referral_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.REFERRAL),
            ),
        ]


class ReferralPackage(Record):
    """What was sent, as it stood then, under the referral's own keys. Added to, never changed."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="package")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    content = SealedField(_("content"), keeper="referral")
    identities = SealedField(_("who the people are"), keeper="referral", key=keys.IDENTITY)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("content of a referral")
        verbose_name_plural = _("contents of referrals")
        constraints = [only_tokens("content", "identities", name="package_is_sealed")]
        triggers = [recorded_by_the_servers_clock()]
