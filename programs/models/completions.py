"""What a cohort leaves: certificates, outcomes months later, and numbers without persons."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kbase.sealed import Sealed
from legislation.choices import Language
from programs.cohorts.choices import IncomeChange, Occupation, RevocationReason
from programs.models.applications import Application
from programs.models.cohorts import Cohort

FOLLOW_UPS = (6, 12)


class Certificate(models.Model):
    """That someone completed a cohort; confirmed to whoever has the code printed on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="certificates"
    )
    application = models.OneToOneField(
        Application,
        verbose_name=_("application"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="certificate",
        help_text=_("Empty once the application was erased."),
    )
    code = models.CharField(_("code"), max_length=19, unique=True)
    language = models.CharField(_("language"), max_length=3, choices=Language)
    completed_on = models.DateField(_("completed on"))
    name_token = models.TextField(blank=True, editable=False)
    shows_name = models.BooleanField(
        _("name is shown to whoever checks"), default=False, help_text=_("Only if she allowed it.")
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    revoked_for = models.CharField(
        _("why it was revoked"), max_length=12, choices=RevocationReason, blank=True, editable=False
    )

    name = Sealed("name_token")

    class Meta:
        default_permissions = ()
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("cohort", "completed_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_for="")
                | Q(revoked_on__isnull=False) & ~Q(revoked_for=""),
                name="certificate_is_revoked_for_a_reason",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="certificate_stays_revoked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__revoked_on__isnull=False, old__revoked_on__df=pgtrigger.F("new__revoked_on")
                ),
            ),
            pgtrigger.Protect(
                name="certificate_keeps_its_code",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__code__df=pgtrigger.F("new__code")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Address at which anyone may check it."""
        return reverse("certificate-detail", args=(self.code,))


class Outcome(models.Model):
    """What someone does some months after completing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="outcomes"
    )
    months = models.PositiveSmallIntegerField(_("months after"))
    due_on = models.DateField(_("due on"))
    occupation = models.CharField(_("what she does now"), max_length=16, choices=Occupation, blank=True)
    income = models.CharField(_("income"), max_length=16, choices=IncomeChange, blank=True)
    jobs = models.PositiveSmallIntegerField(_("jobs she gives to others"), null=True, blank=True)
    note_token = models.TextField(blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Empty: she herself."),
    )

    note = Sealed("note_token")

    class Meta:
        default_permissions = ()
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ("due_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=("application", "months"), name="one_outcome_a_follow_up"),
            models.CheckConstraint(condition=Q(months__in=FOLLOW_UPS), name="follow_up_after_6_or_12_months"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, occupation="")
                | Q(answered_at__isnull=False) & ~Q(occupation=""),
                name="answered_outcome_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.months}"


class CohortTally(models.Model):
    """A number that is left of applications that were erased: how many reached what, nothing else."""

    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="tallies"
    )
    key = models.CharField(_("what is counted"), max_length=60)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ("cohort", "key")
        constraints = [models.UniqueConstraint(fields=("cohort", "key"), name="tally_once_a_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
