"""What a file holds: tables of texts, each row with its number, and what makes a file unreadable."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 100


class UnreadableTableError(ValueError):
    """A file or a table that is refused as a whole; its words are for the person who sent it."""


@dataclass(slots=True)
class Table:
    """One sheet, or one CSV: rows of cells by column; `faults` are cells that can't be read as text."""

    kind: str
    header: list[str]
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[tuple[int, str, str, str]] = field(default_factory=list)  # row, column, value, words

    def to_dict(self) -> dict[str, Any]:
        """Write it for a JSON field."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Table:
        """Read what `to_dict` wrote."""
        rows = [(number, cells) for number, cells in kept["rows"]]
        return cls(kept["kind"], kept["header"], rows, [tuple(one) for one in kept["faults"]])
