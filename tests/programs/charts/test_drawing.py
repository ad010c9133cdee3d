"""Charts as SVG: well-formed, without script and style, told by more than colour, with a text alternative."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from programs.charts.drawing import NARROW, SMALL, WIDE, Size, draw
from programs.charts.figures import Chart, Mark, Outlook, Series, TargetLine

SVG = "{http://www.w3.org/2000/svg}"


def series(values: dict[float, float], style: int = 1, label: str = "A") -> Series:
    return Series(label, [Mark(at, value, f"{at}: {value}") for at, value in values.items()], style)


def chart(*lines: Series, **options: Any) -> Chart:
    given = {"title": "Title", "description": "What it says", "series": lines, "write": str}
    return Chart(**(given | options))


def drawn(figure: Chart, size: Size = WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(draw(figure, "x", size))


def test_no_script_no_style_and_no_attribute_style() -> None:
    text = draw(chart(series({2020.5: 1, 2021.5: 2})), "x")
    assert "<script" not in text
    assert "<style" not in text
    assert "style=" not in text


def test_title_and_description_name_the_picture() -> None:
    root = drawn(chart(series({2020.5: 1})))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "x-title x-desc"
    assert root.find(f"{SVG}title").text == "Title"  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == "What it says"  # type: ignore[union-attr]


def test_every_text_is_escaped() -> None:
    evil = "<b>&\"'</b><script>"
    figure = chart(
        Series(evil, [Mark(2020.5, 1, evil)]), series({2020.5: 2}, 2), title=evil, description=evil,
        target=TargetLine(3, 2031, evil), write=lambda _value: evil,
    )  # fmt: skip
    root = drawn(figure)
    assert "<script" not in draw(figure, "x")
    assert root.find(f"{SVG}title").text == evil  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL])
def test_every_mark_lies_within_the_picture(size: Size) -> None:
    root = drawn(
        chart(series({1995.5: 2.6, 2003.5: 20.9, 2025.2: 17}), target=TargetLine(30, 2031, "30%")), size
    )
    circles = root.findall(f"{SVG}circle")
    assert len(circles) == 3
    for circle in circles:
        assert 0 < float(circle.get("cx", 0)) < size.width
        assert 0 < float(circle.get("cy", 0)) < size.height


def test_series_differ_by_shape_and_dashes_too() -> None:
    root = drawn(chart(series({2020.5: 1, 2021.5: 2}), series({2020.5: 3, 2021.5: 1}, 2, "B")))
    lines = root.findall(f"{SVG}polyline")
    assert [line.get("stroke-dasharray") for line in lines] == [None, "7 4"]
    assert len(root.findall(f"{SVG}circle")) == len(root.findall(f"{SVG}rect")) == 2


def test_disagreeing_sources_are_both_drawn_and_joined_by_a_bar() -> None:
    marks = [Mark(2020.5, 10, "a"), Mark(2021.5, 11, "b"), Mark(2021.5, 15, "c"), Mark(2022.5, 12, "d")]
    root = drawn(chart(Series("A", marks)))
    disputed = [c for c in root.findall(f"{SVG}circle") if "is-disputed" in c.get("class", "")]
    bars = [each for each in root.findall(f"{SVG}line") if "chart-dispute" in each.get("class", "")]
    assert (len(disputed), len(bars)) == (2, 1)
    assert len(root.find(f"{SVG}polyline").get("points", "").split()) == 2  # type: ignore[union-attr]


def test_rank_one_is_on_top() -> None:
    root = drawn(chart(series({2020.5: 5, 2021.5: 100}), inverted=True, whole=True, least=1))
    best, worst = (float(c.get("cy", 0)) for c in root.findall(f"{SVG}circle"))
    assert best < worst


def test_projection_is_a_dotted_line_with_an_interval() -> None:
    figure = chart(series({2020.5: 10, 2024.5: 14}), outlook=Outlook(2024.5, 14, 2031, 20, 17, 23))
    classes = [each.get("class", "") for each in drawn(figure).findall(f"{SVG}line")]
    assert classes.count("chart-outlook") == 1
    assert classes.count("chart-interval") == 3


def test_years_without_figures_are_bridged_by_a_thin_line_alone() -> None:
    figure = chart(series({2001.5: 1, 2002.5: 2, 2003.5: 3, 2017.5: 4, 2018.5: 5}))
    lines = drawn(figure).findall(f"{SVG}polyline")
    assert [
        ("chart-gap" in each.get("class", ""), len(each.get("points", "").split())) for each in lines
    ] == [
        (False, 3),
        (True, 2),
        (False, 2),
    ]
    assert figure.has_gaps


def test_figures_of_every_fifth_year_are_no_gaps() -> None:
    figure = chart(series({2000.5: 1, 2005.5: 2, 2010.5: 3}))
    assert len(drawn(figure).findall(f"{SVG}polyline")) == 1
    assert not figure.has_gaps
