"""Steps of actions and policy transfers: agreed, under way, done, enacted, or given up and why."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.choices import CollaborationStatus
from programs.collaborations import states
from programs.collaborations.choices import TransferStatus
from programs.collaborations.rights import Actor, require_writer
from programs.models import CollaborationAction, PolicyTransfer

# What someone else has to be able to read somewhere.
NEEDS_SOURCE = (
    CollaborationStatus.AGREED,
    CollaborationStatus.COMPLETED,
    TransferStatus.TAKEN_UP,
    TransferStatus.ENACTED,
    TransferStatus.REJECTED,
)


@transaction.atomic
def save_record(
    *,
    record: CollaborationAction | PolicyTransfer,
    sources: list[Any],
    actor: Actor,
    removed: list[Any] | None = None,
) -> None:
    """Enter an action or a policy transfer with its sources, or change it.

    Args:
        sources: unsaved or changed records of sources.
        removed: those to delete.
    """
    require_writer(actor)
    if record.pk:
        _check_step(record)
    record.full_clean()
    record.save()
    for source in removed or ():
        source.delete()
    for source in sources:
        setattr(source, _owner_of(record), record)
        source.full_clean()
        source.save()
    if record.status in NEEDS_SOURCE and not record.sources.exists():
        raise ValidationError(
            _("“%(status)s” needs a source: give at least one address where this can be read.")
            % {"status": record.get_status_display()},
            code="no_source",
        )


def _owner_of(record: CollaborationAction | PolicyTransfer) -> str:
    return "action" if isinstance(record, CollaborationAction) else "transfer"


def _check_step(record: CollaborationAction | PolicyTransfer) -> None:
    before = type(record)._base_manager.select_for_update().get(pk=record.pk).status
    table = states.ACTION if isinstance(record, CollaborationAction) else states.TRANSFER
    if before != record.status:
        states.check_step(table, before, record.status)
