"""Files of a case: the list, adding one, one of them, giving it out, withdrawing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.decorators import decorator_from_middleware, method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from cases import care_door, door, record, states
from cases.actions import attachments
from cases.choices import Deed, Section
from cases.file_forms import FileForm, WithdrawalForm
from cases.files.receiving import FIELD, accept_file
from cases.querysets import DECIDE, WRITE
from cases.views.pages import CaseFormView, CasePage
from kbase.csrf import ReaderFriendlyCsrfMiddleware
from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell, Column

PART = "work-files"
PER_PAGE = 40
COLUMNS = (_("File"), _("Status"), _("Added"))
KILOBYTE = 1024
# For what is only handed over: should a browser show it all the same, it is nobody's and can do nothing.
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
checked_for_forgery = decorator_from_middleware(ReaderFriendlyCsrfMiddleware)


class FilesView(CasePage):
    """The files of a case by name; what was withdrawn stays in the list."""

    template_name = "cases/files.html"
    section = Section.FILES
    part = PART

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(door.files_of(user, self.case), PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind=attachments.OBJECT_KIND)
        return super().get_context_data(
            page=page,
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[self.row(file) for file in page],
            waits=any(file.status in (states.UPLOADED, states.SCANNING) for file in page),
            may_add=door.may_use(user, self.case.pk, section=Section.FILES, level=WRITE),
            **kwargs,
        )

    def row(self, file: Any) -> list[Cell]:
        return [
            Cell(
                text=door.opened(file, "display_name"),
                url=reverse("work-file", args=(self.case.pk, file.pk)),
                note=f"{file.get_kind_display()} · {file.get_file_type_display()} · {size_text(file.size)}",
            ),
            Cell(text=file.get_status_display(), note=file.get_finding_display()),
            Cell(text=day_text(file.created_at), note=person_text(file.created_by)),
        ]


@method_decorator(csrf_exempt, name="dispatch")
class FileNewView(CaseFormView):
    """Add a file. Who may is asked before anything of it is read; whether the form is ours, while it is."""

    looks_at = "attachment"
    form_class = FileForm
    template_name = "cases/file_new.html"
    section = Section.FILES
    part = PART
    title = _("Add a file")
    lead = _(
        "It is encrypted while it comes in, and checked before anyone can open it. "
        "Add only what the work needs, and what she agrees to."
    )
    submit = _("Add")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check_access()
        accept_file(request, case=self.case)
        answer: HttpResponseBase = checked_for_forgery(super().dispatch)(request, *args, **kwargs)
        return answer

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "consents": care_door.recording_consents(self.request.user, self.case)
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        if FIELD in form.files:
            attachments.note_refused(self.case.pk)
        return super().form_invalid(form)

    def act(self, data: dict[str, Any]) -> None:
        attachments.add_file(
            actor=self.request.user, case_id=self.case.pk, received=data["file"], kind=data["kind"],
            name=data["name"], consent=data["consent"],
        )  # fmt: skip


class FileView(CasePage):
    """One file: what it is, how its check went, what may be done with it."""

    template_name = "cases/file.html"
    section = Section.FILES
    part = PART

    @cached_property
    def file(self) -> Any:
        return file_of(self.request.user, **self.kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, file = self.request.user, self.file
        record.note(Deed.READ, file)
        is_clean = door.may_be_downloaded(user, file)
        return super().get_context_data(
            file=file,
            name=door.opened(file, "display_name"),
            facts=facts(file),
            is_clean=is_clean,
            has_original=is_clean and door.may_use(user, file.case_id, section=Section.FILES, level=DECIDE),
            waits=file.status in (states.UPLOADED, states.SCANNING),
            lacks_consent=file.status == states.CLEAN and not is_clean,
            may_withdraw=states.WITHDRAWN in states.FILE[file.status]
            and door.may_use(user, file.case_id, section=Section.FILES, level=WRITE),
            withdrawn_by=file.withdrawn_by and person_text(file.withdrawn_by),
            withdrawal=door.opened(file, "withdrawal"),
            **kwargs,
        )


class WithdrawView(CaseFormView):
    """Withdraw a file, with a reason that stays."""

    looks_at = "attachment"
    form_class = WithdrawalForm
    section = Section.FILES
    part = PART
    title = _("Withdraw a file")
    lead = _(
        "Nobody can open it any more, and after 30 days it is destroyed. "
        "That it was here, who withdrew it and why stays in the case."
    )
    submit = _("Withdraw")

    def check_access(self) -> None:
        super().check_access()
        file_of(self.request.user, **self.kwargs)

    def act(self, data: dict[str, Any]) -> None:
        attachments.withdraw_file(
            actor=self.request.user, attachment_id=self.kwargs["file_id"], reason=data["reason"]
        )

    def get_success_url(self) -> str:
        return reverse("work-file", args=(self.kwargs["case_id"], self.kwargs["file_id"]))


@require_GET
def copy(request: HttpRequest, case_id: UUID, file_id: UUID) -> StreamingHttpResponse:
    """Give out the clean copy."""
    return _given_out(request, case_id, file_id, attachments.SHARED)


@require_GET
def original(request: HttpRequest, case_id: UUID, file_id: UUID) -> StreamingHttpResponse:
    """Give out the file as it came."""
    return _given_out(request, case_id, file_id, attachments.ORIGINAL)


def _given_out(request: HttpRequest, case_id: UUID, file_id: UUID, part: str) -> StreamingHttpResponse:
    file_of(request.user, case_id=case_id, file_id=file_id)
    download = attachments.open_file(actor=request.user, attachment_id=file_id, part=part)
    return StreamingHttpResponse(
        download.pieces,
        content_type=download.content_type,
        headers={
            "Content-Length": str(download.size),
            "Content-Disposition": f'attachment; filename="{download.name}"',
            "Content-Security-Policy": POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        },
    )


def file_of(user: Any, *, case_id: UUID, file_id: UUID) -> Any:
    """Return the file that an address names, if it is in the case that the address names."""
    file = door.file_for(user, file_id)
    if file.case_id != case_id:
        raise door.NotThere
    return file


def facts(file: Any) -> list[dict[str, Any]]:
    """Return what is known of a file, as components/facts.html prints it."""
    how = file.checked_with or (
        gettext("By its content; no virus scanner is set up.") if file.checked_at else ""
    )
    told = [
        (gettext("What it is"), file.get_kind_display()),
        (gettext("Type"), file.get_file_type_display()),
        (gettext("Size"), size_text(file.size)),
        (gettext("Added"), f"{day_text(file.created_at)} · {person_text(file.created_by)}"),
        (gettext("Checked with"), how),
    ]
    return [{"label": label, "value": value} for label, value in told if value]


def size_text(size: int) -> str:
    """Say how large a file is."""
    if size < KILOBYTE * KILOBYTE:
        return gettext("%(size)s kB") % {"size": number_text(max(1, round(size / KILOBYTE)))}
    return gettext("%(size)s MB") % {"size": number_text(round(size / KILOBYTE / KILOBYTE, 1))}


def person_text(person: Any) -> str:
    """Return a colleague's name."""
    return person.get_full_name() or person.get_username()
