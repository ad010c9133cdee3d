"""A change that needs a second person and is no new wording: asked for, agreed to, carried out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import EditorialState, RequestKind
from legislation.editing import commencing, numbering, ordering, particulars
from legislation.editing.rights import Actor, require_editor, require_reviewer
from legislation.models import Amendment, ChangeRequest, Law, Provision
from legislation.states import check_step


@dataclass(frozen=True)
class Verbs:
    """What a kind of change can do: refuse what can't be, and carry out the rest."""

    check: Callable[[ChangeRequest, dt.date], None]
    carry_out: Callable[[ChangeRequest, Actor, dt.date], None]


VERBS = {
    RequestKind.COMMENCEMENT: Verbs(commencing.check, commencing.carry_out),
    RequestKind.AMENDMENT: Verbs(particulars.check, particulars.carry_out),
    RequestKind.PROVISION: Verbs(numbering.check, numbering.carry_out),
    RequestKind.ORDER: Verbs(ordering.check, ordering.carry_out),
}


@transaction.atomic
def ask_for(
    *,
    kind: RequestKind,
    law: Law,
    values: dict[str, Any],
    reason: str,
    actor: Actor,
    on: dt.date,
    amendment: Amendment | None = None,
    provision: Provision | None = None,
    instead_of: ChangeRequest | None = None,
) -> ChangeRequest:
    """Ask for a change, and send it to review at once.

    Args:
        values: what is to be, by kind: see `commencing`, `particulars`, `numbering`, `ordering`.
        on: today.
        instead_of: one that was sent back to the actor, which this one replaces.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it can't be, or no reason is given.
    """
    require_editor(actor)
    if instead_of is not None:
        withdraw(request=instead_of, actor=actor)
    request = ChangeRequest(
        law=law,
        kind=kind,
        amendment=amendment,
        provision=provision,
        values=values,
        reason=reason.strip(),
        author=actor,  # type: ignore[misc]
    )
    request.save()
    return submit(request=request, actor=actor, on=on)


@transaction.atomic
def submit(*, request: ChangeRequest, actor: Actor, on: dt.date, reason: str = "") -> ChangeRequest:
    """Send a change to review.

    Raises:
        PermissionDenied: the actor may not edit, or didn't ask for it.
        ForbiddenStepError: it is in review, or decided.
        ValidationError: it can't be, or no reason is given.
    """
    require_editor(actor)
    request = _locked(request)
    _require_author(request, actor)
    check_step(request.state, EditorialState.IN_REVIEW)
    request.reason = reason.strip() or request.reason
    if not request.reason:
        raise ValidationError(_("Say what the change follows from, so that the reviewer can check it."))
    VERBS[RequestKind(request.kind)].check(request, on)
    request.state = EditorialState.IN_REVIEW
    request.reviewer, request.review_comment = None, ""
    request.full_clean()
    request.save()
    return request


@transaction.atomic
def send_back(*, request: ChangeRequest, actor: Actor, comment: str) -> ChangeRequest:
    """Give a change back to whoever asked for it, with a comment.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: it is not in review.
        ValidationError: there is no comment.
    """
    request = _locked(request)
    require_reviewer(actor, request)
    check_step(request.state, EditorialState.DRAFT)
    if not comment.strip():
        raise ValidationError(_("Say what has to change, so that the author can change it."))
    return _decide(request, EditorialState.DRAFT, actor, comment)


@transaction.atomic
def agree(*, request: ChangeRequest, actor: Actor, on: dt.date, comment: str = "") -> ChangeRequest:
    """Agree to a change, and carry it out in the same transaction.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: it is not in review.
        ValidationError: what has been published since contradicts it; nothing is changed.
    """
    request = _locked(request)
    require_reviewer(actor, request)
    check_step(request.state, EditorialState.PUBLISHED)
    verbs = VERBS[RequestKind(request.kind)]
    with pghistory.context(step="agree", why=request.reason):
        verbs.check(request, on)
        verbs.carry_out(request, actor, on)
        request = _decide(request, EditorialState.PUBLISHED, actor, comment)
        reindex(laws=[request.law_id])
    return request


@transaction.atomic
def withdraw(*, request: ChangeRequest, actor: Actor) -> None:
    """Throw a change away that wasn't agreed to; its history stays.

    Raises:
        PermissionDenied: the actor may not edit, or didn't ask for it.
        ValidationError: it is in review, or was carried out.
    """
    require_editor(actor)
    request = _locked(request)
    _require_author(request, actor)
    if request.state != EditorialState.DRAFT:
        raise ValidationError(_("It is in review or was carried out: only what is sent back is thrown away."))
    request.delete()


def _locked(request: ChangeRequest) -> ChangeRequest:
    found = ChangeRequest.objects.select_for_update(of=("self",)).select_related(
        "law__jurisdiction", "amendment", "provision"
    )
    return found.get(pk=request.pk)


def _require_author(request: ChangeRequest, actor: Actor) -> None:
    if request.author_id != actor.pk:
        raise PermissionDenied(_("Someone else asked for this change: only they can send or withdraw it."))


def _decide(request: ChangeRequest, state: str, actor: Actor, comment: str) -> ChangeRequest:
    request.state = state
    request.reviewer = actor  # type: ignore[assignment]
    request.review_comment = comment.strip()
    request.full_clean()
    request.save()
    return request
