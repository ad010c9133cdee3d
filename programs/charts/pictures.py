"""A chart in the sizes that a page needs: a wide one, and a narrow one with as large letters for phones."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from programs.charts.drawing import NARROW, SMALL, WIDE, Size, draw
from programs.charts.figures import Chart, Series


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart for components of the page; only one of the two is shown at a time."""

    title: str
    wide: SafeString
    narrow: SafeString
    legend: tuple[Series, ...]


def picture(chart: Chart, ident: str) -> Picture:
    """Draw a chart for wide pages and for phones."""
    return Picture(
        chart.title, _safe(chart, f"{ident}-w", WIDE), _safe(chart, f"{ident}-n", NARROW), _legend(chart)
    )


def small_picture(chart: Chart, ident: str) -> Picture:
    """Draw a chart as one of several small ones."""
    drawn = _safe(chart, ident, SMALL)
    return Picture(chart.title, drawn, SafeString(""), _legend(chart))


def _legend(chart: Chart) -> tuple[Series, ...]:
    return tuple(chart.series) if len(chart.series) > 1 else ()


def _safe(chart: Chart, ident: str, size: Size) -> SafeString:
    return mark_safe(draw(chart, ident, size))  # noqa: S308  the drawing escapes every text
