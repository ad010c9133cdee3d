"""The tree of a law: insert and move provisions; an order without gaps, never a cycle, addresses kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.editing.numbering import check_number_is_free
from legislation.editing.plans import NewProvision
from legislation.editing.rights import Actor, require_editor
from legislation.models import Law, Provision


@transaction.atomic
def insert_provision(*, law: Law, new: NewProvision, actor: Actor) -> Provision:
    """Add a provision, which readers see once it has a published version.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: its eId is taken, or what it gives is incomplete.
    """
    require_editor(actor)
    provisions = locked_provisions(law)
    provision = Provision(
        law=law,
        eid=new.eid,
        kind=new.kind,
        number=new.number,
        heading=new.heading,
        parent=new.parent,
        depth=new.parent.depth + 1 if new.parent else 0,
        position=0,
        awaits_publication=True,
    )
    check_number_is_free(provision, new.number, new.kind)
    provision.full_clean(exclude=["i18n"])
    provision.save()
    siblings = [each for each in provisions if each.parent_id == provision.parent_id]
    place = siblings.index(new.after) + 1 if new.after else len(siblings)
    _write(arrange([*provisions, provision], {provision.pk: place}))
    provision.refresh_from_db()
    return provision


@transaction.atomic
def move_provision(*, provision: Provision, parent: Provision | None, place: int, actor: Actor) -> Provision:
    """Put a provision, with all below it, at a place among the children of a parent.

    Its eId, and so its address, stays what it is.

    Args:
        parent: None for the top of the law.
        place: 0 for the first of the parent's children.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the parent is of another law, or lies below the provision itself.
    """
    require_editor(actor)
    provisions = {each.pk: each for each in locked_provisions(provision.law)}
    moved = provisions[provision.pk]
    check_place(moved, parent, provisions)
    moved.parent = parent
    moved.full_clean(exclude=["i18n"])
    moved.save(update_fields=["parent"])
    _write(arrange(list(provisions.values()), {moved.pk: max(place, 0)}))
    reindex(laws=[provision.law_id])
    moved.refresh_from_db()
    return moved


def check_place(moved: Provision, parent: Provision | None, provisions: Mapping[int, Provision]) -> None:
    """Refuse a place outside of the law, or below the provision itself.

    Args:
        provisions: those of the law, by identity.

    Raises:
        ValidationError: says which of the two it is.
    """
    above = parent
    while above is not None:
        if above.law_id != moved.law_id:
            raise ValidationError(_("A provision can only be moved within its own law."))
        if above.pk == moved.pk:
            raise ValidationError(
                _("%(provision)s can't be moved below itself: choose a place outside of it.")
                % {"provision": moved}
            )
        above = provisions.get(above.parent_id) if above.parent_id else None


def locked_provisions(law: Law) -> list[Provision]:
    """Give the provisions of a law in order; no one else can rearrange them until the transaction ends."""
    Law.objects.select_for_update(of=("self",)).get(pk=law.pk)
    return list(Provision.objects.filter(law=law).order_by("position", "pk"))


def arrange(provisions: list[Provision], places: dict[int, int]) -> list[Provision]:
    """Number all provisions of a law anew; `places` says where some of them stand among their siblings.

    Returns:
        Those that stand elsewhere now; nothing is saved.
    """
    children: dict[int | None, list[Provision]] = {}
    for each in provisions:
        if each.pk not in places:
            children.setdefault(each.parent_id, []).append(each)
    for each in provisions:
        if each.pk in places:
            children.setdefault(each.parent_id, []).insert(places[each.pk], each)
    changed: list[Provision] = []
    waiting = [(each, 0) for each in reversed(children.get(None, []))]
    position = 0
    while waiting:
        each, depth = waiting.pop()
        if (each.position, each.depth) != (position, depth):
            each.position, each.depth = position, depth
            changed.append(each)
        position += 1
        waiting += [(child, depth + 1) for child in reversed(children.get(each.pk, []))]
    return changed


def _write(changed: list[Provision]) -> None:
    Provision.objects.bulk_update(changed, ["position", "depth"], batch_size=500)
