"""Draw a chart as SVG: no script, no style sheet, no inline style; classes that programs.css colours.

Colours, dashes and shapes of marks go together, so that no series is told by its colour alone. Attributes
such as `fill` give a plain look where the style sheet is missing; the sheet has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Literal

import svg

from programs.charts.figures import Chart, Mark, Series
from programs.charts.scales import Scale, spread, ticks, year_ticks

LETTER = 7.6  # width of a digit at the size of the labels, a little generous
DASHES: dict[int, list[Decimal | float | int] | None] = {1: None, 2: [7, 4], 3: [2, 4], 4: [10, 3, 2, 3]}
INK = "#17211f"
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of the picture and how many ticks fit."""

    width: int
    height: int
    years: int
    rows: int


WIDE = Size(760, 340, years=9, rows=5)
NARROW = Size(360, 280, years=4, rows=5)
SMALL = Size(300, 190, years=3, rows=4)


def draw(chart: Chart, ident: str, size: Size = WIDE) -> str:
    """Return the chart as an SVG element.

    Args:
        ident: begins the identifiers in the picture, once on a page.
    """
    frame = _Frame(chart, size)
    elements: list[svg.Element] = [
        svg.Title(id=f"{ident}-title", text=escape(chart.title)),
        svg.Desc(id=f"{ident}-desc", text=escape(chart.description)),
        *frame.grid(),
        *frame.outlook(),
        *frame.target(),
        *(element for series in chart.series for element in frame.line(series)),
    ]
    return str(
        svg.SVG(
            viewBox=svg.ViewBoxSpec(0, 0, size.width, size.height),
            class_=["chart", f"chart-{size.width}"],
            elements=elements,
            extra={
                "role": "img",
                "aria-labelledby": f"{ident}-title {ident}-desc",
                "direction": "ltr",
                "focusable": "false",
            },
        )
    )


