"""Another machine for a test: a PostgreSQL server of its own, which may be killed, and a site on it."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psutil
from django.conf import settings
from django.db import connections
from django.test import Client

from kbase.database import DEFAULT, OWNER_ALIAS, WORKER_ALIAS
from kbase.embedded import APPLICATION, BACKUP, DATABASE, PORT, SUPERUSER, Server
from kbase.postgres_programs import directory_of_programs
from tests.factories import accounts
from tests.page_forms import forms_of

ALIASES = (DEFAULT, OWNER_ALIAS, WORKER_ALIAS)
KEYS = ("ENCRYPTION_KEYS", "CASE_KEYS", "IDENTITY_KEYS", "INDEX_KEYS", "CONTEXT_KEYS")


@contextmanager
def new_machine() -> Iterator[Server]:
    """Start a server that loses nothing at a crash, with its roles and an empty database."""
    directory = Path(tempfile.mkdtemp(prefix="qd-"))
    server = Server(directory=directory / "postgres")
    server.ensure_running()
    try:
        yield server
    finally:
        for alias in ALIASES:
            connections[alias].close()
        with suppress(Exception):
            server.stop()
        shutil.rmtree(directory, ignore_errors=True)


def program(name: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run one of PostgreSQL's programs; it must succeed."""
    done = subprocess.run([str(directory_of_programs() / name), *arguments], capture_output=True, **options)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done


def dump(file: Path) -> None:
    """Back up this test's database as docs/operations.md says."""
    values = connections[OWNER_ALIAS].settings_dict
    program(
        "pg_dump", "--format=custom", "--exclude-table=sec.context_key", f"--file={file}",
        "--host", values["HOST"], "--port", str(values["PORT"]), "--username", BACKUP,
        connections[DEFAULT].settings_dict["NAME"],
    )  # fmt: skip


def restore(file: Path, server: Server) -> None:
    """Restore a dump on another machine as docs/operations.md says."""
    program("pg_restore", "--clean", "--if-exists", f"--dbname={server.conninfo(user=SUPERUSER)}", str(file))


@contextmanager
def pointing_at(server: Server) -> Iterator[None]:
    """Let this process's connections lead to another machine."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict.update(HOST=str(server.socket_directory), PORT=PORT, NAME=DATABASE)
    try:
        yield
    finally:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(before[alias])


def keys_of_tests() -> dict[str, str]:
    """The keys of this process, as another takes them."""
    return {f"KBASE_{name}": getattr(settings, name) for name in KEYS}


def kill_database(server: Server) -> None:
    """kill -9 of every process of a server, the first of them first."""
    first = psutil.Process(int((server.directory / "postmaster.pid").read_text().split()[0]))
    everybody = [first, *first.children(recursive=True)]
    for process in everybody:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(everybody, timeout=20)
    for alias in ALIASES:  # as Django does at the begin of a request
        connections[alias].close()


def kill_web_workers(server: subprocess.Popen[bytes]) -> int:
    """kill -9 of the processes that answer requests; return how many."""
    below = psutil.Process(server.pid).children(recursive=True)
    granian = [
        each
        for each in below
        if "granian" in " ".join(each.cmdline()) or "spawn_main" in " ".join(each.cmdline())
    ]
    answering = [each for each in granian if not each.children()]
    for process in answering:
        os.kill(process.pid, signal.SIGKILL)
    psutil.wait_procs(answering, timeout=20)
    return len(answering)


class HeldChain:
    """Keep the head of the chain of accesses: whoever commits a look or deed waits at the very end."""

    statements: tuple[str, ...] = ("SET ROLE qorgau_guard", "SELECT number FROM sec.chain_head FOR UPDATE")

    def __enter__(self) -> None:
        self.connection = connections[OWNER_ALIAS].copy()
        cursor = self.connection.cursor()
        for statement in ("BEGIN", *self.statements):
            cursor.execute(statement)

    def __exit__(self, *_error: object) -> None:
        self.connection.close()


class HeldRecord(HeldChain):
    """Keep the record of accesses: whoever has written something and wants to record the deed waits."""

    statements = ("LOCK TABLE cases_accessevent IN SHARE MODE",)


def somebody_waits() -> bool:
    """Whether anyone waits for a lock in this test's database."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE NOT granted AND a.datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


class Browser:
    """A signed-in person's browser, as far as forms go."""

    def __init__(self, site: str, account: Any) -> None:
        self.host = urlsplit(site).netloc
        key = accounts.sign_in(Client(), account).session.session_key
        self.headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}", "Origin": site}

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            return self._answer(connection, method, path, body)

    def _answer(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: str
    ) -> tuple[int, str]:
        headers = dict(self.headers)
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()

    def filled(self, path: str, **values: str) -> str:
        """Open the page of a form; return what sending it with these values would send."""
        status, html = self.ask("GET", path)
        assert status == 200, status
        form = next(
            each for each in forms_of(html) if each.method == "post" and set(values) <= set(each.values)
        )
        return urlencode({**form.values, **{name: [value] for name, value in values.items()}}, doseq=True)


def application_url(server: Server) -> str:
    """The address of a machine's database for the application."""
    return server.conninfo(user=APPLICATION)
