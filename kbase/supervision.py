"""Workers beside the web server: started with it, started again when they die, stopped with it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from django.conf import settings

COMMAND = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--with-parent"]
STOP_SECONDS = 8
# Between two starts of a worker that dies at once, as without a database.
PAUSE_SECONDS = 5


class Workers:
    """A number of worker processes, as long as the context lasts."""

    def __init__(self, number: int) -> None:
        self._stopping = threading.Event()
        self._watchers = [threading.Thread(target=self._watch) for _place in range(number)]

    def __enter__(self) -> Self:
        for watcher in self._watchers:
            watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        for watcher in self._watchers:
            watcher.join()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            # Out of the terminal's foreground: it is told to stop once, by its parent.
            worker = subprocess.Popen(COMMAND, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
            while worker.poll() is None and not self._stopping.wait(0.5):
                pass
            _stop(worker)
            self._stopping.wait(PAUSE_SECONDS)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        worker.wait(STOP_SECONDS)
        return
    worker.kill()  # what it was doing is rolled back, and done again by another
    worker.wait()
