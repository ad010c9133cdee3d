"""Files of a case: what is known of each; the content lies encrypted in cases.files.store."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.file_choices import FileKind, FileStatus, FileType, Finding
from cases.file_querysets import GONE, AttachmentQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.consents import Consent
from cases.sealing import SealedField, only_tokens

# The history must not hold what opens a file that was destroyed.
FILE_KEYS = ["original_key", "shared_key"]


@pghistory.track(exclude=FILE_KEYS)
class Attachment(Record):
    """A file. Each of its two objects has a key of its own, sealed with the case's."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("what it is"), max_length=8, choices=FileKind)
    consent = models.ForeignKey(
        Consent, verbose_name=_("consent to it being kept"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="files",
    )  # fmt: skip
    display_name = SealedField(_("name"))
    file_type = models.CharField(_("type, by its content"), max_length=4, choices=FileType)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, editable=False,
        help_text=_("HMAC-SHA256 of the content under a key of the case."),
    )  # fmt: skip
    original = models.CharField(_("object of the original"), max_length=32, unique=True, editable=False)
    original_key = SealedField(_("key of the original"), editable=False)
    shared = models.CharField(_("object of the clean copy"), max_length=32, blank=True, editable=False)
    shared_key = SealedField(_("key of the clean copy"), editable=False)
    shared_size = models.PositiveBigIntegerField(_("size of the clean copy in bytes"), default=0)
    status = models.CharField(_("status"), max_length=9, choices=FileStatus, default=FileStatus.UPLOADED)
    finding = models.CharField(_("why it is not accepted"), max_length=15, choices=Finding, blank=True)
    signature = models.CharField(_("what the scanner found"), max_length=120, blank=True)
    checked_with = models.CharField(
        _("scanner"), max_length=120, blank=True, help_text=_("Empty: checked by content alone.")
    )
    began_at = models.DateTimeField(_("check begun"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    retries = models.PositiveSmallIntegerField(_("times tried again"), default=0)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("withdrawn by"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    withdrawal = SealedField(_("why it was withdrawn"))
    destroyed_at = models.DateTimeField(_("destroyed"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("-created_at", "pk")
        constraints = [
            only_tokens("display_name", "withdrawal", *FILE_KEYS, name="file_is_sealed"),
            models.CheckConstraint(
                condition=Q(kind=FileKind.PICTURE, consent__isnull=False)
                | ~Q(kind=FileKind.PICTURE) & Q(consent__isnull=True),
                name="picture_of_a_person_has_consent",
            ),
            models.UniqueConstraint(
                fields=("case", "fingerprint"), condition=~Q(status__in=GONE), name="file_is_in_its_case_once"
            ),
            models.CheckConstraint(
                condition=~Q(status=FileStatus.CLEAN)
                | Q(checked_at__isnull=False, finding="", signature="") & ~Q(shared="") & ~Q(shared_key=""),
                name="clean_file_was_checked_and_has_its_copy",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[FileStatus.FAILED, FileStatus.INFECTED])
                | Q(checked_at__isnull=False) & ~Q(finding=""),
                name="file_not_accepted_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status__in=GONE, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawal="")
                | ~Q(status__in=GONE)
                & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal=""),
                name="file_withdrawn_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(status=FileStatus.DESTROYED, destroyed_at__isnull=False, original_key="")
                & Q(shared_key="")
                | ~Q(status=FileStatus.DESTROYED) & Q(destroyed_at__isnull=True) & ~Q(original_key=""),
                name="destroyed_file_has_no_key",
            ),
            models.CheckConstraint(
                condition=Q(retries__lte=states.MOST_FILE_RETRIES), name="file_is_checked_again_a_few_times"
            ),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="file_takes_allowed_changes", field="status", transitions=states.steps_of(states.FILE)
            ),
            pgtrigger.Trigger(
                name="file_counts_its_retries",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF NEW.retries <> OLD.retries
                    + (OLD.status = 'failed' AND NEW.status = 'scanning')::integer
                THEN RAISE EXCEPTION 'each retry of a file is counted'; END IF;
                RETURN NEW;
                """,
            ),
        ]
