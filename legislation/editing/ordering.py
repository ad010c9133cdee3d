"""The order of a law that readers see: moves are collected, shown, and carried out once someone agrees."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.choices import EditorialState, RequestKind
from legislation.editing.rights import Actor, require_editor
from legislation.editing.tree import arrange, check_place, locked_provisions, move_provision
from legislation.models import ChangeRequest, Law, Provision


@transaction.atomic
def move(*, provision: Provision, parent: Provision | None, place: int, actor: Actor) -> ChangeRequest | None:
    """Move a provision: at once in a law that nobody reads yet, else in the actor's draft of its order.

    Returns:
        The draft that holds the move; None where it was made at once.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the parent is of another law or lies below the provision, or another order of
            the law is in review.
    """
    require_editor(actor)
    law = provision.law
    if not law.provisions.published().exists():
        move_provision(provision=provision, parent=parent, place=place, actor=actor)
        return None
    provisions = locked_provisions(law)
    if law.change_requests.filter(kind=RequestKind.ORDER, state=EditorialState.IN_REVIEW).exists():
        raise ValidationError(_("Another order of this law is in review: wait until it is decided."))
    draft = draft_order(law, actor) or ChangeRequest(
        law=law,
        kind=RequestKind.ORDER,
        values={"moves": []},
        author=actor,  # type: ignore[misc]
    )
    step = {"provision": provision.pk, "parent": parent.pk if parent else None, "place": max(place, 0)}
    draft.values = {"moves": [*draft.values["moves"], step]}
    ordered(provisions, draft.values["moves"])
    draft.save()
    return draft


def draft_order(law: Law, actor: Actor) -> ChangeRequest | None:
    """Give the moves that a person has collected for a law and not sent yet."""
    return law.change_requests.filter(
        kind=RequestKind.ORDER, state=EditorialState.DRAFT, author=actor.pk
    ).first()


def ordered(provisions: list[Provision], moves: list[dict[str, Any]]) -> list[Provision]:
    """Give the provisions of a law as they would stand after moves, without saving them.

    Raises:
        ValidationError: a provision is gone, or would be moved below itself.
    """
    known = {each.pk: each for each in provisions}
    for step in moves:
        moved, parent = known.get(step["provision"]), known.get(step["parent"] or 0)
        if moved is None or (step["parent"] and parent is None):
            raise ValidationError(
                _("A provision that was moved is gone: throw these moves away and begin anew.")
            )
        check_place(moved, parent, known)
        moved.parent = parent
        arrange(provisions, {moved.pk: step["place"]})
        provisions.sort(key=lambda each: each.position)
    return provisions


def check(request: ChangeRequest, _on: dt.date) -> None:
    """Refuse moves that lead nowhere. `values`: moves, each provision, parent (or None) and place."""
    before = locked_provisions(request.law)
    was = [(each.pk, each.parent_id) for each in before]
    after = ordered(before, request.values["moves"])
    if [(each.pk, each.parent_id) for each in after] == was:
        raise ValidationError(_("Everything stands where it stood: there is nothing to change."))


def carry_out(request: ChangeRequest, _actor: Actor, _on: dt.date) -> None:
    """Write parent, depth and position of whatever stands elsewhere now."""
    after = ordered(locked_provisions(request.law), request.values["moves"])
    Provision.objects.bulk_update(after, ["parent", "depth", "position"], batch_size=500)


def moved_of(request: ChangeRequest) -> list[int]:
    """Give the identities of what was moved, each once."""
    return list(dict.fromkeys(step["provision"] for step in request.values.get("moves", [])))
