"""Progress of a job, written past its transaction so that its owner sees it while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import connection
from procrastinate.exceptions import JobAborted

SECONDS_BETWEEN = 0.5


class Progress:
    """Says how far a job is, at most twice a second, on a connection of its own.

    Args:
        job: the job's identity.
        is_stopping: whether the worker was told to stop; the next report then ends the job, which
            another worker does again from its beginning.
    """

    def __init__(self, job: int, *, is_stopping: Callable[[], bool]) -> None:
        self._job, self._is_stopping = job, is_stopping
        self._connection = connection.copy()
        self._reported = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def __call__(self, done: int, total: int) -> None:
        """Report.

        Raises:
            JobAborted: the worker is stopping.
        """
        if self._is_stopping():
            raise JobAborted
        now = time.monotonic()
        if now - self._reported < SECONDS_BETWEEN:
            return
        self._reported = now
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kbase_job SET done = %s, total = %s WHERE id = %s", [done, total, self._job]
            )
