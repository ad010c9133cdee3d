"""Write all records of kinds as a workbook or as CSV, in pieces; every cell is text, none a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import xlsxwriter
from xlsxwriter.workbook import Workbook

from legislation.bulk.cells import for_workbook
from legislation.exports.csv_writer import CHUNK, safe_row, taken
from legislation.exports.xlsx_writer import ACCENT, OPTIONS, chunks

Rows = Iterator[list[str]]
Step = Callable[[Rows], Rows]  # passes rows on, and counts them


class Sheet(Protocol):
    """What is written: a name, headings of which the first tell the record, and rows of texts."""

    @property
    def code(self) -> str: ...
    @property
    def keys(self) -> Sequence[str]: ...
    @property
    def header(self) -> list[str]: ...
    def rows(self) -> Iterator[list[str]]: ...


def write_csv(kind: Sheet, step: Step | None = None) -> Iterator[bytes]:
    """Write one kind as CSV in UTF-8 with a mark."""
    buffer = io.StringIO(newline="")
    line = csv.writer(buffer)
    buffer.write("\ufeff")
    line.writerow(kind.header)
    for row in step(kind.rows()) if step else kind.rows():
        line.writerow(safe_row(row))
        if buffer.tell() > CHUNK:
            yield taken(buffer)
    yield taken(buffer)


def write_workbook(kinds: Iterable[Sheet], step: Step | None = None) -> Iterator[bytes]:
    """Write kinds as the sheets of a workbook, row by row to a temporary file, then in pieces."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as workbook:
            for kind in kinds:
                _write_sheet(workbook, kind, step)
        yield from chunks(file)


def _write_sheet(workbook: Workbook, kind: Sheet, step: Step | None) -> None:
    sheet = workbook.add_worksheet(kind.code)
    head = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "num_format": "@"})
    # Text, also once someone has edited the cell: a spreadsheet makes no date or number of its own of it.
    text = workbook.add_format({"num_format": "@", "valign": "top"})
    last = len(kind.header) - 1
    sheet.set_column(0, last, 22, text)
    sheet.freeze_panes(1, len(kind.keys))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for column, name in enumerate(kind.header):
        sheet.write_string(0, column, name, head)
    rows = step(kind.rows()) if step else kind.rows()
    for number, row in enumerate(rows, start=1):
        for column, words in enumerate(row):
            if words:
                sheet.write_string(number, column, for_workbook(words), text)