class _Frame:
    """The plotting area of a chart and what is drawn in it."""

    def __init__(self, chart: Chart, size: Size) -> None:
        self.chart, self.size = chart, size
        low, high = spread(chart.values(), least=chart.least, most=chart.most)
        self.rows = ticks(low, high, size.rows, whole=chart.whole)
        if chart.whole and chart.inverted and self.rows[0] == 0:
            self.rows[0] = 1  # ranks begin at 1
        self.left = 12 + LETTER * max(len(chart.write(row)) for row in self.rows)
        self.top, self.bottom, self.right = 22.0, size.height - 30.0, size.width - 16.0
        bottom, top = (self.top, self.bottom) if chart.inverted else (self.bottom, self.top)
        self.y = Scale(self.rows[0], self.rows[-1], bottom, top)
        first, last = chart.extent or (min(chart.moments()), max(chart.moments()))
        air = max((last - first) * 0.03, 0.5)
        self.x = Scale(first - air, last + air, self.left, self.right)

    def grid(self) -> Iterator[svg.Element]:
        for row in self.rows:
            height = self.y(row)
            yield svg.Line(
                x1=self.left, x2=self.right, y1=height, y2=height, class_=["chart-grid"], stroke="#d3dcda"
            )
            yield _text(self.chart.write(row), self.left - 6, height + 4, "end", "chart-label")
        for year in year_ticks(self.x.first, self.x.last, self.size.years):
            # A year is marked at its middle, where its observations are.
            if self.x.first <= year + 0.5 <= self.x.last:
                yield _text(str(year), self.x(year + 0.5), self.bottom + 20, "middle", "chart-label")

    def target(self) -> Iterator[svg.Element]:
        aim = self.chart.target
        if aim is None:
            return
        height = self.y(aim.value)
        yield svg.Line(
            x1=self.left, x2=self.right, y1=height, y2=height, class_=["chart-target"],
            stroke="#a14408", stroke_dasharray=[8, 5],
        )  # fmt: skip
        above = -6 if not self.chart.inverted else 15
        yield _text(aim.words, self.left + 4, height + above, "start", "chart-target-label")

    def outlook(self) -> Iterator[svg.Element]:
        seen = self.chart.outlook
        if seen is None:
            return
        begin = (self.x(seen.begins), self.y(seen.begins_at))
        end = self.x(seen.ends)
        high, low = self.y(seen.high), self.y(seen.low)
        for x1, x2, y1, y2 in (
            (end, end, high, low),
            (end - 5, end + 5, high, high),
            (end - 5, end + 5, low, low),
        ):
            yield svg.Line(x1=x1, x2=x2, y1=y1, y2=y2, class_=["chart-interval"], stroke="#0b5563")
        yield svg.Line(
            x1=begin[0], y1=begin[1], x2=end, y2=self.y(seen.value), class_=["chart-outlook"],
            stroke="#0b5563", stroke_dasharray=[2, 5],
        )  # fmt: skip

    def line(self, series: Series) -> Iterator[svg.Element]:
        """Draw a series: a line through what is undisputed, a bar between sources that disagree."""
        style, moments = f"series-{series.style}", series.by_moment()
        plain = [(at, marks[0]) for at, marks in moments if len(marks) == 1]
        yield from self.stretches(series, plain)
        for at, marks in moments:
            if len(marks) > 1:
                values = [mark.value for mark in marks]
                yield svg.Line(
                    x1=self.x(at), x2=self.x(at), y1=self.y(min(values)), y2=self.y(max(values)),
                    class_=["chart-dispute", style], stroke=INK,
                )  # fmt: skip
            for mark in marks:
                yield self.mark(mark, series, is_disputed=len(marks) > 1)

    def stretches(self, series: Series, plain: list[tuple[float, Mark]]) -> Iterator[svg.Element]:
        """Draw the line, thin where it only bridges years without figures."""
        gaps = series.gaps()
        stretch: list[svg.Point] = []
        for place, (at, mark) in enumerate(plain):
            point = svg.Point(self.x(at), self.y(mark.value))
            begun = plain[place - 1][0] if place else at
            if any(start < at and begun < end for start, end in gaps):
                yield from self.stretch(series, stretch)
                yield from self.stretch(series, [stretch[-1], point], is_gap=True)
                stretch = []
            stretch.append(point)
        yield from self.stretch(series, stretch)

    def stretch(
        self, series: Series, points: list[svg.Point], *, is_gap: bool = False
    ) -> Iterator[svg.Element]:
        if len(points) > 1:
            classes = ["chart-line", f"series-{series.style}", *(["chart-gap"] if is_gap else [])]
            yield svg.Polyline(
                points=points, class_=classes, fill="none", stroke=INK, stroke_width=1 if is_gap else 2,
                stroke_dasharray=DASHES[series.style],
            )  # fmt: skip

    def mark(self, mark: Mark, series: Series, *, is_disputed: bool) -> svg.Element:
        x, y = self.x(mark.at), self.y(mark.value)
        classes = ["chart-mark", f"series-{series.style}", *(["is-disputed"] if is_disputed else [])]
        words = f"{series.label}: {mark.words}" if len(self.chart.series) > 1 else mark.words
        title: list[svg.Element] = [svg.Title(text=escape(words))]
        if series.style in (2, 4):
            return svg.Rect(x=x - 3, y=y - 3, width=7, height=7, class_=classes, fill=INK, elements=title)
        if series.style == 3:
            corners = [svg.Point(x, y - 5), svg.Point(x + 5, y + 4), svg.Point(x - 5, y + 4)]
            return svg.Polygon(points=corners, class_=classes, fill=INK, elements=title)
        return svg.Circle(cx=x, cy=y, r=4, class_=classes, fill=INK, elements=title)


def _text(words: str, x: float, y: float, anchor: Anchor, name: str) -> svg.Element:
    return svg.Text(
        text=escape(words), x=round(x, 1), y=round(y, 1), text_anchor=anchor, class_=[name], fill=INK,
        font_size=13,
    )  # fmt: skip
