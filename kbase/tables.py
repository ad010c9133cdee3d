"""Cells and columns of a register, printed by components/table.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from kbase.localised import Localised


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `sort_url` makes it a link, `sorted` is 'ascending', 'descending' or empty."""

    label: str
    kind: str = "text"
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, linked when `url` is given, with further `lines` and a quiet `note` beneath."""

    text: str | Localised = ""
    url: str = ""
    note: str | Localised = ""
    lines: Sequence[str | Localised] = ()
    status: str = ""
