"""A place in a database that commits; a scanner that speaks the real protocol."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from kbase.database import WORKER_ALIAS
from tests.factories.cases import Place, make_case
from tests.factories.files import EICAR


@pytest.fixture
def kept(committed_place: Place) -> Iterator[Place]:
    """A place in a database that commits, for what the worker's role does."""
    yield committed_place
    connections[WORKER_ALIAS].close()


@pytest.fixture
def case(kept: Place) -> Any:
    return make_case(kept)


class Daemon(socketserver.ThreadingTCPServer):
    """Answers VERSION and INSTREAM as clamd does; finds EICAR, and breaks off or waits when told to."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.streams: list[bytes] = []
        self.answer = b""
        self.hangs = threading.Event()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    server: Daemon

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            letter = self.rfile.read(1)
            if not letter:
                return
            command += letter
        if command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.3/27800/Sat Nov 21 09:00:00 2026\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self.verdict() + b"\0")

    def verdict(self) -> bytes:
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.server.streams.append(content)
        while self.server.hangs.is_set():
            self.server.hangs.wait(0.1)
            threading.Event().wait(0.05)
        if self.server.answer:
            return self.server.answer
        return b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"stream: OK"


@pytest.fixture
def daemon(settings: Any) -> Iterator[Daemon]:
    """A running scanner, which the site is told to ask."""
    with Daemon() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.CLAMAV = server.address
        yield server
        server.hangs.clear()
        server.shutdown()
        thread.join()


@pytest.fixture
def contents(volume: Path) -> Callable[[], list[Path]]:
    """List what lies on the volume."""
    return lambda: sorted(path for path in volume.rglob("*") if path.is_file())
