"""Who may see a case, who may never, and who got in in an emergency."""

from __future__ import annotations

from datetime import timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.choices import AccessKind, BreakGlassStatus, Section, Verdict
from cases.models.base import Record
from cases.models.cases import Case
from cases.models.organisations import Membership, Organisation
from cases.sealing import SealedField, only_tokens

EMERGENCY_HOURS = 4


@pghistory.track()
class CaseAccess(Record):
    """A grant: never changed but to be taken back. It counts while the membership does."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants")
    membership = models.ForeignKey(
        Membership, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="grants",
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="grants", help_text=_("Everyone who works on cases there."),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=12, choices=AccessKind)
    sections = ArrayField(models.CharField(max_length=12, choices=Section), verbose_name=_("parts"))
    starts_at = models.DateTimeField(_("from"), db_default=Now())
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    reason = SealedField(_("reason"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ("created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(membership__isnull=False, organisation__isnull=True)
                | Q(membership__isnull=True, organisation__isnull=False, kind=AccessKind.REFERRAL),
                name="access_is_a_persons_or_a_referral_to_an_organisation",
            ),
            models.CheckConstraint(condition=Q(sections__len__gt=0), name="access_covers_something"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="access_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AccessKind.AUDITOR_TEMP) | Q(ends_at__isnull=False),
                name="access_of_an_auditor_ends",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=AccessKind.LEAD, revoked_at__isnull=True),
                name="case_has_one_lead",
            ),
            only_tokens("reason", name="access_reason_is_sealed"),
        ]


@pghistory.track()
class CaseBarrier(Record):
    """Beats every grant, whatever it is, and emergency access too."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="barriers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    reason = SealedField(_("reason"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("barrier")
        verbose_name_plural = _("barriers")
        ordering = ("created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, organisation__isnull=False),
                name="barrier_is_against_a_person_or_an_organisation",
            ),
            only_tokens("reason", name="barrier_reason_is_sealed"),
        ]


@pghistory.track(exclude=["reason"])
class BreakGlass(Record):
    """A request for emergency access: a reason, a second person, four hours, a review.

    The case is empty where the number typed names none that may be asked for; the person who asks
    can't tell, and nobody is asked to decide.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="emergencies"
    )
    membership = models.ForeignKey(
        Membership, verbose_name=_("who asks"), on_delete=models.PROTECT, related_name="emergencies"
    )
    # Sealed with the master key of cases: who asks has no key of the case.
    reason = SealedField(_("reason"))
    status = models.CharField(
        _("status"), max_length=8, choices=BreakGlassStatus, default=BreakGlassStatus.ASKED
    )
    decided_by = models.ForeignKey(
        Membership, verbose_name=_("decided by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    starts_at = models.DateTimeField(_("from"), null=True)
    ends_at = models.DateTimeField(_("until"), null=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    verdict = models.CharField(_("verdict"), max_length=11, choices=Verdict, blank=True)

    class Meta:
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("membership")),
                name="emergency_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__lte=F("starts_at") + timedelta(hours=EMERGENCY_HOURS)),
                name="emergency_lasts_four_hours_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(status=BreakGlassStatus.APPROVED)
                | Q(case__isnull=False, decided_by__isnull=False, ends_at__isnull=False),
                name="approved_emergency_says_by_whom_and_until_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_has_a_reason"),
            only_tokens("reason", name="emergency_reason_is_sealed"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="emergency_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.BREAK_GLASS),
            )
        ]
