"""The registers of norms: who must do what by when, what a breach costs, what can be ordered."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView

from kbase.localised_formats import number_text
from kbase.tables import Column
from legislation.crumbs import Crumb
from legislation.exports.register_summary import register_summary
from legislation.exports.summary import Summary
from legislation.norm_rows import for_rows, rate_notes
from legislation.querysets import NormQuerySet
from legislation.registers import Register
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import PointInTimeMixin, on_suffix


class RegisterView(ExportMixin, PointInTimeMixin, ListView):
    """A register, filtered and sorted; `?format=` gives the same rows, all of them, as a file."""

    template_name = "legislation/register.html"
    paginate_by = 50
    register: Register = None  # type: ignore[assignment]  # given in urls.py

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead a form sent with empty fields to the address a person would share."""
        tidy = without_empty(request)
        if tidy is not None:
            return HttpResponseRedirect(tidy)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> NormQuerySet:
        """Apply the filters; a value that isn't offered is said in the form, and answers 400."""
        norms = self.register.model.objects.all()
        self.chosen = self.register.filter_class(self.request.GET, queryset=norms, on=self.on)
        return for_rows(self.chosen.qs) if self.chosen.is_valid() else norms.none()

    def paginate_queryset(self, queryset: NormQuerySet, page_size: int) -> tuple[Any, Page | None, Any, bool]:
        """Leave the rows of a file unpaged."""
        if self.is_export:
            return None, None, queryset.none(), False
        return super().paginate_queryset(queryset, page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Make the rows of this page, and what surrounds them."""
        context = super().get_context_data(**kwargs)
        suffix = on_suffix(self.on, self.today)
        # A file reads its rows itself, all of them.
        rows = [] if self.is_export else list(self.register.rows(context["object_list"], self.on, suffix))
        total = context["page_obj"].paginator.count if context["page_obj"] else 0
        return context | {
            "register": self.register,
            "filter": self.chosen,
            "active": sum(
                bool(self.request.GET.get(name)) for name in self.chosen.filters if name not in UNCOUNTED
            ),
            "reset_url": self.request.path + suffix,
            "rows": rows,
            "count": self.register.count % {"count": total, "number": number_text(total)},
            "sort": {column: self.sort_column(order) for column, order in self.register.sorts.items()},
            "rate_notes": rate_notes(rows) if self.register.kind == "penalty" else [],
            "ways_on": self.ways_on(suffix),
        }

    def sort_column(self, order: str) -> Column:
        """Give a column's heading as a link that sorts by it, or says that it is what sorts."""
        query = self.request.GET.copy()
        for name in ("page", "sort", "format"):
            query.pop(name, None)
        if order:
            query["sort"] = order
        current = self.request.GET.get("sort", "") == order
        return Column(
            "", sort_url="" if current else f"?{query.urlencode()}", sorted="ascending" if current else ""
        )

    def ways_on(self, suffix: str) -> list[Crumb]:
        """Say what to do when nothing matches."""
        ways = [Crumb(str(self.register.everything), self.request.path + suffix)]
        if self.chosen.is_valid() and not self.request.GET.get("scope"):
            query = self.request.GET.copy()
            query["scope"] = "all"
            ways.append(Crumb(_("The same, also past, future and proposed"), f"?{query.urlencode()}"))
        return [*ways, Crumb(_("What is in here, and what is missing"), reverse("coverage"))]

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:
        """Answer 400 when a filter was refused, with the form that says why."""
        if not self.chosen.is_valid():
            response_kwargs["status"] = 400
        return super().render_to_response(context, **response_kwargs)

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the register as filtered, to take away."""
        return register_summary(self.register, self.chosen, self.request, on=self.on, today=self.today)


# Neither narrows the rows.
UNCOUNTED = {"sort", "on"}


def without_empty(request: HttpRequest) -> str | None:
    """Give this address without its empty parameters, or None where it has none."""
    if all(value for values in request.GET.lists() for value in values[1]):
        return None
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [value for value in values if value])
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path
