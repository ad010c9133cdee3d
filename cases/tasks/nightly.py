"""What the queue does for cases by itself, in the worker's role: it tells people, and decides nothing."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from cases import impact, retention
from cases.figures import releases
from kbase.database import WORKER_ALIAS
from kbase.models import Revision

logger = logging.getLogger(__name__)
# A little more than between two runs, so that nothing that was published falls between them.
RELEASED_FROM = 5  # day of the month: what was opened on its last days has been agreed to, or not
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
    the destruction of what is past its day; and release the statistics of the month before, once."""
    if not _has_role():
        return
    impact.raise_law_changes()
    _compared, findings = impact.verify_pins()
    today = timezone.localdate()
    retention.propose_due(on=today)
    if today.day >= RELEASED_FROM:
        releases.release(releases.month_before(today), today=today)
    if findings:
        logger.error("%d pins are to a text of the law that is not the same any more", len(findings))


def _has_role() -> bool:
    """Whether this process may act as the worker: DATABASE_WORKER_URL, or the embedded server."""
    if WORKER_ALIAS in connections.databases:
        return True
    logger.warning("cases are not looked after: DATABASE_WORKER_URL is not given to this process")
    return False
