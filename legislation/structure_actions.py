"""Writes to a text that is being divided into provisions, until it is saved as drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.editing.rights import Actor
from legislation.models import Law, PastedText
from legislation.structure import operations
from legislation.structure.checking import reviewed
from legislation.structure.parsing import propose
from legislation.structure.tree import Line, Proposal, from_dict, to_dict
from legislation.structure_drafts import check_savable
from legislation.structure_laws import law_from
from legislation.structure_texts import Saved, save_tree

MAY_PASTE = "legislation.add_provision"
MAY_ADD_LAW = "legislation.add_law"


@dataclass(frozen=True)
class PastedLaw:
    """What an editor says of a text: its law, and what its versions are to be.

    Attributes:
        law: None for a law that is made when the text is saved.
        new_law: jurisdiction (code), kind, title, number, adopted (ISO date or empty).
        starts_on: first day valid; None where not established.
    """

    language: str
    status: str
    law: Law | None = None
    new_law: dict[str, Any] = field(default_factory=dict)
    starts_on: dt.date | None = None
    source_url: str = ""
    name: str = ""


class ChangedMeanwhile(Exception):
    """The tree is no longer the one that the editor saw."""


@transaction.atomic
def start_pasting(*, lines: Sequence[Line], about: PastedLaw, actor: Actor, at: dt.datetime) -> PastedText:
    """Propose the structure of a text and keep it for its editor; forget texts whose time is over.

    Raises:
        PermissionDenied: the actor may not add provisions, or not the law that it is for.
    """
    _require(actor, MAY_PASTE)
    if about.law is None:
        _require(actor, MAY_ADD_LAW)
    PastedText.objects.forgotten_at(at).delete()
    return PastedText.objects.create(
        owner=actor,  # type: ignore[misc]
        created_at=at,
        name=about.name[:200],
        law=about.law,
        new_law=about.new_law,
        language=about.language,
        status=about.status,
        starts_on=about.starts_on,
        source_url=about.source_url,
        tree=to_dict(propose(lines)),
    )


def tree_of(pasted: PastedText) -> Proposal:
    """Return the tree of a text with its eIds and warnings."""
    return reviewed(from_dict(pasted.tree))


@transaction.atomic
def correct_node(
    *, pasted: PastedText, actor: Actor, revision: int, operation: str, key: int, value: str = ""
) -> PastedText:
    """Correct a node of the tree.

    Args:
        revision: of the tree that the actor saw.

    Raises:
        PermissionDenied: it isn't the actor's, or is saved already.
        ChangedMeanwhile: the tree is another by now.
        ImpossibleCorrection: the tree doesn't allow it.
    """
    held = _held(pasted, actor, revision)
    return _change(held, lambda tree: operations.apply(tree, code=operation, key=key, value=value))


@transaction.atomic
def correct_line(*, pasted: PastedText, actor: Actor, revision: int, operation: str, line: int) -> PastedText:
    """Take an unparsed line up into the tree; raises as `correct_node` does."""
    held = _held(pasted, actor, revision)
    return _change(held, lambda tree: operations.apply_to_line(tree, code=operation, line=line))


@transaction.atomic
def undo(*, pasted: PastedText, actor: Actor, revision: int) -> PastedText:
    """Go back to the tree before the last correction; raises as `correct_node` does."""
    held = _held(pasted, actor, revision)
    if held.previous is not None:
        held.tree, held.previous = held.previous, None
        held.revision += 1
        held.save(update_fields=["tree", "previous", "revision"])
    return held


@transaction.atomic
def discard(*, pasted: PastedText, actor: Actor) -> None:
    """Forget a text; drafts that were made of it stay.

    Raises:
        PermissionDenied: it isn't the actor's.
    """
    _owned(pasted, actor).delete()


@transaction.atomic
def save_as_drafts(
    *,
    pasted: PastedText,
    actor: Actor,
    revision: int,
    at: dt.datetime,
    existing_as_new_versions: bool = False,
    without_unparsed: bool = False,
) -> Saved:
    """Make a draft of every node: provisions, versions and texts, all of them or nothing.

    Args:
        existing_as_new_versions: a provision that has a published version gets another one as a draft;
            else the whole is refused.
        without_unparsed: the actor has seen that unparsed lines will be in no provision.

    Raises:
        PermissionDenied: the actor may not, or it isn't the actor's, or it is saved already.
        ChangedMeanwhile: the tree is another by now.
        ValidationError: with every reason why it can't be saved as it is.
    """
    _require(actor, MAY_PASTE)
    held = _held(pasted, actor, revision)
    tree = tree_of(held)
    check_savable(tree, without_unparsed=without_unparsed)
    with pghistory.context(step="paste", why=held.name):
        if held.law is None:
            _require(actor, MAY_ADD_LAW)
            law = law_from(held.new_law, language=held.language)
            law.save()
            held.law = law
        saved = save_tree(tree, pasted=held, actor=actor, existing_as_new_versions=existing_as_new_versions)
        held.saved_at, held.previous = at, None
        held.save(update_fields=["law", "saved_at", "previous"])
        reindex(laws=[held.law.pk])
    return saved


def _require(actor: Actor, permission: str) -> None:
    if not actor.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied(_("You may not add laws here. Ask an administrator for the group Editor."))


def _owned(pasted: PastedText, actor: Actor) -> PastedText:
    held = PastedText.objects.select_for_update(of=("self",)).visible_to(actor).filter(pk=pasted.pk).first()
    if held is None:
        raise PermissionDenied(_("This text is someone else's, or was thrown away."))
    return held


def _held(pasted: PastedText, actor: Actor, revision: int) -> PastedText:
    held = _owned(pasted, actor)
    if held.saved_at is not None:
        raise PermissionDenied(_("This text is saved as drafts already: go on with those."))
    if held.revision != revision:
        raise ChangedMeanwhile
    return held


def _change(held: PastedText, correct: Callable[[Proposal], Proposal]) -> PastedText:
    held.previous, held.tree = held.tree, to_dict(correct(from_dict(held.tree)))
    held.revision += 1
    held.save(update_fields=["tree", "previous", "revision"])
    return held
