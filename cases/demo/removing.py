"""Taking invented cases away again: rows, history and files; the record of accesses stays whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from cases.demo.register import demo_ids, organisation_named, tables_of_cases, unlocked
from cases.demo.staff import MAIL_DOMAIN
from cases.files.places import store
from kbase.database import OWNER_ALIAS
from kbase.embedded import GUARD as GUARD_ROLE

BATCH = 2000


def remove(*, organisation: str = "", progress: Callable[[int], object] = lambda _done: None) -> int:
    """Delete invented cases, of one organisation or all; return how many.

    Numbers stay used, and so does the record of accesses: it is never rewritten. Accounts that were made for
    invented people are switched off when no invented case is left anywhere.
    """
    organisation_id = organisation_named(organisation) if organisation else None
    if organisation and organisation_id is None:
        return 0
    total = 0
    while count := _remove_batch(organisation_id):
        total += count
        progress(total)
    if organisation_id is None:
        invented = User.objects.using(OWNER_ALIAS).filter(email__endswith=f"@{MAIL_DOMAIN}")
        invented.filter(username__startswith="demo-").update(is_active=False)
    return total


def _remove_batch(organisation_id: Any) -> int:
    """Delete some; keys between their rows are checked when all are gone."""
    tables = tables_of_cases()
    with unlocked([*tables, "cases_case", "cases_caseevent"]) as cursor:
        ids = demo_ids(cursor, organisation_id, BATCH)
        if not ids:
            return 0
        objects = _objects_of(cursor, ids)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:  # history last: deleting writes some
            cursor.execute(f"DELETE FROM {table} WHERE case_id = ANY(%s)", [ids])  # noqa: S608 - our own names
        cursor.execute("DELETE FROM cases_case WHERE id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM cases_caseevent WHERE id = ANY(%s)", [ids])
        cursor.execute(f"SET LOCAL ROLE {GUARD_ROLE}")
        cursor.execute("DELETE FROM sec.demo_case WHERE id = ANY(%s)", [ids])
        cursor.execute("RESET ROLE")
    # The rows first: stopped here, what is left has no key any more, and the sweep of files takes it away.
    for name in objects:
        store().destroy(name)
    return len(ids)


def _objects_of(cursor: Any, ids: list[Any]) -> list[str]:
    """Return the names under which files of cases lie."""
    cursor.execute(
        "SELECT name FROM cases_attachment, unnest(ARRAY[original, shared]) AS name "
        "WHERE case_id = ANY(%s) AND name <> ''",
        [ids],
    )
    return [name for (name,) in cursor.fetchall()]
