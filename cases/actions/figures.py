"""Making statistics public."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import door, permissions, record
from cases.choices import Deed


@transaction.atomic
def publish(*, actor: Any, release_id: Any) -> None:
    """Make a release public for good; by an auditor, whose own work it doesn't count."""
    membership = permissions.check(actor, permissions.APPROVE, permissions.STATISTICS)
    release = door.one(door.releases().filter(published_at__isnull=True), release_id)
    door.releases().filter(pk=release.pk, published_at__isnull=True).update(
        published_at=timezone.now(), published_by=membership
    )
    record.note_ids(Deed.PUBLISHED, kind="statistics", object_id=release.pk)
