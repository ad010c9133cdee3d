"""Read an uploaded workbook or CSV as tables of texts; formulas and what is no table are refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from legislation.bulk.cells import cell_text, unguarded
from legislation.bulk.columns import NotAcceptedError
from legislation.bulk.kinds import KINDS, kind_named
from legislation.bulk.tables import (
    LARGEST_FILE,
    MEGABYTE,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    UnreadableTableError,
)
from legislation.exports.cells import SKIPPED, clean
from legislation.structure.packages import check_package
from legislation.structure.unreadable import UnreadableDocument

_FORMULA = re.compile(rf"{SKIPPED}[=\uff1d]")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Cells = tuple[str, str]  # the text, and words if it can't be taken
MakeTable = Callable[[str, Iterable[list[Cells]]], Table]


def read_tables(*, name: str, content: bytes, kind: str = "", make: MakeTable | None = None) -> list[Table]:
    """Read a file.

    Args:
        name: of the file; that of a CSV tells its kind unless `kind` does.
        make: turns the name of a sheet and its rows into a table; by default one of the kinds of the law.

    Raises:
        UnreadableTableError: the file as a whole can't be taken.
    """
    refuse_large(len(content))
    if not content.strip():
        raise UnreadableTableError(_("The file is empty."))
    if content.startswith(_ZIP) and name.lower().endswith(".xlsx"):
        tables = _workbook(content, make or _table)
    elif name.lower().endswith(".csv") and not content.startswith((_ZIP, _OLE)):
        tables = [_csv(content, kind or name.rpartition("/")[2], make or _table)]
    else:
        raise UnreadableTableError(
            _("'%(name)s' is neither. Accepted: a workbook (.xlsx) or a table (.csv), as exported here.")
            % {"name": name}
        )
    if not any(table.rows or table.faults for table in tables):
        raise UnreadableTableError(_("The file has no rows below its headings."))
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise _too_many_rows()
    return tables


def refuse_large(size: int) -> None:
    """Refuse a file by the number of its bytes.

    Raises:
        UnreadableTableError: it is too large.
    """
    if size > LARGEST_FILE:
        words = {"given": round(size / MEGABYTE, 1), "accepted": LARGEST_FILE // MEGABYTE}
        raise UnreadableTableError(_("The file has %(given)s MB. Accepted: up to %(accepted)s MB.") % words)


def _workbook(content: bytes, make: MakeTable) -> list[Table]:
    try:
        check_package(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        tables = [make(sheet.title, _sheet_rows(sheet)) for sheet in book.worksheets]
    except UnreadableDocument as error:
        raise UnreadableTableError(_package_words(error)) from error
    # What openpyxl raises for a package that isn't a workbook or lacks parts of one.
    except (KeyError, TypeError, AttributeError, IndexError, BadZipFile, SyntaxError, OSError) as error:
        raise UnreadableTableError(_("The workbook is damaged: open it, save it again as .xlsx.")) from error
    if len({table.kind for table in tables}) < len(tables):
        raise UnreadableTableError(_("Two sheets hold the same kind of record: put them together."))
    return tables


def _package_words(refusal: UnreadableDocument) -> str:
    words = {
        "encrypted": _("The workbook is protected by a password: save it without one."),
        "macros": _("The workbook has macros: save it as .xlsx without them."),
        "embedded": _("The workbook has objects embedded: take them out."),
        "external": _("The workbook fetches something from outside: take its links and connections out."),
        "unpacked-too-large": _("Unpacked, the workbook is too large: split it."),
        "compressed-too-much": _("The workbook is compressed as no table is: save it again, or split it."),
    }
    damaged = _("The workbook is damaged: open it, save it again as .xlsx.")
    return words.get(refusal.code, damaged)


def _sheet_rows(sheet: Any) -> Iterator[list[Cells]]:
    if (sheet.max_column or 0) > MOST_COLUMNS:
        raise UnreadableTableError(
            _("Sheet %(sheet)s has more than %(accepted)s columns: delete those that hold nothing.")
            % {"sheet": sheet.title, "accepted": MOST_COLUMNS}
        )
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        yield [_sheet_cell(cell) for cell in row]


def _sheet_cell(cell: Any) -> Cells:
    if cell.value is None:
        return "", ""
    if cell.data_type == "f":
        formula = cell.value if isinstance(cell.value, str) else "="
        return formula, _("It is a formula. Put its value in its place.")
    if cell.data_type == "e":
        return str(cell.value), _("It is the error of a formula. Put a value in its place.")
    return cell_text(cell.value), ""


def _csv(content: bytes, kind: str, make: MakeTable) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableTableError(
            _("Line %(line)s is not UTF-8. Save the table as 'CSV UTF-8'.") % {"line": line}
        ) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # Excel writes semicolons in many countries
    csv.field_size_limit(LARGEST_FILE)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableTableError(
            _("The quotes of the table don't match: save it again as 'CSV UTF-8'.")
        ) from error
    return make(kind, ([_csv_cell(cell) for cell in row] for row in rows))


def _csv_cell(text: str) -> Cells:
    if _FORMULA.match(text):
        return text, _("It is a formula. Put its value in its place, or an apostrophe before it.")
    return unguarded(cell_text(text)), ""


def _table(name: str, rows: Iterable[list[Cells]]) -> Table:
    try:
        kind = kind_named(name)
    except NotAcceptedError as error:
        raise UnreadableTableError(
            _("'%(name)s' names no kind of record. Accepted: %(accepted)s.")
            % {"name": name, "accepted": ", ".join(KINDS)}
        ) from error
    return table_of(kind.code, rows, keys=kind.keys, accepted=kind.header)


def table_of(
    code: str, rows: Iterable[list[Cells]], *, keys: Sequence[str], accepted: Sequence[str]
) -> Table:
    """Make a table of rows, the first of which are its headings.

    Args:
        keys: headings that have to be there.
        accepted: headings that may be there.

    Raises:
        UnreadableTableError: the headings can't be taken, or there are too many rows.
    """
    numbered = enumerate(rows, start=1)
    _number, head = next(numbered, (1, []))
    table = Table(code, _header(code, [text for text, _words in head], keys, accepted))
    for number, row in numbered:
        if number > MOST_ROWS + 1:
            raise _too_many_rows()
        _take_row(table, number, row)
    return table


def _take_row(table: Table, number: int, row: list[Cells]) -> None:
    if not any(text for text, _words in row):
        return
    cells = {}
    for place, (text, words) in enumerate(row):
        column = table.header[place] if place < len(table.header) else ""
        if words or (text and not column):
            name = column or get_column_letter(place + 1)
            table.faults.append((number, name, clean(text), words or _("Its column has no heading.")))
        elif column:
            cells[column] = text
    table.rows.append((number, cells))


def _header(code: str, names: list[str], keys: Sequence[str], accepted: Sequence[str]) -> list[str]:
    """Check the first row: every key is there, nothing is unknown, nothing twice."""
    given = [name.strip().lower() for name in names]
    while given and not given[-1]:
        given.pop()
    named = [name for name in given if name]
    unknown = [name for name in named if name not in accepted]
    if unknown:
        raise UnreadableTableError(
            _("%(sheet)s: there is no column %(given)s. Accepted: %(accepted)s.")
            % {"sheet": code, "given": ", ".join(unknown), "accepted": ", ".join(accepted)}
        )
    missing = [name for name in keys if name not in named]
    if missing:
        raise UnreadableTableError(
            _("%(sheet)s: the column %(missing)s is missing. It tells which record a row is.")
            % {"sheet": code, "missing": ", ".join(missing)}
        )
    if len(set(named)) < len(named):
        raise UnreadableTableError(_("%(sheet)s: a column stands there twice.") % {"sheet": code})
    return given


def _too_many_rows() -> UnreadableTableError:
    return UnreadableTableError(
        _("The file has more than %(accepted)s rows: split it, or delete empty rows below the table.")
        % {"accepted": MOST_ROWS}
    )
