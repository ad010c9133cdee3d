"""Test 62: processes of the site are killed while a file comes in and while it is checked."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.context import acting_as
from cases.files.sweeping import sweep
from cases.models import Attachment
from kbase.tasks import take_up_stalled
from tests.factories import accounts, files
from tests.workers import do_what_waits, start_worker, this_tests_environment, wait_until

MARKER = b"sagebrush under the third window\n"
BOUNDARY = b"one-part-and-another"


class Server:
    """The site's web process on this test's database, with a temporary directory of its own."""

    def __init__(self, temporary: Path) -> None:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        temporary.mkdir()
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "kbase.wsgi:application", "--interface", "wsgi", "--no-ws",
                "--port", str(self.port), "--workers", "1", "--blocking-threads", "2",
                "--log-level", "warning",
            ],
            cwd=django_settings.BASE_DIR, start_new_session=True,
            env=os.environ
            | this_tests_environment()
            | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TMPDIR": str(temporary)},
        )  # fmt: skip
        wait_until(self.answers, "the site answers", seconds=60)

    def answers(self) -> bool:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
            return True
        return False

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


@pytest.fixture
def server(kept: Any, tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path / "temporary")
    yield started
    started.kill()


def head_of_upload(client: Client, address: str, length: int, port: int) -> bytes:
    """Return the request's beginning, with the token of the form and the file's first lines."""
    page = client.get(address).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    parts = b"".join(
        b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (BOUNDARY, name, value)
        for name, value in ((b"csrfmiddlewaretoken", token.encode()), (b"kind", b"document"))
    )
    parts += (
        b'--%b\r\nContent-Disposition: form-data; name="file"; filename="sagebrush.txt"\r\n\r\n' % BOUNDARY
    )
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    return (
        f"POST {address} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: sessionid={cookie}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}\r\n"
        f"Content-Length: {len(parts) + length}\r\n\r\n"
    ).encode() + parts


def leaks(*places: Path) -> list[Path]:
    return [
        path
        for place in places
        for path in place.rglob("*")
        if path.is_file() and b"sagebrush" in path.read_bytes()
    ]


def test_62_web_process_killed_in_the_middle_of_an_upload(kept, case, server, contents, volume, tmp_path):
    client = accounts.sign_in(Client(), kept.user("worker"))
    length = 8_000_000
    address = reverse("work-file-new", args=(case.pk,))
    with socket.create_connection(("127.0.0.1", server.port)) as sender:
        sender.sendall(head_of_upload(client, address, length, server.port))
        sent = MARKER * (length // 2 // len(MARKER))
        sender.sendall(sent)
        wait_until(
            lambda: bool(contents()) and contents()[0].stat().st_size > len(sent) // 2,
            "half of the file has come in",
        )
        assert leaks(volume, tmp_path / "temporary") == []
        server.kill()
    (left,) = contents()
    assert left.suffix == ".part"
    assert leaks(volume, tmp_path / "temporary") == []
    with acting_as(kept.user("worker")):
        assert Attachment.objects.count() == 0
    assert sweep(timezone.now() + dt.timedelta(days=2)).orphans == 1
    assert contents() == []


def test_62_connection_that_breaks_off_leaves_nothing(kept, case, server, contents):
    client = accounts.sign_in(Client(), kept.user("worker"))
    address = reverse("work-file-new", args=(case.pk,))
    with socket.create_connection(("127.0.0.1", server.port)) as sender:
        sender.sendall(head_of_upload(client, address, 8_000_000, server.port))
        sender.sendall(MARKER * 60_000)
        wait_until(lambda: bool(contents()), "the file comes in")
    wait_until(lambda: not contents(), "what came in is removed")
    with acting_as(kept.user("worker")):
        assert Attachment.objects.count() == 0


def test_62_worker_killed_while_the_scanner_looks(case, daemon, contents):
    attachment = files.add(case, MARKER)
    daemon.hangs.set()
    worker = start_worker()
    wait_until(lambda: bool(daemon.streams), "the scanner has the file", seconds=60)
    worker.kill()
    worker.wait(20)
    assert files.again(case, attachment).status == "scanning"
    daemon.hangs.clear()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    take_up_stalled.defer(timestamp=int(time.time()))
    do_what_waits()
    do_what_waits()
    clean = files.again(case, attachment)
    assert (clean.status, clean.retries, len(daemon.streams)) == ("clean", 0, 2)
    assert {path.name for path in contents()} == {clean.original, clean.shared}
    with acting_as(case.lead.user), connection.cursor() as cursor:
        cursor.execute("SELECT status FROM cases_attachmentevent ORDER BY pgh_id")
        assert [status for (status,) in cursor.fetchall()] == ["uploaded", "scanning", "scanning", "clean"]
