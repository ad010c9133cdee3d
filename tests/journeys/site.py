"""The site as it is served: granian, collected static files, strict policy, its own copy of the data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from psycopg.conninfo import make_conninfo

from kbase.database import WORKER_ALIAS
from tests.databases import site_database

START_SECONDS = 240  # a busy machine takes long to load the data


@contextmanager
def running_site() -> Iterator[str]:
    """Start the site on a free port; yield its address, without a slash at the end."""
    with site_database() as database_url, serving(database_url) as (address, _server):
        yield address


@contextmanager
def serving(database_url: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a database on a free port; yield the address and the process that all others are below."""
    data = settings.TEST_DATA_DIR / "site"
    data.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    log = data / f"server-{os.getpid()}-{port}.log"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"},
        "DJANGO_SETTINGS_MODULE": "kbase.settings",
        "DATABASE_URL": database_url,
        "DATABASE_WORKER_URL": _for_the_worker(database_url),
        "KBASE_DATA": str(data),
        "KBASE_LOCAL": "1",
        # The database knows it, and was copied from the tests' own.
        "KBASE_CONTEXT_KEYS": settings.CONTEXT_KEYS,
        **environment,
    }
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"],
            cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_ready(address, server, log.read_text)
            yield address, server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    log.unlink()


def _for_the_worker(database_url: str) -> str:
    worker = settings.DATABASES[WORKER_ALIAS]
    return make_conninfo(database_url, user=worker["USER"], password=worker["PASSWORD"] or None)


def _wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Callable[[], str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"The site isn't ready: {error.read().decode()}") from error
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The site doesn't start:\n{log()}")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
