"""What a rule on a table of cases is, and the words that rules are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rights on one table: conditions in SQL on a row, empty where there is no such right."""

    select: str
    insert: str = ""
    update: str = ""
    check: str = ""
    columns: tuple[str, ...] = ()


def cases_with(section: str, level: str) -> str:
    """Give the condition that a column names a case whose section who asks may use at a level."""
    # An array made once a statement: an index finds the rows, however many cases there are.
    return f"= ANY (ARRAY(SELECT sec.cases('{section}', '{level}')))"
