"""A million invented cases in minutes: some made by `create_demo_cases`' own code, then cloned by SQL.

Each clone is a whole organisation with its people and cases under other identities, so that a worker has 40
cases however many there are. Clones' ciphertext can't be opened (it is bound to the rows it was made for) and
they have no history; nothing that is measured reads either. Rows are laid down in the order of their random
identities, so that one person's cases are scattered over the tables, as real ones are.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.utils import timezone

from cases.demo.making import create
from cases.demo.register import tables_of_cases
from kbase.database import OWNER_ALIAS

ORIGINALS = 2000
WHERE = "Sample organisation"
# What is cloned, in order; columns that point at a clone's own rows.
TABLES = (
    "cases_organisation", "cases_membership", "cases_case", "cases_caseaccess", "cases_party",
    "cases_partyidentity", "cases_event", "cases_caseduty",
)  # fmt: skip
POINTING = {
    "id", "organisation_id", "membership_id", "supervisor_id", "lead_id", "closed_by_id", "case_id",
    "party_id", "event_id",
}  # fmt: skip
PEOPLE = {"created_by_id", "user_id"}
CLONE = "md5({column}::text || k.k)::uuid"


def fill(count: int) -> tuple[float, float]:
    """Make so many cases; return the seconds for those made by the site's code, and for the others."""
    began = timezone.now()
    create(
        organisation=WHERE, count=min(count, ORIGINALS), seed=1, now=began, kind="crisis-centre", detailed=0
    )
    made = (timezone.now() - began).total_seconds()
    began = timezone.now()
    clones = max(0, -(-count // ORIGINALS) - 1)
    with connections[OWNER_ALIAS].cursor() as cursor:
        _second_duties(cursor)
        if clones:
            _clone_people(cursor, clones)
            for table in TABLES:
                _clone(cursor, table, clones)
        for table in {*TABLES, *tables_of_cases(), "auth_user"}:
            cursor.execute(f"VACUUM ANALYZE {table}")
    return made, (timezone.now() - began).total_seconds()


def _second_duties(cursor: Any) -> None:
    """Give one open duty in three a second of its series, so that there are more open duties than cases."""
    columns = [each for each in _columns(cursor, "cases_caseduty") if each not in ("id", "seq")]
    with _Unguarded(cursor, "cases_caseduty"):
        cursor.execute(
            f"INSERT INTO cases_caseduty (id, seq, {', '.join(columns)}) "
            f"SELECT gen_random_uuid(), 2, {', '.join(columns)} FROM cases_caseduty "
            "WHERE status = 'pending' AND get_byte(decode(md5(id::text), 'hex'), 0) % 3 = 0"
        )


class _Unguarded:
    """Past row-level security and without triggers and keys, in a database that is thrown away."""

    def __init__(self, cursor: Any, table: str) -> None:
        self.cursor, self.table = cursor, table

    def __enter__(self) -> None:
        self.cursor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")

    def __exit__(self, *_error: object) -> None:
        self.cursor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")


def _clone_people(cursor: Any, clones: int) -> None:
    columns = [each for each in _columns(cursor, "auth_user") if each not in ("id", "username", "email")]
    cursor.execute("ALTER TABLE auth_user DISABLE TRIGGER USER")
    cursor.execute(
        f"INSERT INTO auth_user (id, username, email, {', '.join(columns)}) OVERRIDING SYSTEM VALUE "
        f"SELECT id + k.k * 100000, username || '-' || k.k, '', {', '.join(columns)} "
        "FROM auth_user, generate_series(1, %s) AS k(k)",
        [clones],
    )
    cursor.execute("ALTER TABLE auth_user ENABLE TRIGGER USER")


def _clone(cursor: Any, table: str, clones: int) -> None:
    columns = _columns(cursor, table)
    chosen = ", ".join(_cloned(table, each) for each in columns)
    indexes, keys = _taken_down(cursor, table)
    with _Unguarded(cursor, table):
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {chosen} FROM (SELECT *, row_number() OVER () AS n FROM {table}) t, "
            f"generate_series(1, {clones}) AS k(k) ORDER BY 1"
        )
    for definition in [*indexes, *keys]:
        cursor.execute(definition)


def _cloned(table: str, column: str) -> str:
    if column == "public_no":
        return "lpad(upper(to_hex(t.n * 1000 + k.k)), 8, '0') || '0'"
    if column in PEOPLE:
        return f"t.{column} + k.k * 100000"
    if column in POINTING:
        return CLONE.format(column=f"t.{column}")
    return f"t.{column}"


def _columns(cursor: Any, table: str) -> list[str]:
    """The columns of a table, its identity first."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "ORDER BY attname <> 'id', attnum",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _taken_down(cursor: Any, table: str) -> tuple[list[str], list[str]]:
    """Drop the foreign keys and plain indexes of a table; return how to make both again."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype = 'f'",
        [table],
    )
    keys = dict(cursor.fetchall())
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i "
        "WHERE indrelid = %s::regclass "
        "AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        [table],
    )
    indexes = dict(cursor.fetchall())
    for name in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name in indexes:
        cursor.execute(f"DROP INDEX {name}")
    # Not checked again: what was cloned points as its original does, and the proof would take long.
    again = [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {words} NOT VALID' for name, words in keys.items()]
    return list(indexes.values()), again
