"""Writing blind indexes anew: after another index key was put first, or numbers are read in another way.

Each batch commits, and a row is written only where its index would be another one: it may be stopped and
started again, beside people at work.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from cases.actions.parties import blind_indexes
from cases.models import PartyIdentity
from cases.sealing import opened
from kbase.database import WORKER_ALIAS

BATCH = 200
FIELDS = (
    "iin", "phones", "iin_index", "phone_index", "case__organisation_id", "case__content_key",
    "case__identity_key",
)  # fmt: skip


def index_anew(*, using: str = WORKER_ALIAS, progress: Callable[[int], object] = lambda _count: None) -> int:
    """Write what numbers are found by, of every identity; return of how many it was another.

    Args:
        progress: told how many identities were looked at since the last time.

    Raises:
        DecryptionError: an identity can't be read: its keys are not configured.
    """
    changed, last = 0, None
    while True:
        with transaction.atomic(using=using):
            rows = PartyIdentity.objects.using(using).select_related("case").only(*FIELDS).order_by("pk")
            rows = rows.select_for_update(of=("self",))
            batch = list(rows.filter(pk__gt=last)[:BATCH] if last else rows[:BATCH])
            changed += sum(_index(row, using) for row in batch)
        if not batch:
            return changed
        last = batch[-1].pk
        progress(len(batch))


def _index(row: PartyIdentity, using: str) -> bool:
    found_by = blind_indexes(opened(row, "iin"), opened(row, "phones"), row.case.organisation_id)
    if all(getattr(row, name) == digest for name, digest in found_by.items()):
        return False
    PartyIdentity.objects.using(using).filter(pk=row.pk).update(**found_by)
    return True
