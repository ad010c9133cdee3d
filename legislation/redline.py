"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True)
class Change:
    """A run of text that both have, that only the later has, or that only the earlier had."""

    op: Literal["equal", "insert", "delete"]
    text: str


def redline(before: str, after: str) -> list[Change]:
    """Give the runs that lead from one text to the other, deletions before insertions.

    Words and the white space after them move together, so that a run never splits a word.

    >>> redline("up to 30 days", "up to 45 days")
    [Change(op='equal', text='up to '), Change(op='delete', text='30 '), Change(op='insert', text='45 '), \
Change(op='equal', text='days')]
    """
    old, new = _words(before), _words(after)
    runs: list[Change] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            runs.append(Change("equal", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            runs.append(Change("delete", "".join(old[i1:i2])))
        if j2 > j1:
            runs.append(Change("insert", "".join(new[j1:j2])))
    return runs


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+\s*", text) if text.strip() else []
