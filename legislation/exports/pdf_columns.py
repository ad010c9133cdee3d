"""How wide each column of a table must be on paper, and whether a table fits at all. Pure arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from legislation.exports.summary import Column

# Characters of an average letter in the size of tables: what A4 holds between our margins.
PORTRAIT, LANDSCAPE = 94, 144
TIGHT = 1.2  # How much more a smaller size makes room for, before a table is given up.
PADDING = 2.5
LONGEST_WORD = 13  # Longer words are hyphenated.
LOOKED_AT = 200  # Rows that are looked at to judge a column; the rest are seldom different.


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns are shown, how wide, and what they need in all, in characters."""

    shown: tuple[int, ...]
    widths: tuple[float, ...]
    need: float


def plan(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Plan:
    """Plan a table: leave out columns that are empty in every row, give each the room its words need.

    >>> plan([Column("a", "Who"), Column("b", "None")], [["the police", ""]]).shown
    (0,)
    """
    shown = tuple(number for number in range(len(columns)) if not rows or any(row[number] for row in rows))
    sample = list(islice(rows, LOOKED_AT))
    widths = tuple(width(columns[number], [row[number] for row in sample]) for number in shown)
    return Plan(shown, widths, sum(widths))


def width(column: Column, texts: Sequence[str]) -> float:
    """Give the room of a column: its longest word, more for longer texts; dates and numbers stay whole."""
    if column.kind == "text":
        words = [word for text in (column.label, *texts) for word in text.split()]
        wanted = min(max(map(len, texts), default=0), 4 + 4 * column.weight)
    else:
        words = [*column.label.split(), *texts]
        wanted = 0
    longest = min(max(map(len, words), default=0), LONGEST_WORD)
    return max(longest, wanted) + PADDING
