"""Do a job, all or nothing; say that it failed, or was given up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.exceptions import JobAborted

from kbase.jobs.kinds import WORK, JobRefusedError
from kbase.jobs.progress import Progress
from kbase.models import Job

logger = logging.getLogger(__name__)

# The worker stops, or the database went away: the same work may succeed later.
MAY_PASS = (JobAborted, OperationalError, InterfaceError)


def do_job(*, pk: int, is_stopping: Callable[[], bool]) -> None:
    """Do a job once: what it writes, and that it is finished, are committed together.

    Raises:
        JobAborted, OperationalError, InterfaceError: it may be tried again; nothing was kept.
    """
    job = Job.objects.select_related("owner").filter(pk=pk).first()
    if job is None or job.finished_at:  # forgotten; or done, and the worker died before it said so
        return
    Job.objects.filter(pk=pk).update(started_at=timezone.now(), done=0, total=0)
    with translation.override(job.language), Progress(pk, is_stopping=is_stopping) as progress:
        try:
            with transaction.atomic(), pghistory.context(user=job.owner_id, job=job.kind):
                WORK[job.kind](job, progress)
                Job.objects.filter(pk=pk).update(finished_at=timezone.now(), **_result(job))
        except MAY_PASS:
            raise
        except JobRefusedError as refusal:
            fail_job(pk=pk, words=str(refusal))
        except PermissionDenied:
            fail_job(pk=pk, words=_("You no longer have the right to do this. Nothing was changed."))
        except Exception:
            logger.exception("job failed", extra={"command": job.kind})
            fail_job(
                pk=pk,
                words=_(
                    "It failed for a reason that is not in what you sent. Nothing was changed. "
                    "Try again, or tell your administrator the number of this job: %(number)s."
                )
                % {"number": pk},
            )


def fail_job(*, pk: int, words: str) -> None:
    """Say that an unfinished job failed, and why."""
    Job.objects.unfinished().filter(pk=pk).update(
        finished_at=timezone.now(), failure=words, result_url="", file_name="", file_type=""
    )


def give_up(*, pk: int) -> None:
    """Say that a job was interrupted too often."""
    job = Job.objects.filter(pk=pk).first()
    with translation.override(job.language if job else "en"):
        fail_job(pk=pk, words=_("It was interrupted several times. Nothing was changed. Try again later."))


def _result(job: Job) -> dict[str, Any]:
    return {"result_url": job.result_url, "file_name": job.file_name, "file_type": job.file_type}
