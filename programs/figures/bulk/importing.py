"""Import of observations in two steps: rehearse a file and keep what it would do; then do exactly that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from legislation.bulk.importing import REHEARSAL, ChangedMeanwhileError
from legislation.bulk.lines import NEW, counts, digest
from legislation.bulk.records import noting
from legislation.bulk.tables import Table, UnreadableTableError
from programs.figures.bulk.cells import FigureLine
from programs.figures.bulk.planning import plan
from programs.figures.bulk.sheet import NOTES, read_observations
from programs.figures.correcting import start_correction
from programs.figures.drafting import save_draft, submit
from programs.figures.rights import Actor, require_editor
from programs.models import FigureImport, Observation

MOST_WRITTEN = 1_000


def start_import(*, name: str, content: bytes, actor: Actor, at: dt.datetime) -> FigureImport:
    """Read a file, find out what it would do, and keep both for the second step.

    Raises:
        PermissionDenied: the actor may not enter figures.
        UnreadableTableError: the file can't be read, or would bring in too much at once.
    """
    require_editor(actor)
    tables = read_observations(name=name, content=content)
    lines = rehearse(tables, actor=actor, on=at.date())
    FigureImport.objects.forgotten_at(at).delete()
    return FigureImport.objects.create(
        owner=actor,  # type: ignore[misc]
        created_at=at,
        name=name[:200],
        tables=[table.to_dict() for table in tables],
        lines=[line.to_dict() for line in lines],
        digest=digest(lines),
    )


@transaction.atomic
def rehearse(tables: Sequence[Table], *, actor: Actor, on: dt.date) -> list[FigureLine]:
    """Write everything and take it back, so that each rule of the model and the database has its say."""
    lines = plan(tables, on=on)
    written = sum(line.written for line in lines)
    if written > MOST_WRITTEN:
        raise UnreadableTableError(
            _("The file would change %(given)s records. Accepted: up to %(accepted)s at a time; split it.")
            % {"given": written, "accepted": MOST_WRITTEN}
        )
    with transaction.atomic():
        _write(lines, actor=actor, reason=REHEARSAL)
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def carry_out(
    *, held: FigureImport, actor: Actor, reason: str, at: dt.datetime, to_review: bool
) -> dict[str, int]:
    """Do what was shown, all of it.

    Args:
        reason: why published figures are corrected; readers see it.
        to_review: send the drafts to review as well.

    Returns:
        The number of lines by outcome.

    Raises:
        PermissionDenied: it is not the actor's, or the actor lost the right.
        ChangedMeanwhileError: figures were changed since it was shown.
        ValidationError: it has problems, is done already, or lacks a reason.
    """
    held = FigureImport.objects.select_for_update().get(pk=held.pk)
    if held.owner_id != actor.pk:
        raise PermissionDenied
    require_editor(actor)
    if held.applied_at:
        raise ValidationError(_("This import is done already."))
    if held.problems:
        raise ValidationError(_("Rows with problems are left: correct the file and send it again."))
    if held.corrections and not reason.strip():
        raise ValidationError(_("Say why published figures are corrected; readers see it."))
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE programs_observation IN SHARE ROW EXCLUSIVE MODE")
    lines = plan([Table.from_dict(table) for table in held.tables], on=at.date())
    if digest(lines) != held.digest:
        raise ChangedMeanwhileError
    with pghistory.context(step="bulk", why=reason.strip(), file=held.name):
        drafts = _write(lines, actor=actor, reason=reason)
        for draft in drafts if to_review else ():
            submit(figure=draft, actor=actor, on=at.date())
    if any(line.problems for line in lines):
        raise ChangedMeanwhileError
    held.applied_at, held.reason = at, reason.strip()
    held.save(update_fields=["applied_at", "reason"])
    return counts(held.lines)


def _write(lines: Iterable[FigureLine], *, actor: Actor, reason: str) -> list[Observation]:
    drafts = []
    for line in lines:
        if line.written:
            with noting(line):
                drafts.append(_draft(line, actor, reason))
    return drafts


def _draft(line: FigureLine, actor: Actor, reason: str) -> Observation:
    values = line.values
    if line.outcome == NEW:
        draft = Observation(
            indicator=values["indicator"],
            period=values["period"],
            value=values["value"],
            source_url=values["source_url"],
        )
    else:
        draft = start_correction(figure=line.record, actor=actor, reason=reason)  # type: ignore[assignment]
    given = {name for name in line.cells if line.outcome == NEW or name in {c for c, _o, _n in line.changes}}
    if "publisher" in given:
        draft.publisher = values["publisher"]
    if "out_of" in given:
        draft.out_of = values["out_of"]
    if "note_en" in given:
        draft.note = values["note_en"]
    words = {name: values[name] for name in NOTES[1:] if name in given}
    draft.i18n = {name: text for name, text in ((draft.i18n or {}) | words).items() if text}
    save_draft(figure=draft, actor=actor)
    return draft
