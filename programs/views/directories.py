"""The directories: programmes, organisations, indicators."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.generic import ListView

from kbase.localised_formats import number_text
from legislation.crumbs import Crumb
from legislation.exports.register_summary import chosen_by
from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from legislation.views.registers import without_empty
from programs.directories import Directory
from programs.exports.summaries import page_summary, site
from programs.exports.tables import table


class DirectoryView(ExportMixin, ListView):
    """A directory, filtered; `?format=` gives the same rows, all of them, as a file."""

    template_name = "programs/directory.html"
    paginate_by = 50
    directory: Directory = None  # type: ignore[assignment]  # given in urls.py

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead a form sent with empty fields to the address a person would share."""
        tidy = without_empty(request)
        if tidy is not None:
            return HttpResponseRedirect(tidy)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """Apply the filters; a value that isn't offered is said in the form, and answers 400."""
        records = self.directory.records()
        self.chosen = self.directory.filter_class(self.request.GET, queryset=records)
        return self.chosen.qs if self.chosen.is_valid() else records.none()

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Page | None, Any, bool]:
        """Leave the rows of a file unpaged."""
        if self.is_export:
            return None, None, queryset.none(), False
        return super().paginate_queryset(queryset, page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Make the rows of this page, and what surrounds them."""
        context = super().get_context_data(**kwargs)
        total = context["page_obj"].paginator.count if context["page_obj"] else 0
        return context | {
            "directory": self.directory,
            "filter": self.chosen,
            "active": sum(bool(self.request.GET.get(name)) for name in self.chosen.filters),
            "reset_url": self.request.path,
            "columns": self.directory.columns(),
            "rows": [self.directory.row(record) for record in context["object_list"]],
            "count": self.directory.count % {"count": total, "number": number_text(total)},
            "ways_on": [Crumb(str(self.directory.everything), self.request.path)],
        }

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:
        """Answer 400 when a filter was refused, with the form that says why."""
        if not self.chosen.is_valid():
            response_kwargs["status"] = 400
        return super().render_to_response(context, **response_kwargs)

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the directory as filtered, to take away."""
        fields = self.directory.fields()
        return page_summary(
            self.request,
            slug=self.directory.name,
            title=str(self.directory.title),
            subtitle=str(self.directory.lead),
            today=today(),
            scope=chosen_by(self.chosen),  # type: ignore[arg-type]  # it reads the form alone
            blocks=[table(self.chosen.qs, fields, site=site(self.request))],
        )
