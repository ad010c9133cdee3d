"""What becomes of a published figure: corrected by another, or withdrawn; never changed in place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.figures.drafting import locked
from programs.figures.rights import Actor, Figure, require_editor, require_second_person
from programs.figures.states import DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN, check_step
from programs.models import Observation, Target, TargetBasis

_BOTH = ("indicator", "value", "source_url", "note", "i18n")
WORDS: dict[type[Any], tuple[str, ...]] = {
    Observation: (*_BOTH, "period", "days", "out_of", "publisher"),
    Target: (*_BOTH, "by", "programme"),
}


@transaction.atomic
def start_correction(*, figure: Figure, actor: Actor, reason: str) -> Figure:
    """Make a draft that will take a published figure's place.

    Args:
        reason: what was wrong, or who revised it; readers see it.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it isn't published, has a correction under way, or no reason is given.
    """
    require_editor(actor)
    former = locked(figure)
    if former.state != PUBLISHED:
        raise ValidationError(_("Only a published figure is corrected; a draft can simply be changed."))
    if not reason.strip():
        raise ValidationError(_("Say what was wrong, so that readers understand the correction."))
    if former.corrections.filter(state__in=(DRAFT, IN_REVIEW)).exists():
        raise ValidationError(_("A correction of this figure is under way already: go on with that one."))
    values: dict[str, Any] = {name: getattr(former, name) for name in WORDS[type(former)]}
    values |= {"author": actor, "corrects": former, "correction_reason": reason.strip()}
    draft: Figure = type(former)(**values)
    draft.full_clean(exclude=["i18n"])
    draft.save()
    if isinstance(former, Target) and isinstance(draft, Target):
        TargetBasis.objects.bulk_create(
            TargetBasis(target=draft, provision_id=basis.provision_id, position=basis.position)
            for basis in former.bases.all()
        )
    return draft


@transaction.atomic
def ask_withdrawal(*, figure: Figure, actor: Actor, reason: str) -> Figure:
    """Ask that a published figure be withdrawn; readers see it until someone else agrees.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it isn't published, is asked for already, or no reason is given.
    """
    require_editor(actor)
    figure = locked(figure)
    if figure.state != PUBLISHED:
        raise ValidationError(_("Only a published figure is withdrawn; a draft is thrown away."))
    if figure.withdrawal_asked_by_id:
        raise ValidationError(_("Its withdrawal is asked for already."))
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn; readers see it."))
    figure.withdrawal_asked_by = actor
    figure.withdrawal_reason = reason.strip()
    figure.save(update_fields=["withdrawal_asked_by", "withdrawal_reason"])
    return figure


@transaction.atomic
def withdraw(*, figure: Figure, actor: Actor, on: dt.date) -> Figure:
    """Withdraw a figure for which someone else asked.

    Raises:
        PermissionDenied: the actor may not review, or asked for it.
        ForbiddenStepError: it isn't published any more.
        ValidationError: nobody asked for it.
    """
    figure = locked(figure)
    require_second_person(actor, figure)
    check_step(figure.state, WITHDRAWN)
    if figure.withdrawal_asked_by_id is None:
        raise ValidationError(_("Nobody asked for its withdrawal."))
    figure.state = WITHDRAWN
    figure.withdrawn_by, figure.withdrawn_on = actor, on
    figure.save(update_fields=["state", "withdrawn_by", "withdrawn_on"])
    return figure


@transaction.atomic
def keep(*, figure: Figure, actor: Actor, comment: str) -> Figure:
    """Decline a withdrawal; the comment goes into the history.

    Raises:
        PermissionDenied: the actor may not review, or asked for it.
        ValidationError: nobody asked for it, or there is no comment.
    """
    figure = locked(figure)
    require_second_person(actor, figure)
    if figure.state != PUBLISHED or figure.withdrawal_asked_by_id is None:
        raise ValidationError(_("Nobody asked for its withdrawal."))
    if not comment.strip():
        raise ValidationError(_("Say why it stays."))
    figure.withdrawal_asked_by, figure.withdrawal_reason = None, ""
    with pghistory.context(step="keep", why=comment.strip()):
        figure.save(update_fields=["withdrawal_asked_by", "withdrawal_reason"])
    return figure
