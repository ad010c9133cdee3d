"""The table of observations: its headings, and the rows of what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legislation.bulk.cells import cell_text
from legislation.bulk.reading import Cells, read_tables, table_of
from legislation.bulk.tables import Table
from programs.models import Observation

CODE = "observations"
KEYS = ("indicator", "period", "value", "source_url")
NOTES = ("note_en", "note_ru", "note_kk", "note_ur")
HEADER = ("indicator", "period", "value", "unit", "source_url", "publisher", "out_of", *NOTES)
# What the name of the figure doesn't tell: changed in a table, it becomes a correction.
DETAILS = ("publisher", "out_of", *NOTES)


@dataclass(frozen=True, slots=True)
class ObservationSheet:
    """What is published, of all series or of one, as `legislation.bulk.writing` writes it."""

    series: str = ""
    code: str = CODE
    keys: tuple[str, ...] = ("indicator", "period")

    @property
    def header(self) -> list[str]:
        """Headings in their order."""
        return list(HEADER)

    def rows(self) -> Iterator[list[str]]:
        """Give each observation as texts of cells."""
        found = Observation.objects.published().select_related("indicator")
        if self.series:
            found = found.filter(indicator__slug=self.series)
        for seen in found.order_by("indicator__position", "indicator__slug", "days", "value", "pk"):
            yield row_of(seen)


def row_of(seen: Observation) -> list[str]:
    """Write an observation as texts of cells, in the order of the headings."""
    return [details_of(seen)[name] for name in HEADER]


def details_of(seen: Observation) -> dict[str, str]:
    """Write an observation as texts of cells by heading."""
    words = seen.i18n or {}
    return {
        "indicator": seen.indicator.slug,
        "period": seen.period,
        "value": cell_text(seen.value),
        "unit": seen.indicator.unit,
        "source_url": seen.source_url,
        "publisher": cell_text(seen.publisher),
        "out_of": cell_text(seen.out_of),
        "note_en": cell_text(seen.note),
        **{name: cell_text(words.get(name)) for name in NOTES[1:]},
    }


def read_observations(*, name: str, content: bytes) -> list[Table]:
    """Read a workbook or a CSV of observations.

    Raises:
        UnreadableTableError: the file as a whole can't be taken.
    """
    return read_tables(name=name, content=content, kind=CODE, make=_table)


def _table(_name: str, rows: Iterable[list[Cells]]) -> Table:
    return table_of(CODE, rows, keys=KEYS, accepted=HEADER)
