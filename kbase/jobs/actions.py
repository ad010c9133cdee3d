"""Begin a job."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation

from kbase.jobs.kinds import WORK
from kbase.models import Job
from kbase.tasks import run_job


@transaction.atomic
def start_job(
    kind: str, *, owner: User, title: str, at: dt.datetime, lock: str = "", **arguments: int | str
) -> Job:
    """Queue a job; a worker takes it up once this transaction is committed.

    Args:
        kind: a name in `WORK`.
        title: what is done, in the owner's language.
        lock: jobs that share one are done one after the other.
        arguments: identities of records, never their contents.
    """
    if kind not in WORK:
        raise ValueError(f"No job is named {kind!r}. Accepted: {', '.join(sorted(WORK))}.")
    job = Job.objects.create(
        owner=owner,
        kind=kind,
        title=title[:200],
        arguments=arguments,
        language=translation.get_language() or "en",
        queued_at=at,
    )
    run_job.configure(lock=lock or None).defer(job=job.pk)
    return job
