"""The state of the queue: who works, what waits, for monitors and for the people who wait."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from kbase.models import Job

DEAD_AFTER = dt.timedelta(seconds=30)  # workers say that they live every 10


class QueueState(TypedDict):
    """What a monitor watches."""

    workers: int
    waiting: int
    running: int
    stalled: int
    waited_seconds: int


def living_workers(at: dt.datetime) -> int:
    """Count workers that said lately that they live."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=at - DEAD_AFTER).count()


def queue_state(at: dt.datetime) -> QueueState:
    """Count workers and jobs, and tell how long the oldest job of a person has waited."""
    running = ProcrastinateJob.objects.filter(status="doing")
    living = running.filter(worker__last_heartbeat__gt=at - DEAD_AFTER).count()
    oldest = Job.objects.unfinished().filter(started_at=None).order_by("queued_at").first()
    return {
        "workers": living_workers(at),
        "waiting": ProcrastinateJob.objects.filter(status="todo").count(),
        "running": living,
        "stalled": running.count() - living,
        "waited_seconds": max(0, int((at - oldest.queued_at).total_seconds())) if oldest else 0,
    }
