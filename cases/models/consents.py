"""Consent, and the first contact at which it is asked for."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.care_choices import Capacity, ConsentKind, ConsentMethod, ConsentStatus
from cases.care_querysets import ConsentQuerySet, FirstContactQuerySet
from cases.choices import Section
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.organisations import Organisation
from cases.models.parties import Party
from cases.sealing import SealedField, only_tokens
from legislation.models import Jurisdiction


@pghistory.track()
class Consent(Record):
    """What one person agreed to, once. Never edited: it is withdrawn, or ends, and another is given."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(
        Party, verbose_name=_("who agrees"), on_delete=models.PROTECT, related_name="consents"
    )
    kind = models.CharField(_("to what"), max_length=10, choices=ConsentKind)
    recipient = models.ForeignKey(
        Organisation, verbose_name=_("recipient"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", help_text=_("Whom the parts may be shared with; empty for other kinds."),
    )  # fmt: skip
    recipient_listed = models.ForeignKey(
        "programs.Organisation", verbose_name=_("recipient in the public directory"),
        on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Where the recipient doesn't work on cases here."),
    )  # fmt: skip
    sections = ArrayField(
        models.CharField(max_length=12, choices=Section), verbose_name=_("parts"), default=list, blank=True
    )
    capacity = models.CharField(_("in whose name"), max_length=8, choices=Capacity)
    method = models.CharField(_("how it was given"), max_length=7, choices=ConsentMethod)
    given_at = models.DateTimeField(_("given"), db_default=Now())
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Empty: until withdrawn."))
    evidence = SealedField(_("what shows it"))
    status = models.CharField(_("status"), max_length=9, choices=ConsentStatus, default=ConsentStatus.GIVEN)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("withdrawal recorded by"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    withdrawal = SealedField(_("what was said at the withdrawal"))

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-given_at", "-created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ConsentKind.SHARE, sections__len__gt=0)
                & (
                    Q(recipient__isnull=False, recipient_listed__isnull=True)
                    | Q(recipient__isnull=True, recipient_listed__isnull=False)
                )
                | ~Q(kind=ConsentKind.SHARE)
                & Q(recipient__isnull=True, recipient_listed__isnull=True, sections__len=0),
                name="consent_to_share_names_one_recipient_and_parts",
            ),
            models.CheckConstraint(
                condition=Q(given_at__lte=F("created_at")), name="consent_was_given_when_it_is_recorded"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("given_at")),
                name="consent_ends_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(status=ConsentStatus.GIVEN, withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(status=ConsentStatus.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="consent_withdrawn_says_when_and_by_whom",
            ),
            only_tokens("evidence", "withdrawal", name="consent_is_sealed"),
        ]
        indexes = [
            models.Index(
                fields=("case", "kind"), condition=Q(status=ConsentStatus.GIVEN), name="consents_given"
            )
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="consent_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.CONSENT),
            ),
        ]


class FirstContact(Record):
    """That the limits of confidentiality were told before anything was asked, or why not. Added to, only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="first_contacts")
    party = models.ForeignKey(
        Party, verbose_name=_("with whom"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", help_text=_("Empty where an emergency left no time to record anybody."),
    )  # fmt: skip
    limits_explained = models.BooleanField(_("the limits of confidentiality were explained"), default=False)
    emergency_reason = SealedField(_("why the work begins before that"))
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="+"
    )
    as_of_on = models.DateField(_("law as of"))
    shown_versions = ArrayField(
        models.BigIntegerField(), verbose_name=_("versions of the law shown"), default=list, blank=True,
        help_text=_("Of the duties to report that the worker was shown."),
    )  # fmt: skip

    objects = FirstContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("first contact")
        verbose_name_plural = _("first contacts")
        ordering = ("created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(limits_explained=True, party__isnull=False) | ~Q(emergency_reason=""),
                name="first_contact_explains_the_limits_or_says_why_not",
            ),
            only_tokens("emergency_reason", name="first_contact_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]
