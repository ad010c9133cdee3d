"""Write the lines of a file, within the transaction that keeps all of them or none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models

from legislation.bulk.kinds import KINDS
from legislation.bulk.known import Known
from legislation.bulk.lines import Line
from legislation.bulk.records import write_records
from legislation.bulk.versions import write_versions
from legislation.editing.rights import Actor
from legislation.models import ProvisionVersion

Progress = Callable[[int, int], None]  # done, of how many


def unheard(done: int, total: int) -> None:
    """Take a report of progress that nobody waits for."""


def write_lines(
    lines: list[Line], known: Known, *, actor: Actor, reason: str, on: dt.date, progress: Progress
) -> set[int]:
    """Write what is new and changed; what is refused is noted at its line.

    Returns:
        The identities of the laws touched.
    """
    total, done = sum(line.written for line in lines), 0

    def step(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, total)

    with connection.cursor() as cursor:
        # Between two rows ranges may overlap; what counts is how the whole file leaves them.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    laws = write_records(lines, known, actor=actor, on=on, step=step)
    write_versions(lines, known, actor=actor, reason=reason, on=on, step=step)
    if not any(line.problems for line in lines):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return laws


def lock_records(lines: Iterable[Line]) -> None:
    """Let nobody else change the records that will be written until the transaction ends.

    Other records of the same kinds stay free, and so do readers. Each editorial step locks the version
    first that it changes a text or a norm of.
    """
    changed: dict[type[models.Model], set[Any]] = defaultdict(set)
    for line in lines:
        if line.written and line.record is not None:
            changed[type(line.record)].add(line.record.pk)
            if KINDS[line.kind].of_version and not isinstance(line.record, ProvisionVersion):
                changed[ProvisionVersion].add(line.record.version_id)
    for model in sorted(changed, key=lambda each: each._meta.db_table):
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=changed[model])
        list(rows.order_by("pk").values_list("pk", flat=True))
