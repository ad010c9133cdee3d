"""The words of statistics: titles, groups, numbers and what stands where one is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_skeleton
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.choices import Risk
from cases.figures.grouping import OTHER, SEVERAL, UNKNOWN
from kbase.localised import current_language, localised
from kbase.localised_formats import number_text
from kbase.tables import Cell, Column
from legislation.models import Topic

HIDDEN = "–"
TITLES: dict[str, Promise] = {
    "danger-age": _("Danger and age of the youngest survivor"),
    "relation": _("What the alleged offender is to the survivor"),
    "kind": _("Kind of violence"),
    "region": _("Region of the organisation"),
}
GROUPS: dict[str, Promise] = {
    **{risk.value: risk.label for risk in Risk},
    "under-18": _("Under 18"),
    "18-59": _("18 to 59"),
    "60+": _("60 and older"),
    "partner": _("Husband, wife or partner, also former"),
    "family": _("Other family"),
    OTHER: _("Other"),
    SEVERAL: _("Several"),
    UNKNOWN: _("Not known"),
}


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as it is printed."""

    title: str
    columns: list[Column]
    rows: list[list[Cell]]

    @property
    def column_words(self) -> list[str]:
        """The headings of the numbers."""
        return [column.label for column in self.columns[1:]]

    @property
    def plain_rows(self) -> list[list[str]]:
        """The words of each row."""
        return [[str(cell.text) for cell in row] for row in self.rows]


def tables_shown(release: Any) -> list[ShownTable]:
    """Return the tables of a release in the language of the page."""
    topics = {topic.slug: str(localised(topic, "name").text) for topic in Topic.objects.all()}
    return [_shown(table, topics) for table in release.tables]


def month_text(month: dt.date) -> str:
    """Return a month as people write it: 'November 2026'."""
    return format_skeleton("yMMMM", month, locale=current_language())


def _shown(table: dict[str, Any], topics: dict[str, str]) -> ShownTable:
    def words(group: str) -> str:
        return str(topics.get(group) or GROUPS.get(group) or group)

    total = str(_("All"))
    headings = [*map(words, table["columns"]), total] if table["columns"] else [str(_("Cases"))]
    rows = [_row(words(group), cells) for group, cells in zip(table["rows"], table["cells"], strict=True)]
    if table["sums"]:
        rows.append(_row(total, table["sums"]))
    columns = [Column(str(_("Group"))), *[Column(heading, kind="number") for heading in headings]]
    return ShownTable(str(TITLES[table["name"]]), columns, rows)


def _row(words: str, numbers: Sequence[int | None]) -> list[Cell]:
    shown = [HIDDEN if number is None else number_text(number) for number in numbers]
    return [Cell(text=words), *[Cell(text=text) for text in shown]]
