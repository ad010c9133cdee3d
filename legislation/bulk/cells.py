"""The text of a cell: one form for what is exported and for what comes back."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from legislation.exports.cells import FORMULA, SKIPPED, clean, guarded

LONGEST_CELL = 32_767  # characters (UTF-16) that a cell of XLSX holds
# Stands for a text that no cell holds; coming back, it leaves the text as it is.
TOO_LONG = "[longer than a cell holds: see the CSV]"
_GUARD = re.compile(rf"(^|[;\t\n\r])'(?=[\t\r]|{SKIPPED}{FORMULA})")


def tidy(text: str) -> str:
    r"""Drop what spreadsheets change by themselves: line ends, blanks around a text, control characters.

    >>> tidy(" a\r\nb\x00 ")
    'a\nb'
    """
    return clean(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def cell_text(value: Any) -> str:
    """Write a value of a record as the text of a cell.

    >>> cell_text(Decimal("20.00")), cell_text(True), cell_text(None), cell_text(dt.date(2026, 3, 2))
    ('20', 'true', '', '2026-03-02')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, float):
        value = Decimal(repr(value)) if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return tidy(str(value))


def for_workbook(text: str) -> str:
    """Write a text for a cell of a workbook, or the mark that no cell holds it."""
    return TOO_LONG if len(text.encode("utf-16-le")) // 2 > LONGEST_CELL else text


def unguarded(text: str) -> str:
    """Take away the apostrophes that the export put before what a spreadsheet takes for a formula.

    >>> unguarded("'=1+1"), unguarded("x;'=1"), unguarded("'tis")
    ('=1+1', 'x;=1', "'tis")
    """
    bare = _GUARD.sub(r"\1", text)
    return bare if guarded(bare) == text else text


def same_text(given: str, present: str) -> bool:
    """Tell whether a cell says what the record says, however it was exported."""
    return given == present or given == unguarded(present) or given == TOO_LONG == for_workbook(present)
