"""Cells: their value as text, dates and numbers as people write them, and never a formula."""

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from legislation.exports.summary import Cell, plain

# What a spreadsheet takes for the start of a formula, and the wide forms that some versions read as the
# narrow ones. Source: OWASP, 'CSV Injection'.
FORMULA = r"[=+\-@\uff0b\uff0d\uff1d\uff20]"
# Where a reader may begin a cell: Excel in Russian splits at semicolons whatever the file says, and then a
# line break within our quotes ends its row. So the start of the text isn't the only start to guard.
BREAK = r"[;\t\n\v\f\r\x85\u2028\u2029]"
SKIPPED = r"[ \"\xa0\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2069\u3000\ufeff]*"
GUARD_HERE = re.compile(rf"^(?=[\t\r]|{SKIPPED}{FORMULA})|(?<={BREAK})(?={SKIPPED}{FORMULA})")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
# One look at a whole row, joined by line feeds: nearly every row holds nothing to guard.
SUSPECT = re.compile(rf"{BREAK}(?:[\t\r]|{SKIPPED}{FORMULA})")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Drop what no format may carry: control characters, halves of a pair.

    >>> clean("a\x00b\tc\ud800")
    'ab\tc'
    """
    return UNFIT.sub("", text)


def guarded(text: str) -> str:
    """Put an apostrophe before whatever a spreadsheet would take for a formula; numbers stay numbers.

    >>> guarded("=1+1"), guarded("-5"), guarded("x;=1+1"), guarded("art. 115-1")
    ("'=1+1", '-5', "x;'=1+1", 'art. 115-1')
    """
    return text if NUMBER.fullmatch(text) else GUARD_HERE.sub("'", text)


def machine_text(cell: Cell) -> str:
    """Write a cell for machines: ISO dates, a point for decimals, no grouping.

    >>> machine_text(Decimal("865000.00")), machine_text(date(2026, 3, 1)), machine_text(None)
    ('865000.00', '2026-03-01', '')
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return str(cell) if isinstance(cell, int | float) else plain(cell)


def long_date(day: date, language: str) -> str:
    """Write a date in words.

    >>> long_date(date(2026, 3, 1), "en"), long_date(date(2026, 3, 1), "ru")
    ('1 March 2026', '1 марта 2026\u202fг.')
    """
    return format_date(day, "long", locale="en_GB" if language == "en" else language)


def reader_text(cell: Cell, language: str) -> str:
    """Write a cell for readers: dates in words, numbers grouped as the language does.

    >>> reader_text(865000, "en"), reader_text(None, "en")
    ('865,000', '')
    """
    if isinstance(cell, date):
        return long_date(cell, language)
    if isinstance(cell, int | float | Decimal):
        return str(format_decimal(cell, locale=language, decimal_quantization=False))
    return machine_text(cell)
