"""A copy of a case file: asked for, waited for, opened with a password that is shown once, downloaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases import door, permissions, record, sharing_door, states
from cases.actions import exports
from cases.choices import Deed
from cases.querysets import DECIDE
from cases.sharing_forms import ExportForm, ToldForm
from cases.views.pages import REFUSALS, CaseFormView, CasePage, confirm_first, refusal_words
from cases.views.referrals import part_names

FILE_NAME = "document.pdf"


class ExportView(CaseFormView):
    """Ask for a copy."""

    looks_at = "caseexport"
    form_class = ExportForm
    part = "work-sharing"
    level = DECIDE
    needs_proof = True
    title = _("Copy of the case file")
    lead = _(
        "A supervisor who neither asks nor leads the case has to approve it. Each page is marked with your "
        "name, the day and the purpose; the file opens with a password, and is deleted after a day."
    )
    submit = _("Ask for it")

    def check_access(self) -> None:
        permissions.check(
            self.request.user, permissions.CREATE, permissions.EXPORT,
            organisation_id=self.case.organisation_id,
        )  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        consents = sharing_door.consents_to_share(self.request.user, self.case)
        return super().get_form_kwargs() | {"parts": sharing_door.PARTS, "consents": consents}

    def act(self, data: dict[str, Any]) -> None:
        order = (data["order_by"], data["order_number"], data["order_on"])
        basis = data["consent"] or exports.Order(by=order[0], number=order[1], on=order[2])
        scope = {name: data[name] for name in ("purpose", "sections", "language", "survivor_told")}
        export = exports.request_export(
            actor=self.request.user, case_id=self.case.pk, basis=basis, scope=exports.Scope(**scope),
            request_key=data["request_key"],
        )  # fmt: skip
        self.address = reverse("work-exported", args=(self.case.pk, export.pk))

    def get_success_url(self) -> str:
        return getattr(self, "address", reverse("work-sharing", args=(self.kwargs["case_id"],)))


class ExportedView(CasePage):
    """One copy: what it holds, how far it is, what can be done with it."""

    template_name = "cases/exported.html"
    part = "work-sharing"
    level = DECIDE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        export = sharing_door.export_for(self.request.user, self.case, self.kwargs["record_id"])
        record.note(Deed.READ, export)
        is_own = export.created_by_id == self.request.user.pk
        return super().get_context_data(
            export=export,
            purpose=door.opened(export, "purpose"),
            order_by=door.opened(export, "order_by"),
            order_number=door.opened(export, "order_number"),
            parts=part_names(export.sections),
            is_own=is_own,
            may_open=is_own and export.status == states.READY,
            may_download=is_own and export.status == states.DOWNLOADED,
            may_delete=is_own and states.PURGED in states.EXPORT[export.status],
            told_form=ToldForm(initial={"told": export.survivor_told}) if is_own else None,
            **kwargs,
        )


@require_POST
def open_copy(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Put the file under a new password and show that: in this answer alone, in no address and no session."""
    export = _export(request, case_id, record_id)
    if answer := confirm_first(request, _address(export)):
        return answer
    try:
        password = exports.issue_export(actor=request.user, export_id=export.pk)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
        return redirect(_address(export))
    return render(
        request, "cases/exported_open.html", {"case": export.case, "export": export, "password": password}
    )


@require_POST
def download(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Give the file, as an attachment that nothing opens by itself."""
    export = _export(request, case_id, record_id)
    if answer := confirm_first(request, _address(export)):
        return answer
    try:
        content = exports.download_export(actor=request.user, export_id=export.pk)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
        return redirect(_address(export))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{FILE_NAME}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_POST
def make_again(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Queue the job once more, where it was lost."""
    return _do(request, case_id, record_id, exports.queue_again, gettext("It is being made."))


@require_POST
def delete(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Delete the file before its time."""
    return _do(request, case_id, record_id, exports.purge_export, gettext("The file was deleted."))


@require_POST
def told(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Record whether the survivor was told."""
    form = ToldForm(request.POST)
    if not form.is_valid():
        return redirect(_address(_export(request, case_id, record_id)))
    answer = form.cleaned_data["told"]
    return _do(
        request, case_id, record_id,
        lambda **who: exports.tell_survivor(**who, told=answer), gettext("Saved."),
    )  # fmt: skip


def _do(
    request: HttpRequest, case_id: UUID, record_id: UUID, action: Callable[..., Any], words: str
) -> HttpResponse:
    export = _export(request, case_id, record_id)
    try:
        action(actor=request.user, export_id=export.pk)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    else:
        messages.success(request, words)
    return redirect(_address(export))


def _export(request: HttpRequest, case_id: UUID, record_id: UUID) -> Any:
    """Return a copy that the person asked for herself."""
    case = door.case_for(request.user, case_id, level=DECIDE)
    export = sharing_door.export_for(request.user, case, record_id)
    if export.created_by_id != request.user.pk:
        raise door.NotThere
    return export


def _address(export: Any) -> str:
    return reverse("work-exported", args=(export.case_id, export.pk))
