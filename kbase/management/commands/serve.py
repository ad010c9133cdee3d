"""Prepare whatever is out of date and run the site, all in one process: what `make run` starts."""

import contextlib
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

import kbase
from kbase.accounts.links import first_editor_path, is_first_editor_wanted
from kbase.database import embedded, uses_embedded
from kbase.preparation import prepare
from kbase.supervision import Workers

# Each holds a connection to the database; a request waits for a free one.
THREADS_PER_WORKER = 4
STOP_SECONDS = 6  # for requests being answered when it is told to stop


class Command(BaseCommand):
    """Migrate, load, translate, collect, as far as something changed; then serve."""

    help = "Bring database, reference data, translations and static files up to date, then run the site."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on.")
        parser.add_argument("--port", type=int, default=8000, help="Port to listen on.")
        parser.add_argument("--workers", type=int, default=2, help="Worker processes.")
        parser.add_argument(
            "--job-workers", type=int, default=1, help="Processes that do jobs beside them; 0 for none."
        )
        parser.add_argument(
            "--prepared", action="store_true", help="Serve at once; everything was brought up to date before."
        )

    def handle(
        self, *, host: str, port: int, workers: int, job_workers: int, prepared: bool, **options: Any
    ) -> None:
        refuse_port_in_use(host, port)
        if not prepared:
            prepare(self.say)
        address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
        self.say(f"Qorgau is at {address}/")
        if is_first_editor_wanted():
            self.say(
                f"To edit, make the first account (the link works for a day): {address}{first_editor_path()}"
            )
        connections.close_all()
        try:
            with Workers(job_workers):
                status = run_granian(host=host, port=port, workers=workers)
        finally:
            if uses_embedded():
                embedded(settings.DATA_DIR).stop_if_unused()
        sys.exit(status)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def refuse_port_in_use(host: str, port: int) -> None:
    """Fail before any work when the port can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} on {host} can't be used ({error}): try PORT=8001 make run."
            ) from error


def run_granian(*, host: str, port: int, workers: int) -> int:
    """Run the web server until it is told to stop; return its exit status.

    Its processes are kept out of the terminal's foreground: told to stop twice, by the terminal and
    by their parent, granian's workers hang (seen with 2.8).
    """
    command = [
        sys.executable, "-m", "granian", "kbase.wsgi:application", "--interface", "wsgi", "--no-ws",
        "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(THREADS_PER_WORKER), "--respawn-failed-workers",
        "--workers-kill-timeout", str(STOP_SECONDS),
        "--log-level", "warning", "--log-config", str(Path(kbase.__file__).with_name("granian_logging.json")),
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603

    def stop(number: int, frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            server.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return server.wait()
