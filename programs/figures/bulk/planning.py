"""Compare rows with the figures here: new, a correction, unchanged, or impossible. Writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legislation.bulk.cells import cell_text, same_text
from legislation.bulk.lines import CHANGED, NEW, PROBLEM
from legislation.bulk.tables import Table
from programs.figures.bulk.cells import FigureLine, read_cells
from programs.figures.bulk.sheet import CODE, DETAILS, HEADER, details_of
from programs.figures.states import DRAFT, IN_REVIEW, PUBLISHED, SUPERSEDED, WITHDRAWN
from programs.models import Indicator, Observation
from programs.units import value_text

Key = tuple[str, str, Decimal, str]


def plan(tables: Sequence[Table], *, on: dt.date) -> list[FigureLine]:
    """Give a line for each row, in the order of the file.

    Args:
        on: today.
    """
    known = _Known()
    lines: dict[int, FigureLine] = {}
    for table in tables:
        for number, cells in table.rows:
            lines[number] = _line(number, cells)
            read_cells(lines[number], known.series, on)
        for number, column, value, words in table.faults:
            line = lines.setdefault(number, _line(number, {}))
            line.cells[column] = value
            line.problems = [each for each in line.problems if each[0] != column]
            line.refuse(column, words)
    _refuse_twice(lines)
    for line in lines.values():
        if line.outcome != PROBLEM:
            known.compare(line)
    known.note_disagreements([line for line in lines.values() if line.outcome != PROBLEM])
    return [lines[number] for number in sorted(lines)]


def _line(number: int, cells: dict[str, str]) -> FigureLine:
    key = tuple(cells.get(name, "") for name in ("indicator", "period", "value"))
    return FigureLine(CODE, number, key, cells=cells)


def key_of(line: FigureLine) -> Key:
    """Name the figure that a row is about."""
    values = line.values
    return values["indicator"].slug, values["period"], values["value"], values["source_url"]


def _refuse_twice(lines: dict[int, FigureLine]) -> None:
    first: dict[Key, int] = {}
    for number, line in lines.items():
        if line.outcome != PROBLEM and first.setdefault(key_of(line), number) != number:
            line.refuse(
                "indicator",
                _("Row %(row)s says the same. Accepted: each figure of a source once.")
                % {"row": first[key_of(line)]},
            )


class _Known:
    """The series and the figures here, read once for an import."""

    def __init__(self) -> None:
        self.series = {each.slug: each for each in Indicator.objects.all()}
        self.figures: dict[Key, dict[str, Observation]] = defaultdict(dict)
        self.said: dict[tuple[str, str], list[tuple[Decimal, str]]] = defaultdict(list)
        for seen in Observation.objects.select_related("indicator").order_by("pk"):
            key = (seen.indicator.slug, seen.period, seen.value.normalize(), seen.source_url)
            self.figures[key][seen.state] = seen
            if seen.state == PUBLISHED:
                self.said[key[:2]].append((seen.value, seen.publisher))

    def compare(self, line: FigureLine) -> None:
        """Say what becomes of a row that can be taken."""
        slug, period, value, source = key_of(line)
        here = self.figures.get((slug, period, value.normalize(), source), {})
        under_way = here.get(IN_REVIEW) or here.get(DRAFT)
        if under_way is not None:
            if self._changes(line, under_way):
                line.refuse("indicator", _("A draft of this figure is under way: go on with that one."))
            else:
                line.remarks.append(_("A draft that says so is under way already."))
        elif PUBLISHED in here:
            line.record = here[PUBLISHED]
            line.changes = self._changes(line, line.record)
            if line.changes:
                line.outcome, line.corrects = CHANGED, True
        else:
            self._begin(line, here)

    def _begin(self, line: FigureLine, here: dict[str, Observation]) -> None:
        line.outcome = NEW
        line.changes = [(name, "", line.cells[name]) for name in HEADER if line.cells.get(name)]
        if WITHDRAWN in here:
            reason = here[WITHDRAWN].withdrawal_reason
            line.remarks.append(_("It was withdrawn here: %(reason)s") % {"reason": reason})
        elif SUPERSEDED in here:
            line.remarks.append(_("It was corrected here since: this says again what stood before."))

    def _changes(self, line: FigureLine, seen: Observation) -> list[tuple[str, str, str]]:
        present = details_of(seen)
        return [
            (name, present[name], line.cells[name])
            for name in DETAILS
            if name in line.cells and not same_text(line.cells[name], present[name])
        ]

    def note_disagreements(self, lines: Sequence[FigureLine]) -> None:
        """Note at new rows which other values their period has, here and in the file."""
        said = {key: list(values) for key, values in self.said.items()}
        for line in lines:
            if line.outcome == NEW:
                key = key_of(line)
                said.setdefault(key[:2], []).append((key[2], line.cells.get("publisher", "")))
        for line in lines:
            if line.outcome == NEW:
                self._note(line, said[key_of(line)[:2]])

    def _note(self, line: FigureLine, said: Sequence[tuple[Decimal, str]]) -> None:
        value, indicator = line.values["value"], line.values["indicator"]
        others: dict[Any, str] = {other.normalize(): publisher for other, publisher in said if other != value}
        if others:
            words = ", ".join(
                f"{value_text(other, indicator.unit)} ({cell_text(publisher)})"
                for other, publisher in others.items()
            )
            line.remarks.append(
                _("Sources disagree: %(others)s. Both will be shown, none is overwritten.")
                % {"others": words}
            )
