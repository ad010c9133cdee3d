"""What jobs there are: each app's tasks.py registers its own under a name."""

from __future__ import annotations

from collections.abc import Callable

from kbase.jobs.progress import Progress
from kbase.models import Job

Work = Callable[[Job, Progress], None]

WORK: dict[str, Work] = {}


class JobRefusedError(ValueError):
    """A job can't be done; its words are for the person who began it."""


def job_kind(name: str) -> Callable[[Work], Work]:
    """Register a function as the work of a kind of job.

    It runs in one transaction with the note that it is finished: all of it is kept, once, or nothing.
    What it is given to show is set on the job (`result_url`, or a file by `kbase.jobs.files.keep_file`).
    """

    def register(work: Work) -> Work:
        if WORK.setdefault(name, work) is not work:
            raise ValueError(f"Two kinds of job are named {name!r}.")
        return work

    return register
