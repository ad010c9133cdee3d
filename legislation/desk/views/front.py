"""The front page of the desk, and its work lists."""

from __future__ import annotations

from itertools import chain
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kbase.localised import localised
from legislation.choices import Language
from legislation.desk.access import DeskMixin
from legislation.desk.forms.small import FilterForm
from legislation.desk.worklists import Source, WorkList, counts, work_list
from legislation.models import Jurisdiction, Law, ProvisionVersion
from legislation.views.point_in_time import today

ROWS_PER_PAGE = 50
# Lists of what was written; of a law with so many versions on one, all can be dealt with at once.
WRITTEN, MANY = ("to-review", "sent-back", "drafts"), 5


class FrontView(DeskMixin, TemplateView):
    """What waits, with counts."""

    template_name = "desk/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count each list once."""
        entries = [
            {"list": each, "language": language, "count": number}
            for each, language, number in counts(self.request.user, today())
        ]
        return super().get_context_data(**kwargs) | {"entries": entries}


def wholes(sources: list[Source]) -> list[tuple[Law, int]]:
    """Give the laws of which so much is on a list that it is better dealt with as a whole."""
    found: dict[int, int] = {}
    for source in sources:
        if source.records.model is ProvisionVersion:
            of_laws = source.records.order_by().values_list("provision__law").annotate(Count("pk"))
            found |= {law: number for law, number in of_laws if number >= MANY}
    laws = Law.objects.select_related("jurisdiction").filter(pk__in=found).order_by("identifier")
    return [(law, found[law.pk]) for law in laws]


class Chained:
    """Several QuerySets as one sequence, each row made as it is shown."""

    def __init__(self, sources: list[Source], words: str, jurisdiction: str) -> None:
        self.parts = [(source.of_law(words, jurisdiction), source.row) for source in sources]
        self.counts = [records.order_by().count() for records, _row in self.parts]

    def __len__(self) -> int:
        return sum(self.counts)

    def __getitem__(self, wanted: slice) -> list[Any]:
        found, begins = [], 0
        for (records, row), length in zip(self.parts, self.counts, strict=True):
            first, last = max(wanted.start - begins, 0), min(wanted.stop - begins, length)
            if first < last:
                found.append(map(row, records[first:last]))
            begins += length
        return list(chain.from_iterable(found))


class WorkListView(DeskMixin, TemplateView):
    """One work list, narrowed by law and jurisdiction."""

    template_name = "desk/work_list.html"
    form_class = FilterForm
    rows_per_page = ROWS_PER_PAGE

    def get_list(self) -> WorkList:
        """Find the list."""
        found = work_list(self.kwargs["key"])
        if found is None:
            raise Http404(_("There is no such list."))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Page through the list."""
        each, given = self.get_list(), self.request.GET
        form = self.form_class(given)
        places = Jurisdiction.objects.order_by("code")
        form.offer([(place.code, str(localised(place, "name"))) for place in places])
        chosen = form.cleaned_data if form.is_valid() else {}
        language = given.get("language") if given.get("language") in Language.values else Language.ENGLISH
        sources = each.sources(self.request.user, today(), str(language))
        found = Chained(sources, chosen.get("q", ""), chosen.get("jurisdiction", ""))
        page: Page[Any] = Paginator(cast(Any, found), self.rows_per_page).get_page(given.get("page"))
        return super().get_context_data(**kwargs) | {
            "list": each,
            "language": str(language) if each.by_language else "",
            "languages": Language.values if each.by_language else [],
            "form": form,
            "page": page,
            "total": len(found),
            "wholes": wholes(sources) if each.key in WRITTEN else [],
            "active": sum(bool(value) for value in chosen.values()),
        }
