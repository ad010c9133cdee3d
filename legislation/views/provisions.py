"""A provision's page on a day, and what changed in it between two days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from kbase.asides import asides, columns
from kbase.localised import Localised, current_language, localised
from legislation.choices import EffectState
from legislation.comparison import CannotCompare, compare, parse_days
from legislation.crumbs import provision_crumbs
from legislation.exports.provision_summary import provision_summary
from legislation.frbr import Expression
from legislation.labels import provision_label
from legislation.models import Provision
from legislation.norm_sections import norm_sections
from legislation.outstanding_words import outstanding_lines
from legislation.provision_page import ProvisionPage, provision_page, status_on
from legislation.provision_rows import child_rows, reference_facts, source_of, text_columns, wording_choices
from legislation.provision_timeline import provision_timeline
from legislation.status_words import words
from legislation.views.exporting import ExportMixin
from legislation.views.permalink import permalink
from legislation.views.point_in_time import PointInTimeMixin, on_suffix


class ProvisionView(ExportMixin, PointInTimeMixin, DetailView):
    """A provision on a day: its words, what they mean for whom, its history and what it is tied to."""

    template_name = "legislation/provision_detail.html"
    context_object_name = "provision"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the provision first: the time zone of its law says what today is."""
        self.object = find_provision(kwargs["jurisdiction"], kwargs["slug"], kwargs["eid"])
        super().setup(request, *args, **kwargs)

    def get_timezone(self) -> str:
        """Today is today where the law is."""
        return self.object.law.jurisdiction.timezone

    def get_object(self, queryset: QuerySet[Provision] | None = None) -> Provision:
        """Give the provision found at the start."""
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead from an old number to the present one."""
        old = self.object
        if old.renumbered_to is not None and not old.versions.in_force_on(self.on).exists():
            return moved(old.renumbered_to, request)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        provision, on = self.object, self.on
        page = provision_page(provision, on)
        suffix = on_suffix(on, self.today)
        texts = text_columns(page.texts, current_language(), provision.content_languages)
        comparison = self.get_comparison(page)
        # While two wordings are compared, the norms of one of them would only distract.
        has_children = bool(page.neighbours.children)
        sections = (
            norm_sections(page.shown, on=on, suffix=suffix, has_children=has_children)
            if page.shown and not comparison
            else []
        )
        return super().get_context_data(**kwargs) | {
            "page": page,
            "asides": asides("provision", provision),
            "law": provision.law,
            "law_title": localised(provision.law, "title"),
            "label": provision_label(provision),
            "heading": localised(provision, "heading"),
            "status": status_words(page, on),
            "same_as_today": is_same_law(page, on, self.today),
            "texts": texts[:2],
            "more_texts": texts[2:],
            "fallback_from": texts[0].language if texts and texts[0].language != current_language() else "",
            "sections": sections,
            "outstanding": outstanding_lines(e for e in page.effects if e.state == EffectState.OUTSTANDING),
            "choices": wording_choices(page, comparison),
            "sources": source_of(page),
            "check_overdue": is_overdue(page, self.today),
            **neighbour_labels(page),
            "children": child_rows(page.neighbours.children, on, suffix),
            "events": provision_timeline(page, self.today),
            "comparison": comparison,
            "references": reference_facts(page.references + page.at_home, provision, suffix),
            "abroad": reference_facts(page.abroad, provision, suffix),
            "topics": provision.topics.all(),
            "crumbs": provision_crumbs(provision, page.neighbours.ancestors),
            "permalink": permalink(self.request, on),
            "akn_url": self.request.build_absolute_uri(self.get_akn_path()),
            "citation": self.get_citation(),
        }

    def get_akn_path(self) -> str:
        """Give the permanent address of what is shown."""
        return str(Expression(self.object.law.frbr_uri, current_language(), self.on, self.object.eid))

    def get_citation(self) -> list[str | Localised]:
        """Give the parts of the line to cite the provision with, each in its own language."""
        law = self.object.law
        title = localised(law, "title")
        numbered = Localised(f"{title.text} № {law.number}" if law.number else title.text, title.lang)
        return [provision_label(self.object), numbered, localised(law.jurisdiction, "name")]

    def get_comparison(self, page: ProvisionPage) -> Any:
        """Compare two days when the address asks for it; what can't be compared answers 400 in words."""
        given = self.request.GET.get("compare") or ",".join(self.request.GET.getlist("day"))
        if not given:
            return None
        try:
            return compare(page, parse_days(given))
        except CannotCompare as error:
            raise BadRequest(str(error)) from error

    def get_summary(self, context: dict[str, Any]) -> Any:
        """Give the provision as a summary to take away."""
        return provision_summary(context)


def neighbour_labels(page: ProvisionPage) -> dict[str, str]:
    """Name the provisions before and after."""
    before, after = page.neighbours.previous, page.neighbours.following
    return {
        "previous_label": provision_label(before) if before else "",
        "following_label": provision_label(after) if after else "",
    }


def is_overdue(page: ProvisionPage, today: dt.date) -> bool:
    """Tell whether what is shown should have been checked again by now."""
    return bool(page.shown and page.shown.check_due_on and page.shown.check_due_on < today)


def find_provision(jurisdiction: str, slug: str, eid: str) -> Provision:
    """Find a provision by its address.

    Raises:
        Http404: with words, where there is none.
    """
    found = (
        Provision.objects.published()
        .with_address()
        .with_ancestors()
        .select_related("renumbered_to__law__jurisdiction")
        .annotate(**columns("provision"))
        .filter(law__jurisdiction__code=jurisdiction.upper(), law__slug=slug, eid=eid)
        .first()
    )
    if found is None or jurisdiction != jurisdiction.lower():
        raise Http404(_("There is no provision at this address."))
    return found


def moved(successor: Provision, request: HttpRequest) -> HttpResponse:
    """Answer with where a renumbered provision is now, its query kept."""
    query = request.META.get("QUERY_STRING", "")
    address = successor.get_absolute_url()
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def status_words(page: ProvisionPage, on: dt.date) -> Any:
    """Put the status on the day into words, with the day it ends where that is known."""
    last = page.shown if page.is_current_text else None
    ends = last.valid.upper if last and not last.unrecorded_after else None
    later = page.shown is not None and (page.shown != page.versions[0] or page.shown.unrecorded_before)
    return words(page.status, ends=ends, later_wording=later)


def is_same_law(page: ProvisionPage, on: dt.date, today: dt.date) -> bool:
    """Tell whether the wording shown is law both on the day shown and today."""
    in_force = all(status_on(page.versions, page.provision.law, day).is_law for day in (on, today))
    return bool(in_force and page.shown and page.shown.stretch.covers(today))
