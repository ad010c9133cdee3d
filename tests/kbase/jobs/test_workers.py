"""Workers are processes that share one queue; what one leaves when it dies, another does."""

from __future__ import annotations

import psutil
import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kbase.jobs.queue import living_workers, queue_state
from kbase.tasks import forget_old_jobs, take_up_stalled
from tests.workers import do_what_waits, start_worker, wait_until

pytestmark = [pytest.mark.usefixtures("committing_db")]


def is_living() -> bool:
    return living_workers(timezone.now()) == 1


def make_worker_look_dead() -> None:
    """As if the half minute had passed after which a silent worker counts as dead."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def leave_undone(attempts: int) -> int:
    """Leave a job as a worker leaves it that dies while doing it."""
    job: int = forget_old_jobs.defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id = %s", [attempts, job]
        )
    return job


def test_worker_lives_does_what_waits_and_stops_when_told() -> None:
    forget_old_jobs.defer(timestamp=0)
    worker = start_worker()
    wait_until(is_living, "the worker lives")
    wait_until(lambda: not ProcrastinateJob.objects.exists(), "the job is done")
    worker.terminate()
    assert worker.wait(20) == 0
    assert not is_living()


def test_worker_stops_with_the_process_that_started_it() -> None:
    parent = start_worker("--with-parent", below=True)
    assert parent.stdout
    worker = psutil.Process(int(parent.stdout.readline()))
    wait_until(is_living, "the worker lives")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE, "it stops")
    assert not is_living()


def test_state_of_the_queue_is_told_to_monitors() -> None:
    assert queue_state(timezone.now())["workers"] == 0
    leave_undone(attempts=0)
    state = queue_state(timezone.now())
    assert (state["stalled"], state["running"], state["waiting"]) == (1, 0, 0)


def test_what_a_dead_worker_left_is_done_by_another() -> None:
    left = leave_undone(attempts=0)
    take_up_stalled.defer(timestamp=0)
    do_what_waits()

    def is_done() -> bool:
        do_what_waits()
        return not ProcrastinateJob.objects.filter(pk=left).exists()  # done, and so deleted

    wait_until(is_done, "another does it")


def test_what_kills_each_worker_is_given_up() -> None:
    left = leave_undone(attempts=2)
    take_up_stalled.defer(timestamp=0)
    do_what_waits()
    assert ProcrastinateJob.objects.get(pk=left).status == "failed"
