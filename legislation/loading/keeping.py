"""Keep the conflicts that a load reported, until an editor settles them."""

from __future__ import annotations

from collections.abc import Iterable

from legislation.loading.outcome import Conflict
from legislation.models import ReferenceConflict


def keep_conflicts(conflicts: Iterable[Conflict]) -> None:
    """Keep what a load reported; what waited and is reported no longer has settled itself."""
    ReferenceConflict.objects.filter(decided_at=None).delete()
    ReferenceConflict.objects.bulk_create(
        [
            ReferenceConflict(
                model=each.model,
                key=each.record,
                object_id=each.identity,
                file=each.file,
                reason=each.reason,
                differences=[
                    {"field": one.field, "here": one.here, "data": one.data} for one in each.differences
                ],
                digest=each.digest,
            )
            for each in {(each.model, each.record): each for each in conflicts}.values()
        ],
        update_conflicts=True,
        unique_fields=("model", "key"),
        update_fields=("object_id", "file", "reason", "differences", "digest", "decided_by", "decided_at"),
    )
