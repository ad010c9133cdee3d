"""What a reviewer decides: publish, or send back with a comment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.figures.drafting import check_period, locked
from programs.figures.rights import Actor, Figure, require_reviewer
from programs.figures.states import DRAFT, PUBLISHED, SUPERSEDED, check_step


@transaction.atomic
def publish(*, figure: Figure, actor: Actor, on: dt.date, comment: str = "") -> Figure:
    """Publish a figure in review; what it corrects stays in the history as corrected.

    Args:
        on: today, shown as the day of the correction.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: it is not in review, or what it corrects is no longer published.
        ValidationError: the same source already says this of the period.
    """
    figure = locked(figure)
    require_reviewer(actor, figure)
    check_step(figure.state, PUBLISHED)
    check_period(figure, on)
    if figure.corrects is not None:
        former = locked(cast(Figure, figure.corrects))
        check_step(former.state, SUPERSEDED)
        former.state = SUPERSEDED
        former.save(update_fields=["state"])
        figure.corrected_on = on
    figure.state = PUBLISHED
    figure.reviewer = actor
    figure.review_comment = comment.strip()
    figure.full_clean(exclude=["i18n"])
    figure.save()
    return figure


@transaction.atomic
def publish_all(*, figures: Sequence[Figure], actor: Actor, on: dt.date) -> int:
    """Publish several figures, all of them or none; return how many.

    Raises:
        PermissionDenied, ForbiddenStepError, ValidationError: as `publish`, of the first that can't be.
    """
    for figure in figures:
        publish(figure=figure, actor=actor, on=on)
    return len(figures)


@transaction.atomic
def send_back(*, figure: Figure, actor: Actor, comment: str) -> Figure:
    """Give a figure in review back to its author, with a comment.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: it is not in review.
        ValidationError: there is no comment.
    """
    figure = locked(figure)
    require_reviewer(actor, figure)
    check_step(figure.state, DRAFT)
    if not comment.strip():
        raise ValidationError(_("Say what has to change, so that the author can change it."))
    figure.state = DRAFT
    figure.reviewer = actor
    figure.review_comment = comment.strip()
    figure.save()
    return figure
