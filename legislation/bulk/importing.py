"""Import in two steps: rehearse a file and keep what it would do; then do exactly that, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.bulk.kinds import KINDS, Kind
from legislation.bulk.known import Known
from legislation.bulk.lines import NEW, Line, counts, digest
from legislation.bulk.planning import plan
from legislation.bulk.reading import read_tables
from legislation.bulk.records import write_records
from legislation.bulk.tables import Table, UnreadableTableError
from legislation.bulk.versions import write_versions
from legislation.editing.rights import Actor, may_edit
from legislation.models import BulkImport
from legislation.search.index import index_glossary

MOST_WRITTEN = 1_000  # measured: half a minute where each corrects a version of its own
MOST_NEW_PROVISIONS = 200  # each puts the whole law in order again; the text of a law is pasted
REHEARSAL = "-"


class ChangedMeanwhileError(ValueError):
    """What the import would do is no longer what was shown."""


def may_import(actor: Actor, kind: Kind) -> bool:
    """Tell whether someone may bring in records of a kind: may add and change them one by one."""
    if kind.of_version:
        return may_edit(actor)
    name = kind.model._meta.model_name
    rights = (f"legislation.add_{name}", f"legislation.change_{name}")
    return may_edit(actor) and bool(actor.has_perms(rights))  # type: ignore[union-attr]


def start_import(*, name: str, content: bytes, kind: str, actor: Actor, at: dt.datetime) -> BulkImport:
    """Read a file, find out what it would do, and keep both for the second step.

    Raises:
        PermissionDenied: the actor may not import one of the kinds in it.
        UnreadableTableError: the file can't be read, or would change too much at once.
    """
    if not may_edit(actor):
        raise PermissionDenied
    tables = read_tables(name=name, content=content, kind=kind)
    _check_rights(tables, actor)
    lines = rehearse(tables, actor=actor, on=at.date())
    BulkImport.objects.forgotten_at(at).delete()
    return BulkImport.objects.create(
        owner=actor,  # type: ignore[misc]
        created_at=at,
        name=name[:200],
        tables=[table.to_dict() for table in tables],
        lines=[line.to_dict() for line in lines],
        digest=digest(lines),
    )


@transaction.atomic
def rehearse(tables: Sequence[Table], *, actor: Actor, on: dt.date) -> list[Line]:
    """Write everything and take it back, so that each rule of the model and the database has its say."""
    known = Known()
    lines = plan(tables, known)
    _check_size(lines)
    with transaction.atomic():
        _write(lines, known, actor=actor, reason=REHEARSAL, on=on)
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def carry_out(*, bulk: BulkImport, actor: Actor, reason: str, at: dt.datetime) -> dict[str, int]:
    """Do what was shown, all of it.

    Args:
        reason: why published versions are corrected; readers see it.

    Returns:
        The number of lines by outcome.

    Raises:
        PermissionDenied: it is not the actor's, or the actor lost the right.
        ChangedMeanwhileError: records were changed since it was shown.
        ValidationError: it has problems, is done already, or lacks a reason.
    """
    held = BulkImport.objects.select_for_update().get(pk=bulk.pk)
    tables = [Table.from_dict(table) for table in held.tables]
    if held.owner_id != actor.pk:
        raise PermissionDenied
    _check_rights(tables, actor)
    if held.applied_at:
        raise ValidationError(_("This import is done already."))
    if held.problems:
        raise ValidationError(_("Rows with problems are left: correct the file and send it again."))
    if held.corrections and not reason.strip():
        raise ValidationError(_("Say why published versions are corrected; readers see it."))
    _lock(tables)
    known = Known()
    lines = plan(tables, known)
    if digest(lines) != held.digest:
        raise ChangedMeanwhileError
    with pghistory.context(step="bulk", why=reason.strip(), file=held.name):
        laws = _write(lines, known, actor=actor, reason=reason.strip(), on=at.date())
    if any(line.problems for line in lines):
        raise ChangedMeanwhileError
    reindex(laws=laws)
    if any(line.written and line.kind == "glossary" for line in lines):
        index_glossary()
    held.applied_at, held.reason = at, reason.strip()
    held.save(update_fields=["applied_at", "reason"])
    return counts(held.lines)


def _check_size(lines: list[Line]) -> None:
    written = sum(line.written for line in lines)
    if written > MOST_WRITTEN:
        raise UnreadableTableError(
            _("The file would change %(given)s records. Accepted: up to %(accepted)s at a time; split it.")
            % {"given": written, "accepted": MOST_WRITTEN}
        )
    provisions = sum(line.outcome == NEW and line.kind == "provisions" for line in lines)
    if provisions > MOST_NEW_PROVISIONS:
        raise UnreadableTableError(
            _("The file has %(given)s new provisions. Accepted: up to %(accepted)s; paste the law's text.")
            % {"given": provisions, "accepted": MOST_NEW_PROVISIONS}
        )


def _write(lines: list[Line], known: Known, *, actor: Actor, reason: str, on: dt.date) -> set[int]:
    with connection.cursor() as cursor:
        # Between two rows ranges may overlap; what counts is how the whole file leaves them.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    laws = write_records(lines, known, actor)
    write_versions(lines, known, actor=actor, reason=reason, on=on)
    if not any(line.problems for line in lines):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return laws


def _lock(tables: Sequence[Table]) -> None:
    """Let nobody else write records of these kinds until the transaction ends; readers are not held up."""
    names = {KINDS[table.kind].model._meta.db_table for table in tables}
    names |= (
        {"legislation_provisionversion"} if any(KINDS[table.kind].of_version for table in tables) else set()
    )
    with connection.cursor() as cursor:
        listed = ", ".join(connection.ops.quote_name(name) for name in sorted(names))
        cursor.execute(f"LOCK TABLE {listed} IN SHARE ROW EXCLUSIVE MODE")


def _check_rights(tables: Sequence[Table], actor: Actor) -> None:
    if not all(may_import(actor, KINDS[table.kind]) for table in tables):
        raise PermissionDenied
