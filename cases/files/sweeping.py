"""What is done of itself, as the worker's role: finding files that wait, removing what nobody needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from cases import states
from cases.file_choices import Finding
from cases.files.places import store
from cases.models import Attachment
from kbase.database import WORKER_ALIAS

BATCH = 500
# A check takes seconds; what was begun so long ago was given up.
CHECK_LASTS = dt.timedelta(minutes=15)
WAIT = dt.timedelta(minutes=2)
# Long enough that no upload is still coming in, and no transaction still open.
ORPHAN_AFTER = dt.timedelta(days=1)
# As long a withdrawal can be put right from a backup of the database alone.
KEPT_AFTER_WITHDRAWAL = dt.timedelta(days=30)


@dataclass
class Swept:
    """How much was removed, and how many files of cases are not where they should be."""

    orphans: int = 0
    destroyed: int = 0
    missing: int = 0


def waiting_files(now: dt.datetime, *, using: str = WORKER_ALIAS) -> list[UUID]:
    """Return the files to be checked that nobody is checking; first give up what was interrupted."""
    files = Attachment.objects.using(using)
    files.stuck_since(now - CHECK_LASTS).update(
        status=states.FAILED, finding=Finding.INTERRUPTED, checked_at=now - CHECK_LASTS,
        row_version=F("row_version") + 1,
    )  # fmt: skip
    return list(files.waiting_since(now - WAIT).order_by("created_at").values_list("pk", flat=True)[:BATCH])


def sweep(now: dt.datetime, *, using: str = WORKER_ALIAS) -> Swept:
    """Remove objects that no file points to, and what was withdrawn long enough ago; it may be repeated."""
    swept = Swept(destroyed=_destroy_withdrawn(now, using))
    for names in _batches(now):
        kept = _pointed_at([name for name, _is_draft in names], using)
        for name, is_draft in names:
            if is_draft:
                store().destroy_draft(name)
                swept.orphans += 1
            elif name not in kept:
                store().destroy(name)
                swept.orphans += 1
    swept.missing = _missing(using)
    return swept


def _destroy_withdrawn(now: dt.datetime, using: str) -> int:
    """Destroy what was withdrawn, unless its case must be kept; all files of a case that was destroyed."""
    over = Q(status=states.WITHDRAWN, withdrawn_at__lt=now - KEPT_AFTER_WITHDRAWAL, case__legal_hold=False)
    found = Attachment.objects.using(using).filter(over).values_list("pk", "original", "shared")
    count = 0
    for pk, *objects in found.order_by("pk")[:BATCH]:
        # The keys first: without them the objects are noise, wherever copies of them are.
        count += (
            Attachment.objects.using(using)
            .filter(pk=pk, status=states.WITHDRAWN)
            .update(
                status=states.DESTROYED, destroyed_at=now, original_key="", shared_key="",
                row_version=F("row_version") + 1,
            )
        )  # fmt: skip
        for name in filter(None, objects):
            store().destroy(name)
    return count


def _batches(now: dt.datetime) -> Iterator[list[tuple[str, bool]]]:
    batch: list[tuple[str, bool]] = []
    for entry in store().older_than((now - ORPHAN_AFTER).timestamp()):
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _pointed_at(names: list[str], using: str) -> set[str]:
    """Return those of the names that a file points to which isn't destroyed."""
    standing = Attachment.objects.using(using).exclude(status=states.DESTROYED)
    found = standing.filter(Q(original__in=names) | Q(shared__in=names)).values_list("original", "shared")
    return {name for pair in found for name in pair}


def _missing(using: str) -> int:
    standing = Attachment.objects.using(using).exclude(status=states.DESTROYED)
    pairs = standing.order_by("pk").values_list("original", "shared").iterator(chunk_size=BATCH)
    return sum(not store().holds(name) for pair in pairs for name in filter(None, pair))
