"""XLSX: a front sheet that says what this is, then a sheet for each table; written row by row."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from legislation.exports.cells import GUARD_HERE, NUMBER, clean, long_date, machine_text, reader_text
from legislation.exports.flat import Grid, document_grid, table_grid
from legislation.exports.summary import (
    Cell,
    Summary,
    Table,
    direction_of,
    language_of,
    only_table,
    plain,
)

CHUNK = 64 * 1024
LAST_ROW = 1_048_575
LONGEST = 32_767
LARGEST = 10**15
FIRST_DATE = date(1900, 3, 1)  # Excel has a 29 February 1900 and nothing before 1900: older dates go as text.
ACCENT = "#0B6B6B"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(summary: Summary) -> Iterator[bytes]:
    """Write a summary as a workbook to a temporary file, then give it in pieces of 64 KiB."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as workbook:
            Sheets(workbook, summary).write()
        yield from chunks(file)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


class Sheets:
    """The workbook of one summary."""

    def __init__(self, workbook: Workbook, summary: Summary) -> None:
        self.workbook, self.summary = workbook, summary
        self.names: set[str] = set()
        look: dict[str, Any] = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 11}
        self.looks = {
            "text": look,
            "ltr": look | {"reading_order": 1},
            "rtl": look | {"reading_order": 2},
            "number": look | {"num_format": "#,##0.##########"},
            "whole": look | {"num_format": "#,##0"},
            "date": look | {"num_format": "yyyy-mm-dd", "align": "left"},
            "title": {"bold": True, "font_size": 16, "font_color": ACCENT, "valign": "top"},
            "notice": {"bold": True, "font_color": "#9A3B00", "text_wrap": True, "valign": "top"},
            "label": {"bold": True, "font_color": "#555555", "valign": "top", "text_wrap": True},
            "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True},
        }
        self.formats: dict[tuple[str, bool], Format] = {}

    def write(self) -> None:
        blocks = list(self.summary.blocks)
        self.write_front()
        if not only_table(blocks):
            self.write_grid(document_grid(self.summary, blocks, tables=False), self.summary.labels.text)
        for block in blocks:
            if isinstance(block, Table):
                self.write_grid(table_grid(self.summary, block), block.title or plain(self.summary.title))

    def format(self, look: str, quoted: bool = False) -> Format:
        """Give a cell format. A quoted one stays text even when someone edits the cell and presses Enter."""
        if (look, quoted) not in self.formats:
            self.formats[look, quoted] = self.workbook.add_format(self.looks[look] | {"quote_prefix": quoted})
        return self.formats[look, quoted]

    def add_sheet(self, title: str) -> Worksheet:
        name = sheet_name(title, self.names)
        self.names.add(name.lower())
        sheet = self.workbook.add_worksheet(name)
        if self.summary.direction == "rtl":
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def write_front(self) -> None:
        """Write the sheet that says what this is."""
        sheet = self.add_sheet(self.summary.labels.about)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        for row, (look, label, value) in enumerate(front_lines(self.summary)):
            if value:
                self.write_text(sheet, row, 0, label, look)
                self.write_text(sheet, row, 1, value, "text")
            else:
                sheet.merge_range(row, 0, row, 1, "", self.format(look))
                self.write_text(sheet, row, 0, label, look)

    def write_grid(self, grid: Grid, title: str) -> None:
        """Write a grid under a frozen header; beyond what a sheet holds it goes on in another."""
        sheet, row = self.start_grid(grid, title), 0
        for row, cells in enumerate(grid.rows, start=1):
            place = (row - 1) % LAST_ROW + 1
            if row > 1 and place == 1:
                sheet = self.start_grid(grid, title)
            self.write_row(sheet, place, cells)
        if row:
            sheet.autofilter(0, 0, (row - 1) % LAST_ROW + 1, len(grid.columns) - 1)
        else:
            self.write_text(sheet, 1, 0, self.summary.labels.nothing, "text")

    def start_grid(self, grid: Grid, title: str) -> Worksheet:
        sheet = self.add_sheet(title)
        for number, column in enumerate(grid.columns):
            sheet.set_column(number, number, width_of(column.label, column.weight, column.kind))
            self.write_text(sheet, 0, number, column.label, "header")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def write_row(self, sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
        for number, cell in enumerate(cells):
            if isinstance(cell, str):
                self.write_text(sheet, row, number, cell, "text")
            elif isinstance(cell, int | float | Decimal):
                self.write_number(sheet, row, number, cell)
            elif isinstance(cell, date) and cell >= FIRST_DATE:
                sheet.write_datetime(row, number, cell, self.format("date"))
            elif cell is not None:
                language = language_of(cell)
                look = direction_of(language) if language else "text"
                self.write_text(sheet, row, number, machine_text(cell), look)

    def write_number(self, sheet: Worksheet, row: int, column: int, value: float | Decimal) -> None:
        """Write a number; one that Excel cannot hold exactly (15 digits) goes as text."""
        if value != value or not -LARGEST < value < LARGEST:
            self.write_text(sheet, row, column, machine_text(value), "text")
        else:
            look = "whole" if value == int(value) else "number"
            sheet.write_number(row, column, value, self.format(look))

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str, look: str) -> None:
        """Write text as text, whatever it begins with, and say so when a cell cannot hold all of it."""
        text = text if text.isprintable() else clean(text)
        if len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST:
            notice = self.summary.labels.shortened
            text = text[: LONGEST // 2 - len(notice) - 2] + "… " + notice
        quoted = GUARD_HERE.match(text) is not None and NUMBER.fullmatch(text) is None
        sheet.write_string(row, column, text, self.format(look, quoted))


def front_lines(summary: Summary) -> Iterator[tuple[str, str, str]]:
    """Give the lines of the front sheet: look, label, value. Without a value the label has the whole line."""
    labels, language = summary.labels, summary.language
    today = f" ({labels.today})" if summary.is_today else ""
    yield "title", plain(summary.title), ""
    if summary.subtitle:
        yield "label", plain(summary.subtitle), ""
    for notice in summary.notices:
        yield "notice", notice, ""
    yield "label", labels.date_shown, long_date(summary.on, language) + today
    for fact in summary.scope:
        yield "label", f"{labels.scope}: {fact.label}", reader_text(fact.value, language)
    if summary.confidence:
        yield "label", labels.confidence, summary.confidence
    yield "label", labels.address, summary.address
    yield "label", labels.generated_on, long_date(summary.generated_on, language)
    for source in summary.sources:
        yield "label", labels.source, "\n".join(filter(None, (source.publisher, source.note, source.url)))


def sheet_name(title: str, taken: set[str]) -> str:
    """Make a name that Excel takes: at most 31 characters, none of []:*?/\\, not used before.

    >>> sheet_name("Duties: who/when?", set()), sheet_name("Duties", {"duties"})
    ('Duties who when', 'Duties (2)')
    """
    base = " ".join(re.sub(r"[\[\]:*?/\\']", " ", clean(title)).split())[:31].strip() or "Sheet"
    name, number = base, 1
    while name.lower() in taken or name.lower() == "history":
        number += 1
        ending = f" ({number})"
        name = base[: 31 - len(ending)] + ending
    return name


def width_of(label: str, weight: float, kind: str) -> float:
    """Give a column's width in characters: room for its label, and more for longer texts."""
    least = min(len(label) + 4, 24)
    return max(least, 14) if kind != "text" else max(least, min(14 + 14 * weight, 80))
