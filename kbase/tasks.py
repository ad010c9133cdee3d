"""Tasks of the queue: do a job, take up what a dead worker left, forget what is old."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from kbase.jobs import running
from kbase.models import Job

MOST_ATTEMPTS = 3
# As procrastinate's workers say that they live every 10 seconds.
DEAD_AFTER_SECONDS = 30
KEPT_HOURS = 48


@app.task(name="run_job", pass_context=True, retry=RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, wait=5))
def run_job(context: JobContext, *, job: int) -> None:
    """Do the work of a job."""
    try:
        running.do_job(pk=job, is_stopping=context.should_abort)
    except running.MAY_PASS:
        if context.job.attempts >= MOST_ATTEMPTS - 1:
            running.give_up(pk=job)
        raise


@app.periodic(cron="* * * * *")
@app.task(name="take_up_stalled", queueing_lock="take_up_stalled")
async def take_up_stalled(timestamp: int) -> None:
    """Queue again what workers that died left undone, or give it up after the last attempt."""
    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        if stalled.id is None or stalled.attempts < MOST_ATTEMPTS - 1:
            await app.job_manager.retry_job(stalled)
            continue
        if stalled.task_name == run_job.name:
            await sync_to_async(running.give_up)(pk=stalled.task_kwargs["job"])  # type: ignore[arg-type]
        await app.job_manager.finish_job_by_id_async(stalled.id, Status.FAILED, delete_job=False)


@app.periodic(cron="17 * * * *")
@app.task(name="forget_old_jobs", queueing_lock="forget_old_jobs")
async def forget_old_jobs(timestamp: int) -> None:
    """Forget results after a day, and the queue's own records after two."""
    await sync_to_async(Job.objects.forgotten_at(timezone.now()).delete)()
    await app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
