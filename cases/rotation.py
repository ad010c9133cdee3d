"""Wrapping the keys of cases with another master key; what they encrypted is not touched.

Each batch commits, and only rows of another master key are looked for: a rotation that was stopped
goes on where it was, and one beside people at work waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from cases import keys
from cases.models import Case
from kbase.database import WORKER_ALIAS

BATCH = 200
FIELDS = ("content_key", "identity_key", "content_master", "identity_master")


def rotate(*, using: str = WORKER_ALIAS, progress: Callable[[int], object] = lambda _count: None) -> int:
    """Wrap every case's keys with the active master keys; return how many cases were not yet so.

    Raises:
        DecryptionError: a key can't be unwrapped: its master key is no longer configured.
    """
    done = 0
    while count := _rotate_batch(using):
        done += count
        progress(count)
    return done


def waiting(*, using: str = WORKER_ALIAS) -> int:
    """Return how many cases are wrapped with other than the active master keys."""
    return Case.objects.using(using).filter(_other()).count()


def _rotate_batch(using: str) -> int:
    with transaction.atomic(using=using):
        cases = list(
            Case.objects.using(using)
            .filter(_other())
            .order_by("pk")
            .only("id", *FIELDS)
            .select_for_update(skip_locked=False)[:BATCH]
        )
        for case in cases:
            for purpose in (keys.CONTENT, keys.IDENTITY):
                key = keys.unwrap(getattr(case, f"{purpose}_key"), case.pk, purpose)
                setattr(case, f"{purpose}_key", keys.wrap(key, case.pk, purpose))
                setattr(case, f"{purpose}_master", keys.master(purpose).active)
            Case.objects.using(using).filter(pk=case.pk).update(
                **{field: getattr(case, field) for field in FIELDS}
            )
    return len(cases)


def _other() -> Q:
    # What was destroyed has no keys to wrap.
    return ~Q(content_key="") & (
        ~Q(content_master=keys.master(keys.CONTENT).active)
        | ~Q(identity_master=keys.master(keys.IDENTITY).active)
    )
