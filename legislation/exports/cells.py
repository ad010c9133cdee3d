"""Cells: their value as text, dates and numbers as people write them, and never a formula."""

import re
from collections.abc import Iterable
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
BREAK = r"[;\t\n\r]"
SKIPPED = (
    r"[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\"\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2069\u3000"
    r"\ud800-\udfff\ufeff\ufffe\uffff]*"
)
GUARD_HERE = re.compile(rf"^(?=[\t\r]|{SKIPPED}{FORMULA})|(?<={BREAK})(?={SKIPPED}{FORMULA})")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
# Quick looks at many texts joined by line feeds, of which few hold anything to guard. The first begins with a
# single character, for which the engine searches many times faster than for a class of them.
AFTER_LINE_FEED = re.compile(rf"\n(?:[\t\r]|{SKIPPED}{FORMULA})")
AFTER_OTHER_BREAK = re.compile(rf"[;\t\r]{SKIPPED}{FORMULA}")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Drop what no format may carry: control characters, halves of a pair.

    >>> clean("a\x00b\tc\ud800")
    'ab\tc'
    """
    return UNFIT.sub("", text)


def is_suspect(texts: Iterable[str]) -> bool:
    """Say whether any of these texts needs a guard; may say yes where none does, never no where one does.

    >>> is_suspect(["art. 115-1", "x; y"]), is_suspect(["x", "=1"])
    (False, True)
    """
    joined = "\n" + "\n".join(texts)
    if AFTER_LINE_FEED.search(joined):
        return True
    others = ";" in joined or "\t" in joined or "\r" in joined
    return others and AFTER_OTHER_BREAK.search(joined) is not None


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


def short_date(day: date, language: str) -> str:
    """Write a date in few characters, with the month in letters.

    >>> short_date(date(2026, 3, 1), "en")
    '1 Mar 2026'
    """
    return format_date(day, "medium", locale="en_GB" if language == "en" else language)


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
