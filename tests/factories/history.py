"""A past for records: a test is one transaction, in which all happens at the same moment."""

from __future__ import annotations

from django.db import connection, models

COPY = """
INSERT INTO {table} ({columns}, pgh_created_at)
SELECT {columns}, pgh_created_at - interval '1 hour' FROM {table}
"""


def give_a_past(*kinds: type[models.Model]) -> None:
    """Let all that happened to records of some kinds so far have happened an hour ago, too."""
    with connection.cursor() as cursor:
        for kind in kinds:
            event = kind.pgh_event_model  # type: ignore[attr-defined]
            columns = [
                field.column
                for field in event._meta.concrete_fields
                if field.column not in ("pgh_id", "pgh_created_at")
            ]
            quoted = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(COPY.format(table=f'"{event._meta.db_table}"', columns=quoted))
