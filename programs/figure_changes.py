"""What readers are told of figures that were corrected or withdrawn: what stood before, and why it went."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kbase.localised_formats import day_text
from kbase.tables import Cell, Column
from programs.choices import FigureState
from programs.models import Indicator, Observation, Target
from programs.rows import target_text
from programs.series import shown_value
from programs.wording import period_text


def change_columns() -> list[Column]:
    """Give the columns of the table of changes."""
    return [
        Column(_("When")),
        Column(_("Period")),
        Column(_("Formerly")),
        Column(_("Now")),
        Column(_("Why")),
    ]


def change_rows(indicator: Indicator) -> list[list[Cell]]:
    """Give each correction and withdrawal of a series, the newest first."""
    changes = [
        change
        for model in (Observation, Target)
        for figure in _gone(model, indicator)
        for change in _changes(figure, indicator)
    ]
    changes.sort(key=lambda change: change[0], reverse=True)
    return [row for _day, row in changes]


def _gone(model: Any, indicator: Indicator) -> Any:
    successors = model.objects.ever_published()
    return (
        model.objects.filter(indicator=indicator, state__in=(FigureState.SUPERSEDED, FigureState.WITHDRAWN))
        .prefetch_related(Prefetch("corrections", successors))
        .order_by("pk")
    )


def _changes(figure: Any, indicator: Indicator) -> list[tuple[dt.date, list[Cell]]]:
    if figure.state == FigureState.WITHDRAWN:
        row = _row(figure, indicator, figure.withdrawn_on, _("withdrawn"), figure.withdrawal_reason)
        return [(figure.withdrawn_on, row)]
    return [
        (
            new.corrected_on,
            _row(figure, indicator, new.corrected_on, _said(new, indicator), new.correction_reason),
        )
        for new in figure.corrections.all()
    ]


def _row(figure: Any, indicator: Indicator, day: dt.date, now: str, why: str) -> list[Cell]:
    when = figure.by if isinstance(figure, Target) else figure.period
    return [
        Cell(day_text(day)),
        Cell(period_text(when)),
        Cell(_said(figure, indicator), note=getattr(figure, "publisher", "")),
        Cell(now),
        Cell(why),
    ]


def _said(figure: Any, indicator: Indicator) -> str:
    if isinstance(figure, Target):
        return _("Target: %(target)s") % {"target": target_text(figure, indicator)}
    return shown_value(figure, indicator.unit)
