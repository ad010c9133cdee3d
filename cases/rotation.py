"""Wrapping the keys of cases, and of what was sent of them, with another master key.

What they encrypted is not touched.

Each batch commits, and only rows of another master key are looked for: a rotation that was stopped
goes on where it was, and one beside people at work waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases import keys
from cases.models import Case, Referral, Transfer
from kbase.database import WORKER_ALIAS

BATCH = 200
# What has keys of its own.
KEPT = (Case, Referral, Transfer)
FIELDS = ("content_key", "identity_key", "content_master", "identity_master")


def rotate(*, using: str = WORKER_ALIAS, progress: Callable[[int], object] = lambda _count: None) -> int:
    """Wrap all keys with the active master keys; return how many cases and others were not yet so.

    Raises:
        DecryptionError: a key can't be unwrapped: its master key is no longer configured.
    """
    done = 0
    for model in KEPT:
        while count := _rotate_batch(model, using):
            done += count
            progress(count)
    return done


def waiting(*, using: str = WORKER_ALIAS) -> int:
    """Return how many cases and others are wrapped with other than the active master keys."""
    return sum(model.objects.using(using).filter(_other()).count() for model in KEPT)


def _rotate_batch(model: Any, using: str) -> int:
    with transaction.atomic(using=using):
        kept = list(
            model.objects.using(using)
            .filter(_other())
            .order_by("pk")
            .only("id", *FIELDS)
            .select_for_update(skip_locked=False)[:BATCH]
        )
        for each in kept:
            for purpose in (keys.CONTENT, keys.IDENTITY):
                key = keys.unwrap(getattr(each, f"{purpose}_key"), each.pk, purpose)
                setattr(each, f"{purpose}_key", keys.wrap(key, each.pk, purpose))
                setattr(each, f"{purpose}_master", keys.master(purpose).active)
            model.objects.using(using).filter(pk=each.pk).update(
                **{field: getattr(each, field) for field in FIELDS}
            )
    return len(kept)


def _other() -> Q:
    # What was destroyed has no keys to wrap.
    return ~Q(content_key="") & (
        ~Q(content_master=keys.master(keys.CONTENT).active)
        | ~Q(identity_master=keys.master(keys.IDENTITY).active)
    )
