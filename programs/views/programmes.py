"""A programme's page and an organisation's page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kbase.localised import localised
from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.crumbs import crumbs
from programs.directories import ORGANISATIONS, PROGRAMMES
from programs.exports.organisation_summary import organisation_summary
from programs.exports.programme_summary import programme_summary
from programs.models import Organisation, Programme
from programs.organisation_page import organisation_page
from programs.programme_page import figure_columns, figure_row, host, programme_page
from programs.rows import programme_columns, programme_row
from programs.views.finding import FoundOr404
from programs.wording import place_name


class ProgrammeView(ExportMixin, FoundOr404):
    """A programme: what it offers, to whom, on what terms and basis, with what result."""

    queryset = Programme.objects.with_place()
    template_name = "programs/programme_detail.html"
    not_found = _("There is no programme at this address.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        programme, day = self.object, today()
        page = programme_page(programme, day)
        place = str(place_name(programme))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "today": day,
            "title": localised(programme, "name"),
            "eyebrow": f"{programme.get_kind_display()} · {place}",
            "summary": localised(programme, "summary"),
            "eligibility": localised(programme, "eligibility"),
            "offers": list(programme.offers.select_related("jurisdiction")),
            "columns": figure_columns(),
            "rows": [figure_row(figure) for figure in page.figures],
            "crumbs": crumbs(PROGRAMMES, programme),
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the programme to take away."""
        return programme_summary(context, self.request)


class OrganisationView(ExportMixin, FoundOr404):
    """An organisation: what it is and which programmes it runs or joins."""

    queryset = Organisation.objects.with_place()
    template_name = "programs/organisation_detail.html"
    not_found = _("There is no organisation at this address.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        organisation = self.object
        page = organisation_page(organisation)
        return super().get_context_data(**kwargs) | {
            "page": page,
            "today": today(),
            "title": localised(organisation, "name"),
            "eyebrow": f"{organisation.get_kind_display()} · {place_name(organisation)}",
            "lead": localised(organisation, "role"),
            "sources": [{"publisher": host(organisation.source_url), "url": organisation.source_url}],
            "columns": programme_columns(),
            "led": [programme_row(each) for each in page.led],
            "joined": [programme_row(each) for each in page.joined],
            "crumbs": crumbs(ORGANISATIONS, organisation),
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the organisation to take away."""
        return organisation_summary(context, self.request)
