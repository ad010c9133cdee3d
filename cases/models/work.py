"""The daily work on a case: notes, tasks, attempts to reach somebody."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.care_choices import ContactOutcome, TaskKind, TaskStatus
from cases.care_querysets import AttemptQuerySet, NoteQuerySet, TaskQuerySet
from cases.choices import ContactChannel
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.consents import Consent
from cases.models.organisations import Membership, Organisation
from cases.models.parties import Party, SafeContact
from cases.sealing import SealedField, only_tokens


@pghistory.track()
class Note(Record):
    """What a worker wrote down. An inspector reads those of her own organisation."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("written for"), on_delete=models.PROTECT, related_name="+"
    )
    body = SealedField(_("note"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="note_says_something"),
            only_tokens("body", name="note_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]


@pghistory.track()
class Task(Record):
    """Something that one person is to do by a day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(_("kind"), max_length=14, choices=TaskKind, default=TaskKind.GENERAL)
    what = SealedField(_("what is to be done"))
    assignee = models.ForeignKey(
        Membership, verbose_name=_("who does it"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="tasks", help_text=_("Empty where there is nobody to name: the lead sees to it."),
    )  # fmt: skip
    due_on = models.DateField(_("by"))
    party = models.ForeignKey(
        Party, verbose_name=_("about whom"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consent = models.ForeignKey(
        Consent, verbose_name=_("about which consent"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="tasks",
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=9, choices=TaskStatus, default=TaskStatus.OPEN)
    done_at = models.DateTimeField(_("settled"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("settled by"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    outcome = SealedField(_("what came of it"))

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("due_on", "created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=TaskStatus.OPEN, done_at__isnull=True, done_by__isnull=True)
                | ~Q(status=TaskStatus.OPEN) & Q(done_at__isnull=False, done_by__isnull=False),
                name="task_settled_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TaskKind.GENERAL) | ~Q(what=""), name="task_says_what_is_to_be_done"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(TaskKind.CONTACT, TaskKind.CONTACT_REVIEW)) | Q(party__isnull=False),
                name="task_of_contact_says_with_whom",
            ),
            models.UniqueConstraint(
                fields=("party",),
                condition=Q(kind=TaskKind.CONTACT_REVIEW, status=TaskStatus.OPEN),
                name="contact_is_reviewed_once_at_a_time",
            ),
            only_tokens("what", "outcome", name="task_is_sealed"),
        ]
        indexes = [
            models.Index(
                fields=("assignee", "due_on"),
                condition=Q(status=TaskStatus.OPEN),
                name="tasks_to_be_done",
            )
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="task_takes_allowed_changes", field="status", transitions=states.steps_of(states.TASK)
            ),
        ]


class ContactAttempt(Record):
    """One attempt to reach a person, within what is safe or with a reason. Added to, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contact_attempts")
    party = models.ForeignKey(
        Party, verbose_name=_("whom"), on_delete=models.PROTECT, related_name="contact_attempts"
    )
    rule = models.ForeignKey(
        SafeContact, verbose_name=_("rule that held"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    channel = models.CharField(_("way"), max_length=16, choices=ContactChannel)
    attempted_at = models.DateTimeField(_("when"))
    was_safe = models.BooleanField(_("within what was agreed"))
    override_reason = SealedField(_("why it could not wait"))
    outcome = models.CharField(_("what came of it"), max_length=13, choices=ContactOutcome)
    detail = SealedField(_("detail"))

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt at contact")
        verbose_name_plural = _("attempts at contact")
        ordering = ("-attempted_at", "-created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(was_safe=True, rule__isnull=False) | Q(was_safe=False) & ~Q(override_reason=""),
                name="unsafe_attempt_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(attempted_at__lte=F("created_at")), name="attempt_was_made_when_it_is_recorded"
            ),
            only_tokens("override_reason", "detail", name="contact_attempt_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]
