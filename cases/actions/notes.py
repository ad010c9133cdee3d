"""Writing and changing notes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from cases import door, permissions, record
from cases.actions.progress import require_first_contact
from cases.choices import Deed, Section
from cases.models import Note
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import seal
from cases.versions import check_version


class EmptyNoteError(Refusal):
    """A note that says nothing."""

    def __init__(self) -> None:
        super().__init__(gettext("Write something."))


@transaction.atomic
def write_note(*, actor: Any, case_id: Any, body: str) -> Note:
    """Write a note, for the organisation in which the writer works on the case.

    Raises:
        EmptyNoteError: there are no words.
        FirstContactMissingError: the limits of confidentiality were not told yet.
    """
    case = door.locked_case(actor, case_id, section=Section.NOTES, level=WRITE)
    membership = permissions.check(
        actor, permissions.WRITE, permissions.NOTE, organisation_id=case.organisation_id
    )
    require_first_contact(case)
    note = Note(case=case, organisation_id=membership.organisation_id, created_by=actor)
    seal(note, body=_words(body))
    note.save(force_insert=True)
    record.note(Deed.CREATED, note)
    return note


@transaction.atomic
def edit_note(*, actor: Any, note_id: Any, body: str, row_version: int) -> None:
    """Change a note; history keeps the former words, sealed.

    Raises:
        ChangedMeanwhileError: somebody saved it after the writer's page was opened.
    """
    found = Note.objects.visible_to(actor, level=WRITE).select_related("case")
    note: Note = door.one(found.select_for_update(of=("self",)), note_id)
    permissions.check(actor, permissions.WRITE, permissions.NOTE, organisation_id=note.organisation_id)
    check_version(note, row_version)
    seal(note, body=_words(body))
    Note.objects.filter(pk=note.pk).update(body=note.body, row_version=F("row_version") + 1)
    record.note(Deed.CHANGED, note)


def _words(body: str) -> str:
    if not body.strip():
        raise EmptyNoteError
    return body.strip()
