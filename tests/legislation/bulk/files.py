"""Files as people send them: exported here, then edited."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl

from legislation.bulk.kinds import KINDS
from legislation.bulk.writing import write_csv, write_workbook

Edit = Callable[[list[dict[str, str]]], object]


def exported_csv(kind: str) -> bytes:
    return b"".join(write_csv(KINDS[kind]))


def exported_workbook(*kinds: str) -> bytes:
    return b"".join(write_workbook([KINDS[kind] for kind in kinds or KINDS]))


def rows_of(kind: str) -> list[dict[str, str]]:
    """Give the exported rows of a kind by column."""
    return list(csv.DictReader(io.StringIO(exported_csv(kind).decode("utf-8-sig"), newline="")))


def csv_file(kind: str, rows: list[dict[str, str]], header: list[str] | None = None) -> bytes:
    """Write rows as a CSV; columns that a row lacks stay empty."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, header or KINDS[kind].header, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def workbook(**sheets: list[list[Any]]) -> bytes:
    """Write a workbook as openpyxl does: what begins with '=' is a formula."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
