"""Lines: what would become of each row of a file, in the form that is shown, kept and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from legislation.bulk.kinds import KINDS, Key

NEW, CHANGED, UNCHANGED, PROBLEM = "new", "changed", "unchanged", "problem"


@dataclass(slots=True)
class Line:
    """One row and its outcome.

    `changes` are (column, old, new); `problems` are (column, value, what is accepted). `record` is the one
    that the row names, if there is one; `values` by column what it would be given.
    """

    kind: str
    row: int
    key: Key
    outcome: str = UNCHANGED
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    record: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    corrects: bool = False

    @property
    def written(self) -> bool:
        """Whether something is to be written for it."""
        return self.outcome in (NEW, CHANGED)

    def refuse(self, column: str, words: str) -> None:
        """Note a problem."""
        self.outcome = PROBLEM
        self.problems.append((column, self.cells.get(column, ""), words))

    def refuse_error(self, error: ValidationError) -> None:
        """Note what a model or an action refused, at the column it is about where there is one."""
        found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        header = KINDS[self.kind].header
        for name, messages in found.items():
            column = next((one for one in (name, f"{name}_en") if one in header), "")
            for message in messages:
                self.refuse(column, message)

    def to_dict(self) -> dict[str, Any]:
        """Write what is shown of it."""
        return {
            "kind": self.kind,
            "row": self.row,
            "key": " · ".join(self.key),
            "outcome": self.outcome,
            "changes": [list(change) for change in self.changes],
            "problems": [list(problem) for problem in self.problems],
            "corrects": self.corrects,
        }


def digest(lines: Iterable[Line]) -> str:
    """Give the SHA-256 of what the lines would do."""
    done = [[line.kind, line.row, line.key, line.outcome, line.changes] for line in lines]
    return hashlib.sha256(json.dumps(done, ensure_ascii=False).encode()).hexdigest()


def counts(lines: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Count lines by outcome."""
    found = dict.fromkeys((PROBLEM, NEW, CHANGED, UNCHANGED), 0)
    for line in lines:
        found[line["outcome"]] += 1
    return found
