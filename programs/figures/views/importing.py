"""Observations as tables: export, the form to bring a file in, what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, View

from legislation.admin.bulk import CHANGED_MEANWHILE, OUTCOMES, ROWS_A_PAGE
from legislation.bulk.exporting import XLSX
from legislation.bulk.importing import ChangedMeanwhileError
from legislation.bulk.lines import CHANGED, NEW, UNCHANGED, counts
from legislation.bulk.tables import LARGEST_FILE, MEGABYTE, MOST_ROWS, UnreadableTableError
from legislation.bulk.writing import write_csv, write_workbook
from legislation.desk.forms.small import Dressed
from programs.figures.access import FiguresMixin, WriterMixin
from programs.figures.bulk.importing import MOST_WRITTEN, carry_out, start_import
from programs.figures.bulk.sheet import HEADER, ObservationSheet
from programs.models import FigureImport


class UploadForm(Dressed):
    """A table of observations."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # refused below, in our words
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("The file has %(given)s MB. Accepted: up to %(accepted)s MB."),
                params={"given": round(file.size / MEGABYTE, 1), "accepted": LARGEST_FILE // MEGABYTE},
            )
        return file


class OwnImports(WriterMixin):
    """The person's own imports that aren't forgotten yet."""

    def get_queryset(self) -> QuerySet[FigureImport]:
        """Find them."""
        return FigureImport.objects.visible_to(self.request.user).kept_at(timezone.now())


class ImportView(OwnImports, FormView):
    """Exports, the form to bring a file in, and the imports that wait."""

    template_name = "figures/import.html"
    form_class = UploadForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is accepted."""
        return super().get_context_data(**kwargs) | {
            "waiting": self.get_queryset().defer("tables", "lines"),
            "header": HEADER,
            "most_rows": MOST_ROWS,
            "most_written": MOST_WRITTEN,
            "megabytes": LARGEST_FILE // MEGABYTE,
        }

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Rehearse the file."""
        file, actor = form.cleaned_data["file"], self.request.user
        try:
            held = start_import(name=file.name, content=file.read(), actor=actor, at=timezone.now())
        except UnreadableTableError as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return redirect("figures-rehearsal", pk=held.pk)


class RehearsalView(OwnImports, DetailView):
    """What a file would do, row by row; and the buttons that do it."""

    template_name = "figures/rehearsal.html"
    context_object_name = "held"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Page through the rows of one outcome."""
        held: FigureImport = self.object
        totals = counts(held.lines)
        chosen = self.request.GET.get("show", "")
        if chosen not in OUTCOMES:
            chosen = next((code for code, total in totals.items() if total), UNCHANGED)
        lines = [line for line in held.lines if line["outcome"] == chosen]
        return super().get_context_data(**kwargs) | {
            "totals": [(code, OUTCOMES[code], total, code == chosen) for code, total in totals.items()],
            "page": Paginator(lines, ROWS_A_PAGE).get_page(self.request.GET.get("page")),
            "written": totals[NEW] + totals[CHANGED],
        }


class ApplyView(OwnImports, View):
    """The second step: all of what was shown, or nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and say what was done, or why not."""
        held = get_object_or_404(self.get_queryset(), pk=pk)
        to_review = request.POST.get("then") == "review"
        try:
            totals = carry_out(
                held=held,
                actor=request.user,
                reason=request.POST.get("reason", ""),
                at=timezone.now(),
                to_review=to_review,
            )
        except ChangedMeanwhileError:
            messages.error(request, str(CHANGED_MEANWHILE))
        except ValidationError as refusal:
            for words in refusal.messages:
                messages.error(request, words)
        else:
            messages.success(
                request,
                _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.") % totals,
            )
        return redirect("figures-rehearsal", pk=pk)


class ExportView(FiguresMixin, View):
    """What is published, as a table that can come back; `?series=` narrows it to one series."""

    def get(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """Stream the file; the first piece is made before, so that what fails, fails as a page."""
        sheet = ObservationSheet(request.GET.get("series", ""))
        pieces: Iterator[bytes] = write_csv(sheet) if suffix == "csv" else write_workbook([sheet])
        first = next(pieces, b"")
        return StreamingHttpResponse(
            chain([first], pieces),
            content_type="text/csv; charset=utf-8" if suffix == "csv" else XLSX,
            headers={
                "Content-Disposition": f'attachment; filename="observations.{suffix}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )
