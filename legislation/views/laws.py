"""The list of laws, and a law's page on a day."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from kbase.localised import localised
from legislation.crumbs import Crumb, law_crumbs
from legislation.exports.law_summary import law_summary
from legislation.law_filters import LawFilter
from legislation.law_page import law_page
from legislation.law_rows import law_columns, law_facts, law_row, relation_facts, replacements
from legislation.law_timeline import law_timeline
from legislation.models import Law
from legislation.outstanding_words import outstanding_lines
from legislation.status_words import words
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import PointInTimeMixin, on_suffix


class LawListView(PointInTimeMixin, ListView):
    """Laws, filtered."""

    model = Law
    template_name = "legislation/law_list.html"
    paginate_by = 50
    paginator_class = Paginator

    def get_queryset(self) -> QuerySet[Law]:
        """Apply the filters; a value that isn't offered is said in the form, and answers 400."""
        queryset = Law.objects.with_place().order_by("jurisdiction__code", "short_title_i18n")
        self.filter = LawFilter(self.request.GET, queryset=queryset, on=self.on)
        if not self.filter.is_valid():
            return queryset.none()
        return self.filter.qs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filters and how many are set."""
        context = super().get_context_data(**kwargs)
        narrowing = self.filter.filters.keys() - {"sort", "on"}
        active = [name for name in narrowing if self.request.GET.get(name)]
        suffix = on_suffix(self.on, self.today)
        return context | {
            "filter": self.filter,
            "active": len(active),
            "reset_url": self.request.path + suffix,
            "actions": [Crumb(_("All laws"), reverse("law-list"))],
            "columns": law_columns(),
            "rows": [law_row(law, suffix) for law in context["object_list"]],
        }

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> Any:
        """Answer 400 when a filter was refused, with the form that says why."""
        if not self.filter.is_valid():
            response_kwargs["status"] = 400
        return super().render_to_response(context, **response_kwargs)


class LawView(ExportMixin, PointInTimeMixin, DetailView):
    """A law on a day: what it is, whether it is law, its tree, its changes, its sources."""

    template_name = "legislation/law_detail.html"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the law first: its time zone says what today is."""
        self.object = find_law(kwargs["jurisdiction"], kwargs["slug"])
        super().setup(request, *args, **kwargs)

    def get_timezone(self) -> str:
        """Today is today where the law is."""
        return self.object.jurisdiction.timezone

    def get_object(self, queryset: QuerySet[Law] | None = None) -> Law:
        """Give the law found at the start."""
        return self.object

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        view = self.request.GET.get("view", "")
        if view not in {"", "text"}:
            raise BadRequest(
                _("“%(given)s” is not a view of a law: leave it out, or write “text”.") % {"given": view[:40]}
            )
        law = self.object
        suffix = on_suffix(self.on, self.today)
        page = law_page(law, self.on, suffix, in_full=bool(view) or self.is_export)
        return super().get_context_data(**kwargs) | {
            "page": page,
            "in_full": bool(view),
            "title": localised(law, "title"),
            "eyebrow": " · ".join(filter(None, [str(localised(law.jurisdiction, "name")), law.number])),
            "summary": localised(law, "summary"),
            "status": words(page.status, ends=law.repealed),
            "facts": law_facts(law),
            "events": law_timeline(page, self.on),
            "outstanding": outstanding_lines(page.outstanding),
            "relations": relation_facts(page, suffix),
            "replaced_by": replacements(page, self.on, suffix),
            "crumbs": law_crumbs(law),
            "topics": law.topics.all(),
            "sources": law.sources.all(),
        }

    def get_summary(self, context: dict[str, Any]) -> Any:
        """Give the law as a summary to take away."""
        return law_summary(context, self.request)


def find_law(jurisdiction: str, slug: str) -> Law:
    """Find a law by its address.

    Raises:
        Http404: with words, where there is none.
    """
    law = Law.objects.with_place().filter(jurisdiction__code=jurisdiction.upper(), slug=slug).first()
    if law is None or jurisdiction != jurisdiction.lower():
        raise Http404(_("There is no law at this address."))
    return law
