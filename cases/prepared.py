"""Parts of a query that are put together once and asked of many people.

Which cases somebody may see is a question of six subqueries. Django copies and compiles them anew each time
they are used, a dozen times a page, which took longer than the answer. So its own SQL is kept, once for each
question, and the person filled in. The answer is never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Expression

# Stands for the person while a question is put together; no account has it.
SOMEBODY = -1


class Found(Expression):
    """What a prepared question finds for one person, for use behind `__in`."""

    def __init__(self, sql: str, params: tuple[Any, ...]) -> None:
        super().__init__(output_field=models.UUIDField())
        self.sql, self.params = sql, params

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, self.params


@dataclass(frozen=True)
class Prepared:
    """A QuerySet of one column as SQL, in which SOMEBODY is yet to be replaced."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, found: models.QuerySet[Any]) -> Prepared:
        """Keep the SQL of a QuerySet that asks about SOMEBODY."""
        sql, params = found.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return cls(f"({sql})", tuple(params))

    def asked_by(self, user_id: int) -> Found:
        """Fill in a person."""
        return Found(self.sql, tuple(user_id if each == SOMEBODY else each for each in self.params))
