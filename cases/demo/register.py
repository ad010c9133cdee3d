"""What only the owner of the database may do about invented cases: announce them, write past the guard."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import OperationalError, connections, transaction
from django.db.backends.utils import CursorWrapper

from cases.choices import Role
from kbase.database import OWNER_ALIAS
from kbase.embedded import GUARD as GUARD_ROLE

NAMES = uuid.UUID("6d1f7c1e-2f0b-4f0f-9f5b-7d1c2f6e9a10")
LOCK_TIMEOUT = "20s"


class DemoRefusedError(ValueError):
    """Invented cases aren't made here; the message says why and what can be done."""


@dataclass(frozen=True, slots=True)
class Member:
    """A membership that counts now, as far as invented cases need it."""

    id: uuid.UUID
    user_id: int
    role: str
    supervisor_id: uuid.UUID | None


def case_id(organisation_id: uuid.UUID, seed: int, number: int) -> uuid.UUID:
    """Return the identity of an invented case: the same again, so that nothing is made twice."""
    return uuid.uuid5(NAMES, f"{organisation_id}/{seed}/{number}")


@contextmanager
def as_guard() -> Iterator[CursorWrapper]:
    """Ask as the role that may read cases; nobody signs in as it, the owner may act as it."""
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {GUARD_ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


@contextmanager
def unlocked(tables: Collection[str]) -> Iterator[CursorWrapper]:
    """Let the owner past row-level security for one transaction; nobody else sees the tables meanwhile.

    ALTER TABLE holds them exclusively until the end, so there is no moment at which a reader finds a
    table without its guard, and a transaction that fails leaves the guard as it was.
    """
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
        try:
            for table in sorted(tables):
                cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        except OperationalError as error:
            raise DemoRefusedError(
                "Others are working on cases: a table didn't become free in 20 seconds. Nothing of this part "
                "was written; run the command again."
            ) from error
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in sorted(tables):
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def announce(cursor: CursorWrapper, ids: Sequence[uuid.UUID]) -> None:
    """Say that cases will be invented ones, before they are made; as the guard."""
    cursor.execute("INSERT INTO sec.demo_case SELECT unnest(%s::uuid[]) ON CONFLICT DO NOTHING", [list(ids)])


def made(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of the cases are there."""
    with as_guard() as cursor:
        cursor.execute("SELECT id FROM cases_case WHERE id = ANY(%s)", [list(ids)])
        return {found for (found,) in cursor.fetchall()}


def has_real_cases() -> bool:
    """Whether any case is not an invented one."""
    with as_guard() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM cases_case WHERE NOT is_demo)")
        return bool(cursor.fetchone()[0])


def organisation_named(name: str) -> uuid.UUID | None:
    """Return the organisation of a name, or nothing where there is none.

    Raises:
        DemoRefusedError: several have the name, or it works on cases no more.
    """
    with as_guard() as cursor:
        cursor.execute("SELECT id, is_active FROM cases_organisation WHERE name = %s", [name])
        found = cursor.fetchall()
    if len(found) > 1:
        raise DemoRefusedError(f"{len(found)} organisations are called {name!r}: name one that is unique.")
    if found and not found[0][1]:
        raise DemoRefusedError(f"{name!r} works on cases no more: name an organisation that does.")
    return found[0][0] if found else None


def members_of(organisation_id: uuid.UUID) -> list[Member]:
    """Return who works there now and may lead or supervise, in a fixed order."""
    with as_guard() as cursor:
        cursor.execute(
            "SELECT m.id, m.user_id, m.role, m.supervisor_id FROM cases_membership m "
            "JOIN auth_user u ON u.id = m.user_id AND u.is_active "
            "WHERE m.organisation_id = %s AND sec.is_now(m.starts_at, m.ends_at) AND m.role = ANY(%s) "
            "ORDER BY m.created_at, m.id",
            [organisation_id, [Role.CASE_WORKER.value, Role.INSPECTOR.value, Role.SUPERVISOR.value]],
        )
        return [Member(*row) for row in cursor.fetchall()]


def tables_of_cases() -> list[str]:
    """Return every table whose rows belong to one case, in the order in which they can be emptied.

    What points at others comes before them, history last: deleting writes some.
    """
    pointing: dict[str, set[str]] = {}
    history = []
    models = [model for model in apps.get_app_config("cases").get_models() if _is_of_case(model)]
    for model in models:
        if "pgh_id" in {field.name for field in model._meta.concrete_fields}:
            history.append(model._meta.db_table)
            continue
        pointing.setdefault(model._meta.db_table, set())
        for field in model._meta.concrete_fields:
            if field.related_model in models and field.related_model is not model:
                pointing.setdefault(field.related_model._meta.db_table, set()).add(model._meta.db_table)
    return [*TopologicalSorter(pointing).static_order(), *sorted(history)]


def _is_of_case(model: type[Any]) -> bool:
    named = {field.name: field for field in model._meta.concrete_fields}
    return "case" in named and named["case"].is_relation


def demo_ids(cursor: CursorWrapper, organisation_id: Any, size: int) -> list[uuid.UUID]:
    """Return some invented cases, of one organisation or of all; as the owner past the guard."""
    where = "AND organisation_id = %(of)s" if organisation_id else ""
    cursor.execute(
        f"SELECT id FROM cases_case WHERE is_demo {where} LIMIT %(size)s",  # noqa: S608 - our own words
        {"of": organisation_id, "size": size},
    )
    return [found for (found,) in cursor.fetchall()]
