"""Figures in the words of the desk: what one says, and its row in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.desk.rows import Row
from programs.figures.kinds import kind_of
from programs.figures.rights import Figure
from programs.models import Indicator, Observation, Target
from programs.rows import target_text
from programs.series import shown_value
from programs.units import value_text
from programs.wording import period_text, place_name


@dataclass(frozen=True)
class FigureRow(Row):
    """A figure in a list: `key` to choose it by, and its source."""

    key: str = ""
    says: str = ""
    source_url: str = ""
    publisher: str = ""
    disagrees: str = ""


def says(figure: Figure) -> str:
    """Write what a figure says: 'December 2024: 18.9%', 'Target: 30% by 2030'."""
    if isinstance(figure, Target):
        return _("Target: %(target)s") % {"target": target_text(figure, figure.indicator)}
    return _("%(period)s: %(value)s") % {
        "period": period_text(figure.period),
        "value": shown_value(figure, figure.indicator.unit),
    }


def address(figure: Figure, name: str = "figures-figure") -> str:
    """Give the address of a figure's page at the desk, or of one of its steps."""
    return reverse(name, args=(kind_of(figure), figure.pk))


def figure_row(figure: Figure) -> FigureRow:
    """Give a figure as a row, with what the reviewer or the one who corrects it said."""
    words = (figure.review_comment, figure.correction_reason, figure.withdrawal_reason)
    return FigureRow(
        title=localised(figure.indicator, "name"),
        url=address(figure),
        law=place_name(figure.indicator),
        note=" · ".join(filter(None, (str(figure.author or ""), *words))),
        key=f"{kind_of(figure)}-{figure.pk}",
        says=says(figure),
        source_url=figure.source_url,
        publisher=figure.publisher if isinstance(figure, Observation) else "",
        disagrees=disagreement(figure),
    )


def disagreement(figure: Any) -> str:
    """Write the other published values of the period; they come with the rows of a list."""
    values = getattr(figure, "other_values", None) or []
    unit = figure.indicator.unit
    return ", ".join(value_text(value, unit) for value in dict.fromkeys(values))


def check_row(indicator: Indicator) -> Row:
    """Give a series whose check is due."""
    newest: Any = getattr(indicator, "newest", None)
    if indicator.check_due_on:
        why = _("due on %(day)s") % {"day": day_text(indicator.check_due_on)}
    else:
        why = _("never checked; the newest figure ends before %(day)s") % {"day": day_text(newest)}
    name: Localised = localised(indicator, "name")
    return Row(name, reverse("figures-check", args=(indicator.pk,)), place_name(indicator), why)
