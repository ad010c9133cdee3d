"""Drafts of figures: write them, throw them away, send them to review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.models import Provision
from programs.figures.rights import Actor, Figure, require_editor
from programs.figures.states import DRAFT, IN_REVIEW, check_step
from programs.models import Observation, Target, TargetBasis


@transaction.atomic
def save_draft(*, figure: Figure, actor: Actor, bases: Sequence[Provision] | None = None) -> Figure:
    """Save a new figure or a changed draft.

    Args:
        figure: with the values to save.
        bases: provisions that make a target a promise of law, in their order; None leaves them.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it isn't a draft any more, or says what can't be.
    """
    require_editor(actor)
    held = locked(figure) if figure.pk else None
    if held and held.state != DRAFT:
        raise ValidationError(_("Only a draft is changed: have it sent back, or correct what is published."))
    figure.state = DRAFT
    if held is None:
        figure.author = actor
    elif held.author_id != actor.pk and actor.pk not in held.contributors:
        figure.contributors = [*held.contributors, int(actor.pk)]  # type: ignore[arg-type]
    if figure.reviewer_id == actor.pk:
        figure.reviewer = None  # who sent it back and then mends it has become one of its writers
    if isinstance(figure, Observation):
        figure.clean_fields(exclude=["i18n", "days"])
        figure.take_days()
    figure.full_clean(exclude=["i18n"])
    figure.save()
    if bases is not None and isinstance(figure, Target):
        _put_bases(figure, bases)
    return figure


@transaction.atomic
def discard_draft(*, figure: Figure, actor: Actor) -> None:
    """Throw a draft away; its history stays.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it isn't a draft any more.
    """
    require_editor(actor)
    held = locked(figure)
    if held.state != DRAFT:
        raise ValidationError(_("Only a draft is thrown away: what was published is withdrawn."))
    with pghistory.context(step="discard"):
        held.delete()


@transaction.atomic
def submit(*, figure: Figure, actor: Actor, on: dt.date) -> Figure:
    """Send a draft to review.

    Args:
        on: today; what has not begun by then can't have been observed.

    Raises:
        PermissionDenied: the actor may not edit.
        ForbiddenStepError: it is not a draft.
        ValidationError: it says what can't be.
    """
    require_editor(actor)
    figure = locked(figure)
    check_step(figure.state, IN_REVIEW)
    check_period(figure, on)
    figure.state = IN_REVIEW
    figure.review_comment = ""
    figure.reviewer = None
    figure.full_clean(exclude=["i18n"])
    figure.save()
    return figure


def check_period(figure: Figure, on: dt.date) -> None:
    """Refuse an observation of what hasn't begun."""
    if isinstance(figure, Observation) and not figure.has_begun_by(on):
        raise ValidationError(
            {
                "period": _("%(period)s hasn't begun on %(on)s, so nobody can have observed it.")
                % {"period": figure.period, "on": on.isoformat()}
            }
        )


def locked(figure: Figure) -> Figure:
    """Read a figure again and keep it from others until the transaction ends."""
    rows = type(figure)._default_manager.select_for_update(of=("self",)).select_related("indicator")
    found: Figure = rows.get(pk=figure.pk)
    return found


def _put_bases(target: Target, bases: Sequence[Provision]) -> None:
    target.bases.all().delete()
    TargetBasis.objects.bulk_create(
        TargetBasis(target=target, provision=provision, position=position)
        for position, provision in enumerate(dict.fromkeys(bases))
    )
