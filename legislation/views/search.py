"""The search: one box for everything public, and its suggestions as one types."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from psycopg.errors import QueryCanceled

from kbase import searchables
from kbase.localised import current_language
from legislation.exports.summary import Summary
from legislation.search.answer import Answer, all_of, answer
from legislation.search.facets import facets
from legislation.search.hits import hits
from legislation.search.query import QueryTooLong
from legislation.search.request import FACETS, PER_PAGE, Request, UnknownValue, filters
from legislation.search.suggesting import suggestions
from legislation.search.summary import search_summary
from legislation.search.vocabulary import Vocabulary, vocabulary
from legislation.search.words import count_words, examples, law_lines, other_forms, tried, ways_on
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import PointInTimeMixin, on_suffix

LAST_PAGE = 1000


class SearchView(ExportMixin, PointInTimeMixin, TemplateView):
    """Results with their facets; without words, the box alone. `?format=` gives all results as a file."""

    template_name = "legislation/search.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; a search that takes too long says so instead of failing."""
        try:
            response = super().get(request, *args, **kwargs)
            # What was searched for must not stay on the device beyond the visit.
            patch_cache_control(response, no_store=True)
            return response
        except OperationalError as error:
            if not isinstance(error.__cause__, QueryCanceled):
                raise
            return render(request, "legislation/search_busy.html", {"typed": self.typed}, status=503)

    @property
    def typed(self) -> str:
        """The words as typed, without what no database takes."""
        return self.request.GET.get("q", "").replace("\0", "").strip()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Search, and gather what the page shows of it."""
        context = super().get_context_data(**kwargs)
        context |= {"typed": self.typed, "suggest_url": reverse("search-suggest"), "examples": examples()}
        known = vocabulary()
        asked = self.search_request(known)
        if not self.typed:
            return context
        found = self.answered(asked, known)
        page = self.page(found)
        return context | {
            "answer": found,
            "hits": [] if self.is_export else hits(found, suffix=self.suffix),
            "page_obj": page,
            "count": count_words(found),
            "facets": facets(asked, found.found, known, self.request.GET),
            "reset_url": self.reset_url,
            "laws": law_lines(found, suffix=self.suffix),
            "other_forms": other_forms(found),
            "tried": tried(found),
            "ways_on": ways_on(found, self.request.GET),
            "others": self.others(found, page.number),
        }

    def others(self, found: Answer, page: int) -> list[searchables.Found]:
        """Find what else the site has; not for words that had to be corrected for the law."""
        wanted = page == 1 and not self.is_export and not found.corrected
        return searchables.found(self.typed) if wanted else []

    @property
    def suffix(self) -> str:
        """Query string that keeps the day shown on links."""
        return on_suffix(self.on, self.today)

    @property
    def reset_url(self) -> str:
        """This search without its filters."""
        query = self.request.GET.copy()
        for name in (*FACETS, "page", "format"):
            query.pop(name, None)
        return f"?{query.urlencode()}"

    def search_request(self, known: Vocabulary) -> Request:
        """Read the address."""
        given = {name: self.request.GET.getlist(name) for name in FACETS}
        try:
            chosen, numbers = filters(given, known)
        except UnknownValue as error:
            raise BadRequest(
                _("“%(given)s” is not a value of the filter “%(name)s”. It takes: %(accepted)s.")
                % {
                    "given": error.value[:40],
                    "name": error.name,
                    "accepted": ", ".join(error.accepted),
                }
            ) from error
        return Request(
            text=self.typed,
            on=self.on,
            language=current_language(),
            page=self.page_number(),
            chosen=chosen,
            numbers=numbers,
        )

    def page_number(self) -> int:
        """Read the page; 404 for what can't be one."""
        given = self.request.GET.get("page", "1")
        if not (given.isascii() and given.isdecimal() and len(given) < 6 and 1 <= int(given) <= LAST_PAGE):
            raise Http404(f"no page {given[:20]}")
        return int(given)

    def answered(self, asked: Request, known: Vocabulary) -> Answer:
        """Search, and say in words when a query is no query."""
        try:
            return answer(all_of(asked) if self.is_export else asked, known)
        except QueryTooLong as error:
            raise BadRequest(
                _("A search may have up to %(limit)d characters; this one has %(length)d.")
                % {"limit": error.limit, "length": error.length}
            ) from error

    def page(self, found: Answer) -> Page:
        """Give the page for its links; 404 for one beyond the last."""
        paginator = Paginator(range(found.found.total), PER_PAGE)
        number = self.page_number()
        if number > max(1, paginator.num_pages):
            raise Http404(f"no page {number} of {paginator.num_pages}")
        return paginator.page(number)

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give all results as a table to take away."""
        if "answer" not in context:
            raise BadRequest(_("Type what to search for first: a file needs results."))
        return search_summary(context["answer"], self.request, on=self.on, today=self.today)


class SuggestView(PointInTimeMixin, View):
    """Suggestions for a search box, as a list to put under it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the list; nothing for a query that is no query."""
        typed = request.GET.get("q", "").replace("\0", "")
        try:
            items = suggestions(
                typed,
                vocabulary(),
                language=current_language(),
                on=self.on,
                suffix=on_suffix(self.on, self.today),
            )
        except QueryTooLong:
            items = []
        return render(request, "components/suggestions.html", {"items": items})
