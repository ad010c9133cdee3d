"""What every app may use: jobs, pieces of the files they make, revisions of public content, accounts kept."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kbase.tracked import Account, Membership, SecondFactor, SignIn

__all__ = [
    "Account",
    "Job",
    "JobPiece",
    "JobQuerySet",
    "Membership",
    "Revision",
    "SecondFactor",
    "SignIn",
]

KEPT_FOR = dt.timedelta(days=1)


class JobQuerySet(models.QuerySet["Job"]):
    """Which jobs."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Only its owner's: a job shows what its owner may see, and holds what its owner sent."""
        return self.filter(owner=user.pk)

    def unfinished(self) -> Self:
        """Those that wait or run."""
        return self.filter(finished_at=None)

    def forgotten_at(self, moment: dt.datetime) -> Self:
        """Those whose result isn't kept any more."""
        return self.filter(finished_at__lt=moment - KEPT_FOR)


class Job(models.Model):
    """One piece of work for one person: waiting, running, done or failed."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="jobs",
        help_text=_("Nobody else sees it."),
    )
    kind = models.CharField(_("kind"), max_length=60, help_text=_("As `kbase.jobs.kinds` names it."))
    title = models.CharField(_("title"), max_length=200)
    arguments = models.JSONField(_("arguments"), default=dict, help_text=_("Identities of records only."))
    language = models.CharField(
        _("language"), max_length=10, help_text=_("Of the words that say what went wrong.")
    )
    queued_at = models.DateTimeField(_("queued at"))
    started_at = models.DateTimeField(
        _("started at"), null=True, blank=True, help_text=_("Again after each interruption.")
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0, help_text=_("0 while it isn't known."))
    failure = models.TextField(_("why it failed"), blank=True)
    result_url = models.CharField(_("page of the result"), max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    file_type = models.CharField(_("type of the file"), max_length=100, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-queued_at",)
        indexes = [models.Index(fields=["owner", "-queued_at"], name="job_owner_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failure="") | models.Q(finished_at__isnull=False),
                name="a_failed_job_is_finished",
            ),
            models.CheckConstraint(
                condition=models.Q(failure="") | models.Q(file_name="", result_url=""),
                name="a_failed_job_has_no_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its progress and its result are."""
        return reverse("admin-job", args=(self.pk,))

    @property
    def percent(self) -> int | None:
        """How much is done, where that is known."""
        return min(100, 100 * self.done // self.total) if self.total else None

    @property
    def expires_at(self) -> dt.datetime | None:
        """When it is forgotten."""
        return self.finished_at + KEPT_FOR if self.finished_at else None


class JobPiece(models.Model):
    """A piece of the file that a job made; pieces, so that neither side ever holds all of it."""

    job = models.ForeignKey(Job, verbose_name=_("job"), on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField(_("position"))
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("piece of a file")
        verbose_name_plural = _("pieces of files")
        ordering = ("job", "position")
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="one_piece_at_a_position")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.position}"


class Revision(models.Model):
    """A transaction that changed public content lately; written by triggers (`kbase.revisions`)."""

    transaction = models.BigIntegerField(_("transaction"), unique=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return str(self.transaction)
