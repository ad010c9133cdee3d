"""Many records at once: take them out as tables, bring tables in after looking at what they would do."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, View

from kbase.jobs.actions import start_job
from legislation.admin.uploads import megabytes_sent
from legislation.bulk import importing
from legislation.bulk.exporting import EXPORT_JOB, Export, export_of, may_export
from legislation.bulk.kinds import KINDS
from legislation.bulk.limits import EXPORTED_AT_ONCE, MOST_NEW_PROVISIONS, WRITTEN_AT_ONCE
from legislation.bulk.lines import CHANGED, NEW, PROBLEM, UNCHANGED, counts
from legislation.bulk.tables import LARGEST_FILE, MEGABYTE, MOST_ROWS, UnreadableTableError
from legislation.editing.rights import may_edit
from legislation.models import BulkImport

ROWS_A_PAGE = 100
LARGEST_REQUEST = LARGEST_FILE + MEGABYTE  # the file and the other fields
OUTCOMES = {
    PROBLEM: gettext_lazy("Problem"),
    NEW: gettext_lazy("New"),
    CHANGED: gettext_lazy("Changed"),
    UNCHANGED: gettext_lazy("Unchanged"),
}
CHANGED_MEANWHILE = gettext_lazy(
    "Records were changed here since this was shown. Nothing was imported: send the file again, and look."
)


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("As the name of the file says")), *((kind.code, kind.label) for kind in KINDS.values())]


class UploadForm(forms.Form):
    """A file, and what a CSV holds."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # refused below, in our words
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What a CSV holds"), choices=_kinds, required=False)

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("The file has %(given)s MB. Accepted: up to %(accepted)s MB."),
                params={"given": round(file.size / MEGABYTE, 1), "accepted": LARGEST_FILE // MEGABYTE},
            )
        return file


class BulkPage(PermissionRequiredMixin):
    """A page in the admin's frame, for those who may see the law's records."""

    permission_required: tuple[str, ...] = ("legislation.view_provisionversion",)
    raise_exception = True
    request: HttpRequest

    def get_queryset(self) -> QuerySet[BulkImport]:
        return BulkImport.objects.visible_to(self.request.user).kept_at(timezone.now())

    def framed(self, **context: Any) -> dict[str, Any]:
        """Return what the admin's frame needs, and the context of the page."""
        return {**admin.site.each_context(self.request), **context}


class BulkView(BulkPage, FormView):
    """Exports of every kind, the form to bring a file in, and the imports that wait."""

    template_name = "admin/legislation/bulk.html"
    form_class = UploadForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return self.framed(
            title=_("Import and export"),
            kinds=[kind for kind in KINDS.values() if may_export(self.request.user, kind)],
            may_import=may_edit(self.request.user),
            waiting=self.get_queryset().defer("tables", "lines", "content").select_related("job"),
            most_rows=MOST_ROWS,
            most_provisions=MOST_NEW_PROVISIONS,
            at_once=WRITTEN_AT_ONCE,
            megabytes=LARGEST_FILE // MEGABYTE,
            **super().get_context_data(**kwargs),
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            bulk = importing.start_import(
                name=file.name,
                content=file.read(),
                kind=form.cleaned_data["kind"],
                actor=self.request.user,
                at=timezone.now(),
            )
        except UnreadableTableError as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return redirect(bulk.job) if bulk.job else redirect("admin-bulk-import", pk=bulk.pk)


def too_large(request: HttpRequest, words: str) -> HttpResponse:
    """Show the form again, saying how much was sent and how much is accepted, or other words."""
    size = {"given": megabytes_sent(request), "accepted": LARGEST_FILE // MEGABYTE}
    form = UploadForm({})
    form.full_clean()
    form.errors.clear()
    form.errors["file"] = form.error_class(
        [words or _("The file has %(given)s MB. Accepted: up to %(accepted)s MB.") % size]
    )
    view = BulkView()
    view.setup(request)
    return TemplateResponse(request, view.template_name, view.get_context_data(form=form), status=413)


class BulkExportView(BulkPage, View):
    """One kind as CSV or XLSX, or every kind as the sheets of a workbook; a job makes what is large."""

    def get(self, request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
        """Stream the file; the first piece is made before, so that what fails, fails as a page."""
        export = self.export(name, suffix)
        if (rows := export.size()) > EXPORTED_AT_ONCE:
            title = _("Export of %(name)s") % {"name": export.file_name}
            context = self.framed(title=title, export=export, rows=rows)
            return render(request, "admin/legislation/bulk_export.html", context)
        pieces = export.pieces()
        first = next(pieces, b"")
        return StreamingHttpResponse(
            chain([first], pieces),
            content_type=export.file_type,
            headers={
                "Content-Disposition": f'attachment; filename="{export.file_name}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )

    def post(self, request: HttpRequest, name: str, suffix: str) -> HttpResponse:
        """Begin a job that makes the file."""
        export = self.export(name, suffix)
        title = _("Export of %(name)s") % {"name": export.file_name}
        return redirect(
            start_job(
                EXPORT_JOB, owner=request.user, title=title, at=timezone.now(), name=name, suffix=suffix
            )
        )

    def export(self, name: str, suffix: str) -> Export:
        """Give the export, or refuse it as if there were none."""
        if (export := export_of(name, suffix, self.request.user)) is None:
            raise Http404
        return export


class BulkImportView(BulkPage, DetailView):
    """What a file would do, row by row; and the button that does it."""

    template_name = "admin/legislation/bulk_import.html"
    context_object_name = "bulk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bulk: BulkImport = self.object
        totals = counts(bulk.lines)
        chosen = self.request.GET.get("show", "")
        if chosen not in OUTCOMES:
            chosen = next((code for code, total in totals.items() if total), UNCHANGED)
        lines = [line for line in bulk.lines if line["outcome"] == chosen]
        return self.framed(
            title=_("What the file would do"),
            totals=[(code, OUTCOMES[code], total, code == chosen) for code, total in totals.items()],
            chosen=chosen,
            page=Paginator(lines, ROWS_A_PAGE).get_page(self.request.GET.get("page")),
            written=bulk.written,
            is_large=bulk.written > WRITTEN_AT_ONCE,
            **super().get_context_data(**kwargs),
        )


class BulkApplyView(BulkPage, View):
    """The second step: all of what was shown, or nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and say what was done, or why not."""
        bulk = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            reason = request.POST.get("reason", "").replace("\x00", "")
            job = importing.confirm_import(bulk=bulk, actor=request.user, reason=reason, at=timezone.now())
        except importing.ChangedMeanwhileError:
            messages.error(request, CHANGED_MEANWHILE)
        except ValidationError as refusal:
            for words in refusal.messages:
                messages.error(request, words)
        else:
            if job:
                return redirect(job)
            messages.success(
                request,
                _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
                % counts(bulk.lines),
            )
        return redirect("admin-bulk-import", pk=pk)
