"""Parts of a query that are put together once and asked of many people.

Which cases somebody may see is a question of six subqueries. Django copies and compiles them anew each time
they are used, a dozen times a page, which took longer than the answer. So its own SQL is kept, once for each
question, and the person filled in. The answer is never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Func

# Stands for the person while a question is put together; no account has it.
SOMEBODY = -1


class Among(Func):
    """Whether a column is among what a prepared question finds for one person.

    As an array PostgreSQL finds it first and goes by the column's index from there, however many tables the
    query joins.
    """

    output_field = models.BooleanField()

    def __init__(self, column: F, sql: str, params: tuple[Any, ...]) -> None:
        super().__init__(column)
        self.found, self.params = sql, params

    def as_sql(
        self, compiler: Any, connection: Any, *_template: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        (column,) = self.source_expressions
        sql, params = compiler.compile(column)
        return f"{sql} = ANY (ARRAY({self.found}))", (*params, *self.params)


@dataclass(frozen=True)
class Prepared:
    """A QuerySet of one column as SQL, in which SOMEBODY is yet to be replaced."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, found: models.QuerySet[Any]) -> Prepared:
        """Keep the SQL of a QuerySet that asks about SOMEBODY."""
        sql, params = found.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return cls(sql, tuple(params))

    def has(self, column: str, *, for_user: int) -> Among:
        """Return the condition that a column is among what is found for a person."""
        return Among(
            F(column), self.sql, tuple(for_user if each == SOMEBODY else each for each in self.params)
        )
