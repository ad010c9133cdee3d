"""Workers as processes of their own, in the database of a test that commits."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import IO

from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from kbase.database import DEFAULT, WORKER_ALIAS

# Starts a process, says its number and lives on.
PARENT = "import subprocess, sys, time; print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(99)"


def start_worker(
    *arguments: str, below: bool = False, output: IO[str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a worker in this test's database.

    Args:
        output: where its standard error goes, if not to the test's.
        below: start a process that starts it, and says its number on standard output.
    """
    environment = {name: value for name, value in os.environ.items() if name != "KBASE_STATEMENT_TIMEOUT"}
    environment |= this_tests_environment()
    command = [sys.executable, "manage.py", "work", *arguments]
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, *command] if below else command,
        cwd=settings.BASE_DIR, env=environment, start_new_session=True,
        stdout=subprocess.PIPE if below else None, stderr=output,
    )  # fmt: skip


def this_tests_environment() -> dict[str, str]:
    """Return the variables with which a process of the site works on this test's database and files."""
    return {
        "DJANGO_SETTINGS_MODULE": "kbase.settings", "KBASE_LOCAL": "1", "DATABASE_URL": _url(DEFAULT),
        "DATABASE_WORKER_URL": _url(WORKER_ALIAS), "KBASE_CASE_FILES": str(settings.CASE_FILES),
        "CLAMAV": settings.CLAMAV,
    }  # fmt: skip


def _url(alias: str) -> str:
    values = connections[alias].settings_dict
    return make_conninfo(
        host=values["HOST"], port=values["PORT"], user=values["USER"], password=values["PASSWORD"] or None,
        dbname=values["NAME"],
    )  # fmt: skip


def do_what_waits() -> None:
    """Let a worker do all that waits, and stop."""
    worker = start_worker("--once")
    assert worker.wait(60) == 0


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not within {seconds} seconds: {what}"
        time.sleep(0.1)
