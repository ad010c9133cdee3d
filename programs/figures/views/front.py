"""The front page of figures, its work lists, and steps with several figures of a list at once."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from kbase.localised import localised
from legislation.desk.access import attempt
from legislation.desk.views.front import ROWS_PER_PAGE, WorkListView
from legislation.desk.worklists import WorkList
from legislation.models import Jurisdiction
from legislation.views.point_in_time import today
from programs.figures.access import FiguresMixin
from programs.figures.drafting import submit
from programs.figures.forms import SeriesFilterForm
from programs.figures.kinds import find_key
from programs.figures.reviewing import publish_all
from programs.figures.states import DRAFT, IN_REVIEW, PUBLISHED
from programs.figures.worklists import LISTS, FigureSource, count, work_list
from programs.models import Indicator

MOST_AT_ONCE = 500


class FrontView(FiguresMixin, TemplateView):
    """What waits, with counts."""

    template_name = "figures/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count each list once."""
        user, day = self.request.user, today()
        entries = [{"list": each, "count": count(each, user, day)} for each in LISTS]
        return super().get_context_data(**kwargs) | {"entries": entries}


class FigureListView(FiguresMixin, WorkListView):
    """One work list, narrowed to series; several of its rows can take a step together."""

    template_name = "figures/work_list.html"
    form_class = SeriesFilterForm
    rows_per_page = 200

    def get_list(self) -> WorkList:
        """Find the list."""
        found = work_list(self.kwargs["key"])
        if found is None:
            raise Http404(_("There is no such list."))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which step the rows can take together."""
        context = super().get_context_data(**kwargs)
        verbs = {"to-review": "publish", "drafts": "submit", "sent-back": "submit"}
        verb = verbs.get(self.kwargs["key"], "")
        allowed = context["reviews_figures"] if verb == "publish" else context["writes_figures"]
        return context | {"verb": verb if allowed else ""}


class SeveralView(FiguresMixin, View):
    """Send several drafts to review, or publish several figures: all that were chosen, or none."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, verb: str) -> HttpResponse:
        """Take the step with what was chosen."""
        keys = list(dict.fromkeys(request.POST.getlist("figure")))[:MOST_AT_ONCE]
        attempt(request, lambda: self.act(verb, keys), self.done(verb, len(keys)))
        return redirect("figures-list", key="to-review" if verb == "publish" else "drafts")

    def act(self, verb: str, keys: list[str]) -> None:
        """Take the step in one transaction."""
        figures, actor, day = [find_key(key) for key in keys], self.request.user, today()
        if verb == "publish":
            publish_all(figures=figures, actor=actor, on=day)
            return
        with transaction.atomic():
            for figure in figures:
                submit(figure=figure, actor=actor, on=day)

    def done(self, verb: str, number: int) -> str:
        """Say what was done."""
        if verb == "publish":
            words = ngettext("%(count)s figure published.", "%(count)s figures published.", number)
            return words % {"count": number}
        words = ngettext("%(count)s figure sent to review.", "%(count)s figures sent to review.", number)
        return words % {"count": number}


class SeriesListView(FiguresMixin, TemplateView):
    """Find a series, to enter figures of it."""

    template_name = "figures/series_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find series by words and place."""
        form = SeriesFilterForm(self.request.GET)
        form.offer([(place.code, str(localised(place, "name"))) for place in Jurisdiction.objects.all()])
        chosen = form.cleaned_data if form.is_valid() else {}
        under_way = Count("observations", filter=Q(observations__state__in=(DRAFT, IN_REVIEW)), distinct=True)
        published = Count("observations", filter=Q(observations__state=PUBLISHED), distinct=True)
        everything = Indicator.objects.with_place().annotate(published=published, under_way=under_way)
        source = FigureSource(everything.order_by("position", "pk"), str)  # type: ignore[arg-type]
        found = source.of_law(chosen.get("q", ""), chosen.get("jurisdiction", ""))
        page = Paginator(found, ROWS_PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"form": form, "page": page}
