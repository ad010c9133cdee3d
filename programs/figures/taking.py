"""Take what the reference data say for a figure: in its draft, or by a correction of what is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from legislation.editing.taking import put
from legislation.loading.specs import Taking
from programs.figures.correcting import start_correction
from programs.figures.drafting import save_draft
from programs.figures.rights import Actor, Figure
from programs.figures.rows import address
from programs.figures.states import DRAFT, IN_REVIEW, SUPERSEDED, WITHDRAWN
from programs.models import Observation, Target, TargetBasis

# Which series a figure is of, and how far it has got, is never taken from the data.
TAKEN = frozenset({"value", "source_url", "publisher", "note", "out_of", "period", "by", "programme_id"})


def may_be_taken(record: models.Model, name: str) -> bool:
    """Tell whether the data's value of a field can be taken for a figure; of a legal basis none can."""
    return isinstance(record, Observation | Target) and (name in TAKEN or name.startswith("note_"))


def take_figure(
    *, record: models.Model, differences: Iterable[Mapping[str, Any]], reason: str, actor: Actor, on: dt.date
) -> Figure:
    """Take the data's values for a figure.

    Returns:
        The draft: the figure itself while it is one, else a correction, which someone else reviews.

    Raises:
        PermissionDenied: the actor may not edit figures.
        ValidationError: it is in review, withdrawn, or being corrected by somebody else.
    """
    figure = figure_of(record)
    if figure.state == IN_REVIEW:
        raise ValidationError(_("It is in review: have it sent back, then take the data's values."))
    if figure.state == WITHDRAWN:
        raise ValidationError(_("It was withdrawn here: enter it anew if the data are right."))
    draft = figure if figure.state == DRAFT else _own_correction(figure, actor)
    if draft is None:
        draft = start_correction(figure=figure, actor=actor, reason=reason)
    for difference in differences:
        put(draft, difference)
    return save_draft(figure=draft, actor=actor)


def figure_of(record: models.Model) -> Figure:
    """Give the figure that a record is, or is the basis of, as it stands now after its corrections."""
    figure: Any = record.target if isinstance(record, TargetBasis) else record
    while figure.state == SUPERSEDED:
        after = figure.corrections.ever_published().order_by("pk").last()
        if after is None:
            break
        figure = after
    found: Figure = figure
    return found


def _own_correction(figure: Figure, actor: Actor) -> Figure | None:
    found: Figure | None = figure.corrections.filter(state=DRAFT, author=actor.pk).first()
    return found


def _address(record: models.Model) -> str:
    return address(figure_of(record))


FIGURES = Taking(
    names=frozenset({"Observation", "Target", "TargetBasis"}),
    may_be_taken=may_be_taken,
    take=take_figure,
    address=_address,
)
