"""What the queue does for files of cases; what tasks are given are identities of records."""

from __future__ import annotations

import logging
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cases import keys
from cases.files import checking, sweeping
from kbase.database import WORKER_ALIAS

logger = logging.getLogger(__name__)


@app.task(name="check_case_file")
def check_case_file(*, attachment: str) -> None:
    """Check a file that was added to a case; what can't be checked now is taken up again later."""
    if not can_check():
        logger.error("files of cases wait: this worker has no worker's role, or no keys of cases")
        return
    try:
        checking.check_file(UUID(attachment))
    except checking.ScannerMissingError:
        logger.error("files of cases wait: the virus scanner doesn't answer, or none is configured")


def ask_for_check(attachment_id: UUID) -> None:
    """Queue the check of a file, in the transaction that it belongs to; never two of one at a time."""
    name = f"case-file-{attachment_id}"
    check_case_file.configure(lock=name, queueing_lock=name).defer(attachment=str(attachment_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="take_up_case_files", queueing_lock="take_up_case_files")
async def take_up_case_files(timestamp: int) -> None:
    """Queue again what waits: the scanner was away, a worker died, a disk was full."""
    if can_check():
        await sync_to_async(_ask_again)()


@app.periodic(cron="43 * * * *")
@app.task(name="sweep_case_files", queueing_lock="sweep_case_files")
async def sweep_case_files(timestamp: int) -> None:
    """Remove what nothing points to, and what was withdrawn long enough ago."""
    if can_check():
        swept = await sync_to_async(sweeping.sweep)(timezone.now())
        if swept.missing:
            logger.error("objects of case files are missing")


def can_check() -> bool:
    """Whether this process has the role and the keys."""
    return WORKER_ALIAS in settings.DATABASES and keys.are_configured()


def _ask_again() -> None:
    for attachment_id in sweeping.waiting_files(timezone.now()):
        try:
            ask_for_check(attachment_id)
        except AlreadyEnqueued:
            continue
