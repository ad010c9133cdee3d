"""Jobs about the law: rehearse and carry out large imports, make large exports."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kbase.jobs.files import keep_file
from kbase.jobs.kinds import JobRefusedError, job_kind
from kbase.jobs.progress import Progress
from kbase.models import Job
from legislation.bulk import importing
from legislation.bulk.exporting import EXPORT_JOB, export_of
from legislation.bulk.tables import UnreadableTableError
from legislation.editing.whole import (
    PUBLISH_JOB,
    SUBMIT_JOB,
    ChangedSinceShownError,
    publish_law,
    submit_law,
)
from legislation.models import BulkImport, Law


@job_kind(importing.REHEARSAL_JOB)
def rehearse_import(job: Job, progress: Progress) -> None:
    """Find out what a large file would do."""
    bulk = _bulk(job)
    try:
        importing.rehearse(bulk=bulk, actor=job.owner, progress=progress)
    except UnreadableTableError as refusal:
        raise JobRefusedError(str(refusal)) from refusal
    job.result_url = reverse("admin-bulk-import", args=(bulk.pk,))


@job_kind(importing.IMPORT_JOB)
def carry_out_import(job: Job, progress: Progress) -> None:
    """Do what was shown, all of it."""
    bulk = _bulk(job)
    try:
        importing.carry_out(
            bulk=bulk, actor=job.owner, reason=bulk.reason, at=timezone.now(), progress=progress
        )
    except importing.ChangedMeanwhileError as refusal:
        raise JobRefusedError(
            _("Records were changed here since this was shown. Nothing was imported: send the file again, "
              "and look.")
        ) from refusal  # fmt: skip
    except ValidationError as refusal:
        raise JobRefusedError(" ".join(refusal.messages)) from refusal
    job.result_url = reverse("admin-bulk-import", args=(bulk.pk,))


@job_kind(SUBMIT_JOB)
def submit_whole_law(job: Job, progress: Progress) -> None:
    """Send all drafts of a law to review."""
    law = _law(job)
    _refusing(lambda: submit_law(law=law, actor=job.owner))
    job.result_url = reverse("desk-whole", args=(law.pk,))


@job_kind(PUBLISH_JOB)
def publish_whole_law(job: Job, progress: Progress) -> None:
    """Publish all that is in review of a law."""
    law, shown, comment = _law(job), str(job.arguments["shown"]), str(job.arguments["comment"])
    _refusing(lambda: publish_law(law=law, actor=job.owner, shown=shown, comment=comment))
    job.result_url = law.get_absolute_url()


@job_kind(EXPORT_JOB)
def make_export(job: Job, progress: Progress) -> None:
    """Make a large file."""
    export = export_of(job.arguments["name"], job.arguments["suffix"], job.owner)
    if export is None:
        raise JobRefusedError(_("You no longer have the right to do this. Nothing was changed."))
    keep_file(job, name=export.file_name, file_type=export.file_type, content=export.pieces(progress))


def _refusing(act: Callable[[], object]) -> None:
    try:
        act()
    except ChangedSinceShownError as refusal:
        raise JobRefusedError(
            _("It was changed since it was shown. Nothing was done: look at it again.")
        ) from refusal
    except ValidationError as refusal:
        raise JobRefusedError(" ".join(refusal.messages)) from refusal


def _law(job: Job) -> Law:
    return Law.objects.select_related("jurisdiction").get(pk=job.arguments["law"])


def _bulk(job: Job) -> BulkImport:
    bulk = BulkImport.objects.select_related("owner").filter(pk=job.arguments["bulk"]).first()
    if bulk is None:
        raise JobRefusedError(_("This import is forgotten: send the file again."))
    return bulk
