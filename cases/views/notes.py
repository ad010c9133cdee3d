"""Notes of a case."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, record
from cases.actions import notes
from cases.choices import Deed, Section
from cases.querysets import WRITE
from cases.views.merging import MergingFormView
from cases.views.pages import CaseFormView, CasePage
from cases.work_forms import NoteEditForm, NoteForm

PER_PAGE = 20


class NotesView(CasePage):
    """What was written down, the newest first."""

    template_name = "cases/notes.html"
    section = Section.NOTES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(care_door.notes_of(user, self.case), PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.READ, case_id=self.case.pk, kind="note")
        return super().get_context_data(
            page=page,
            notes=[
                {"note": note, "body": door.opened(note, "body"), "who": who(note.created_by),
                 "at": localtime(note.created_at)}
                for note in page
            ],
            may_write=door.may_use(user, self.case.pk, section=Section.NOTES, level=WRITE),
            **kwargs,
        )  # fmt: skip


class NoteNewView(CaseFormView):
    """Write a note."""

    form_class = NoteForm
    section = Section.NOTES
    part = "work-notes"
    title = _("Write a note")
    submit = _("Save")

    def act(self, data: dict[str, Any]) -> None:
        notes.write_note(actor=self.request.user, case_id=self.case.pk, **data)


class NoteEditView(MergingFormView):
    """Change a note."""

    looks_at = "note"
    form_class = NoteEditForm
    section = Section.NOTES
    part = "work-notes"
    title = _("Change a note")
    lead = _("What stood there before is kept.")
    submit = _("Save")

    @cached_property
    def note(self) -> Any:
        return care_door.note_for(self.request.user, self.case.pk, self.kwargs["record_id"])

    def check_access(self) -> None:
        _case, _note = self.case, self.note

    def get_initial(self) -> dict[str, Any]:
        return {"body": door.opened(self.note, "body"), "row_version": self.note.row_version}

    def act(self, data: dict[str, Any]) -> None:
        notes.edit_note(actor=self.request.user, note_id=self.note.pk, **data)

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return [(gettext("Note"), door.opened(row, "body"))]


def who(user: Any) -> str:
    """Return the name of who did something, as colleagues know her."""
    return str(user.get_full_name() or user.get_username()) if user else ""
