"""Do the jobs of the queue until told to stop: one of the workers that share it."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

# What runs when it is told to stop has this long to come to a place where it may be left.
GRACE_SECONDS = 4
CONNECTIONS = 4


class Command(BaseCommand):
    """Run a worker."""

    help = "Do the jobs that wait in the database, on as many machines as wanted."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at-a-time",
            type=int,
            default=2,
            help="Jobs done side by side, so that none waits for a long one.",
        )
        parser.add_argument("--once", action="store_true", help="Stop when nothing waits.")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when the process that started this one is gone."
        )

    def handle(self, *, at_a_time: int, once: bool, with_parent: bool, **options: Any) -> None:
        if with_parent:
            threading.Thread(target=stop_with, args=(os.getppid(),), daemon=True).start()
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONNECTIONS)
        with app.replace_connector(connector) as working:
            asyncio.run(self.work(working, at_a_time=at_a_time, once=once))
        connections.close_all()

    async def work(self, working: Any, *, at_a_time: int, once: bool) -> None:
        """Work until told to stop."""
        async with working.open_async():
            await working.run_worker_async(
                concurrency=at_a_time,
                wait=not once,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE_SECONDS,
            )


def stop_with(parent: int) -> None:
    """Tell this process to stop once another process started it no longer lives."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
