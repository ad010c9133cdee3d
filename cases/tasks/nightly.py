"""What the queue does for cases: in the worker's role, what decides nothing; copies of files, as people."""

from __future__ import annotations

import datetime as dt
import logging

from asgiref.sync import sync_to_async
from django.db import DatabaseError, connections
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cases import impact, keys, retention
from cases.actions import exports
from cases.actions.approvals import EXPORT_JOB
from cases.context import acting_as
from cases.figures import releases
from cases.refusals import Refusal
from cases.running_out import close_what_ran_out
from kbase.database import WORKER_ALIAS
from kbase.jobs.kinds import JobRefusedError, job_kind
from kbase.jobs.progress import Progress
from kbase.models import Job, Revision
from legislation.exports.pdf_writer import TypesettingError

logger = logging.getLogger(__name__)
# A little more than between two runs, so that nothing that was published falls between them.
LATELY = dt.timedelta(minutes=70)


@app.periodic(cron="23 * * * *")
@app.task(name="tell_cases_of_law", queueing_lock="tell_cases_of_law")
def tell_cases_of_law(timestamp: int) -> None:
    """Raise flags in cases whose law was edited within the last hour."""
    if _has_role() and Revision.objects.filter(made_at__gte=timezone.now() - LATELY).exists():
        impact.raise_law_changes()


@app.periodic(cron="10 20 * * *")  # past one in the night in Kazakhstan
@app.task(name="look_after_cases", queueing_lock="look_after_cases")
def look_after_cases(timestamp: int) -> None:
    """Each night: raise what follows other law now, prove the texts that were pinned, and propose to people
    the destruction of what is past its day; and release the statistics of each month that is over, once."""
    if not _has_role():
        return
    impact.raise_law_changes()
    _compared, findings = impact.verify_pins()
    today = timezone.localdate()
    retention.propose_due(on=today)
    releases.release_missed(today=today)
    if findings:
        logger.error("%d pins are to a text of the law that is not the same any more", len(findings))


def _has_role() -> bool:
    """Whether this process may act as the worker: DATABASE_WORKER_URL, or the embedded server."""
    if WORKER_ALIAS in connections.databases:
        return True
    logger.warning("cases are not looked after: DATABASE_WORKER_URL is not given to this process")
    return False


@job_kind(EXPORT_JOB)
def make_copy(job: Job, progress: Progress) -> None:
    """Make a copy of a file, as the person who asked for it; what fails says so on its page."""
    if not keys.are_configured():
        raise JobRefusedError(_("This worker has no keys: nothing was made."))
    export_id = str(job.arguments["export"])
    with acting_as(job.owner):
        try:
            exports.make_export(actor=job.owner, export_id=export_id)
        except (Refusal, TypesettingError, Http404) as failure:
            logger.warning("copy failed", extra={"command": type(failure).__name__})
            _fail(job, export_id)


def _fail(job: Job, export_id: str) -> None:
    try:
        exports.fail_export(actor=job.owner, export_id=export_id)
    except (Http404, DatabaseError):  # whoever asked doesn't see the case any more, nor this copy
        logger.warning("copy is out of reach")


@app.periodic(cron="*/10 * * * *")
@app.task(name="close_what_ran_out", queueing_lock="close_what_ran_out")
async def close_regularly(timestamp: int) -> None:
    """Let what nobody answered expire; delete files of copies whose day is over."""
    if _has_role():
        await sync_to_async(close_what_ran_out)()
