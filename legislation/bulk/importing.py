"""Import in two steps: rehearse a file and keep what it would do; then do exactly that, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kbase.jobs.actions import start_job
from kbase.models import Job
from legislation.actions import reindex
from legislation.bulk.kinds import KINDS, Kind
from legislation.bulk.known import Known
from legislation.bulk.limits import READ_AT_ONCE, WRITTEN_AT_ONCE, check_size, is_large
from legislation.bulk.lines import Line, counts, digest
from legislation.bulk.planning import plan
from legislation.bulk.reading import read_tables, refuse_large
from legislation.bulk.tables import Table
from legislation.bulk.writing_lines import Progress, lock_records, unheard, write_lines
from legislation.editing.rights import Actor, may_edit
from legislation.models import BulkImport
from legislation.search.index import index_glossary

REHEARSAL = "-"
REHEARSAL_JOB, IMPORT_JOB = "bulk-rehearsal", "bulk-import"
LOCK = "bulk-import"  # one at a time: two would wait for each other's rows


class ChangedMeanwhileError(ValueError):
    """What the import would do is no longer what was shown."""


def may_import(actor: Actor, kind: Kind) -> bool:
    """Tell whether someone may bring in records of a kind: may add and change them one by one."""
    if kind.of_version:
        return may_edit(actor)
    name = kind.model._meta.model_name
    rights = (f"legislation.add_{name}", f"legislation.change_{name}")
    return may_edit(actor) and bool(actor.has_perms(rights))  # type: ignore[union-attr]


@transaction.atomic
def start_import(*, name: str, content: bytes, kind: str, actor: Actor, at: dt.datetime) -> BulkImport:
    """Read a file, find out what it would do, and keep both for the second step; a job does what takes long.

    Raises:
        PermissionDenied: the actor may not import one of the kinds in it.
        UnreadableTableError: the file can't be read, or holds too much.
    """
    if not may_edit(actor):
        raise PermissionDenied
    refuse_large(len(content))
    BulkImport.objects.forgotten_at(at).delete()
    bulk = BulkImport(owner=actor, created_at=at, name=name[:200], kind=kind)  # type: ignore[misc]
    if len(content) > READ_AT_ONCE:
        bulk.content = content
        bulk.save()
        return _queue(bulk, REHEARSAL_JOB, _("Finding out what %(name)s would do"), at)
    tables = _tables(bulk, content, actor)
    known = Known()
    lines = plan(tables, known)
    check_size(lines)
    if is_large(lines):
        bulk.save()
        return _queue(bulk, REHEARSAL_JOB, _("Finding out what %(name)s would do"), at)
    _rehearse(bulk, lines, known, actor=actor, progress=unheard)
    return bulk


@transaction.atomic
def rehearse(*, bulk: BulkImport, actor: Actor, progress: Progress) -> BulkImport:
    """Find out what a large file would do; the work of a job.

    Raises:
        PermissionDenied: the actor may not import one of the kinds in it.
        UnreadableTableError: the file can't be read, or holds too much.
    """
    if bulk.content is not None:
        tables = _tables(bulk, bytes(bulk.content), actor)
        bulk.content = None
    else:
        tables = [Table.from_dict(table) for table in bulk.tables]
    _check_rights(tables, actor)
    known = Known()
    lines = plan(tables, known)
    check_size(lines)
    _rehearse(bulk, lines, known, actor=actor, progress=progress)
    return bulk


@transaction.atomic
def confirm_import(*, bulk: BulkImport, actor: Actor, reason: str, at: dt.datetime) -> Job | None:
    """Do what was shown, or begin the job that does it where that takes long.

    Returns:
        The job, or nothing where it is done.

    Raises:
        As `carry_out`.
    """
    held = BulkImport.objects.select_for_update(of=("self",)).select_related("job").get(pk=bulk.pk)
    _check(held, actor, reason)
    if held.is_under_way:
        return held.job
    if held.written <= WRITTEN_AT_ONCE:
        carry_out(bulk=held, actor=actor, reason=reason, at=at)
        return None
    held.reason = reason.strip()
    held.save(update_fields=["reason"])
    return _queue(held, IMPORT_JOB, _("Import of %(name)s"), at).job


@transaction.atomic
def carry_out(
    *, bulk: BulkImport, actor: Actor, reason: str, at: dt.datetime, progress: Progress = unheard
) -> dict[str, int]:
    """Do what was shown, all of it.

    Args:
        reason: why published versions are corrected; readers see it.
        progress: told how many of how many rows are written.

    Returns:
        The number of lines by outcome.

    Raises:
        PermissionDenied: it is not the actor's, or the actor lost the right.
        ChangedMeanwhileError: records were changed since it was shown.
        ValidationError: it has problems, is done already, is not known yet, or lacks a reason.
    """
    held = BulkImport.objects.select_for_update(of=("self",)).get(pk=bulk.pk)
    tables = _check(held, actor, reason)
    lock_records(plan(tables, Known()))
    known = Known()
    lines = plan(tables, known)  # again: as the records are now that nobody else changes them
    if digest(lines) != held.digest:
        raise ChangedMeanwhileError
    with pghistory.context(step="bulk", why=reason.strip(), file=held.name):
        laws = write_lines(lines, known, actor=actor, reason=reason.strip(), on=at.date(), progress=progress)
    if any(line.problems for line in lines):
        raise ChangedMeanwhileError
    reindex(laws=laws)
    if any(line.written and line.kind == "glossary" for line in lines):
        index_glossary()
    held.applied_at, held.reason = at, reason.strip()
    held.save(update_fields=["applied_at", "reason"])
    return counts(held.lines)


def _tables(bulk: BulkImport, content: bytes, actor: Actor) -> list[Table]:
    tables = read_tables(name=bulk.name, content=content, kind=bulk.kind)
    _check_rights(tables, actor)
    bulk.tables = [table.to_dict() for table in tables]
    return tables


def _queue(bulk: BulkImport, kind: str, title: str, at: dt.datetime) -> BulkImport:
    bulk.job = start_job(
        kind, owner=bulk.owner, title=title % {"name": bulk.name}, at=at, lock=LOCK, bulk=bulk.pk
    )
    bulk.save(update_fields=["job"])
    return bulk


def _rehearse(bulk: BulkImport, lines: list[Line], known: Known, *, actor: Actor, progress: Progress) -> None:
    """Write everything and take it back, so that each rule of the model and the database has its say."""
    with transaction.atomic():
        on = bulk.created_at.date()
        write_lines(lines, known, actor=actor, reason=REHEARSAL, on=on, progress=progress)
        transaction.set_rollback(True)
    bulk.lines, bulk.digest = [line.to_dict() for line in lines], digest(lines)
    bulk.save()


def _check(held: BulkImport, actor: Actor, reason: str) -> list[Table]:
    tables = [Table.from_dict(table) for table in held.tables]
    if held.owner_id != actor.pk:
        raise PermissionDenied
    _check_rights(tables, actor)
    if held.applied_at:
        raise ValidationError(_("This import is done already."))
    if not held.is_rehearsed:
        raise ValidationError(_("What the file would do is not known yet: wait until it is shown."))
    if held.problems:
        raise ValidationError(_("Rows with problems are left: correct the file and send it again."))
    if held.corrections and not reason.strip():
        raise ValidationError(_("Say why published versions are corrected; readers see it."))
    return tables


def _check_rights(tables: Sequence[Table], actor: Actor) -> None:
    if not all(may_import(actor, KINDS[table.kind]) for table in tables):
        raise PermissionDenied
