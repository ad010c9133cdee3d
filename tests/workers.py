"""Workers as processes of their own, in the database of a test that commits."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from kbase.database import DEFAULT

# Starts a process, says its number and lives on.
PARENT = "import subprocess, sys, time; print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(99)"


def start_worker(*arguments: str, below: bool = False) -> "subprocess.Popen[bytes]":
    """Start a worker in this test's database.

    Args:
        below: start a process that starts it, and says its number on standard output.
    """
    application = connections[DEFAULT].settings_dict
    url = make_conninfo(
        host=application["HOST"],
        port=application["PORT"],
        user=application["USER"],
        password=application["PASSWORD"] or None,
        dbname=application["NAME"],
    )
    environment = {name: value for name, value in os.environ.items() if name != "KBASE_STATEMENT_TIMEOUT"}
    environment |= {"DJANGO_SETTINGS_MODULE": "kbase.settings", "DATABASE_URL": url, "KBASE_LOCAL": "1"}
    command = [sys.executable, "manage.py", "work", *arguments]
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, *command] if below else command,
        cwd=settings.BASE_DIR, env=environment, start_new_session=True,
        stdout=subprocess.PIPE if below else None,
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
