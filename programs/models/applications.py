"""Applications: what a person sent, sealed, and the steps it took. No history of contents is kept."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kbase.sealed import Sealed
from legislation.choices import Language
from programs.cohorts.choices import ApplicationState, AttachmentKind, Looked, Presence
from programs.cohorts.querysets import ApplicationQuerySet
from programs.cohorts.states import STANDING, TRANSITIONS, WAITLISTED, steps_of
from programs.cohorts.triggers import application_counts_its_place, application_is_sent_in_time
from programs.models.cohorts import Cohort, CohortQuestion, CohortSession


class Application(models.Model):
    """One person's application to a cohort; without an account, found by her code alone.

    Columns named `…_token` are encrypted and bound to their row; read them through the attribute.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT, editable=False
    )
    language = models.CharField(
        _("language"), max_length=3, choices=Language, help_text=_("In which she wrote, and is answered.")
    )
    code_lookup = models.CharField(max_length=64, db_index=True, editable=False)
    code_hash = models.CharField(max_length=200, editable=False)
    name_token = models.TextField(blank=True, editable=False)
    phone_token = models.TextField(blank=True, editable=False)
    email_token = models.TextField(blank=True, editable=False)
    answers_token = models.TextField(blank=True, editable=False)
    letter_token = models.TextField(blank=True, editable=False)
    phone_index = models.CharField(max_length=64, blank=True, editable=False)
    email_index = models.CharField(max_length=64, blank=True, editable=False)
    begun_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    queue = models.PositiveIntegerField(_("place in the waiting list"), null=True, blank=True)

    name = Sealed("name_token")
    phone = Sealed("phone_token")
    email = Sealed("email_token")
    answers_text = Sealed("answers_token")
    letter = Sealed("letter_token")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("cohort", "submitted_at", "begun_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("cohort", "phone_index"),
                condition=~Q(phone_index="") & Q(state__in=STANDING),
                name="phone_applies_once_to_a_cohort",
            ),
            models.UniqueConstraint(
                fields=("cohort", "email_index"),
                condition=~Q(email_index="") & Q(state__in=STANDING),
                name="email_applies_once_to_a_cohort",
            ),
            models.UniqueConstraint(fields=("cohort", "queue"), name="one_place_each_in_the_waiting_list"),
            models.CheckConstraint(
                condition=~Q(state=WAITLISTED) | Q(queue__isnull=False),
                name="who_waits_has_a_place_in_the_list",
            ),
        ]
        indexes = [models.Index(fields=("cohort", "state"))]
        triggers = [
            pgtrigger.FSM(
                name="application_takes_allowed_steps", field="state", transitions=steps_of(TRANSITIONS)
            ),
            application_is_sent_in_time(),
            application_counts_its_place(),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ApplicationStep(models.Model):
    """One step of an application: when, by whom; nothing of what is in it."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="steps"
    )
    before = models.CharField(_("before"), max_length=12, choices=ApplicationState)
    after = models.CharField(_("after"), max_length=12, choices=ApplicationState)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Empty: the applicant herself, or the waiting list."),
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("application", "at", "pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ApplicationLook(models.Model):
    """That a member of staff looked at what is in an application; kept as long as the application."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="looks"
    )
    what = models.CharField(_("what was looked at"), max_length=8, choices=Looked)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Empty: an account that was deleted since."),
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering = ("application", "-at", "-pk")
        triggers = [
            pgtrigger.Protect(
                name="looks_stay_as_they_are", operation=pgtrigger.UpdateOf("application_id", "what", "at")
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"


class ApplicationAttachment(models.Model):
    """A file that an applicant gave: checked, made anew where it is a picture, and encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="attachments"
    )
    question = models.ForeignKey(
        CohortQuestion, verbose_name=_("question"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=4, choices=AttachmentKind)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_token = models.TextField(editable=False)

    content = Sealed("content_token")

    class Meta:
        default_permissions = ()
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(fields=("application", "question"), name="one_attachment_a_question")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Attendance(models.Model):
    """Whether someone came to a session."""

    session = models.ForeignKey(
        CohortSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="attendances"
    )
    presence = models.CharField(_("presence"), max_length=8, choices=Presence)

    class Meta:
        default_permissions = ()
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=("session", "application"), name="attendance_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.presence}"
