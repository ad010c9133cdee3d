"""An indicator's page, and the targets by sector."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kbase.localised import localised
from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.crumbs import crumbs
from programs.directories import INDICATORS
from programs.exports.indicator_summary import indicator_summary
from programs.exports.targets_summary import targets_summary
from programs.figure_changes import change_columns
from programs.indicator_page import indicator_page, observation_columns
from programs.models import Indicator
from programs.targets_page import basis_notice, quota_programme_url, quota_rows, sector_sections
from programs.views.finding import FoundOr404
from programs.wording import place_name


class IndicatorView(ExportMixin, FoundOr404):
    """An indicator: chart, table, target, sources, the same measure elsewhere."""

    queryset = Indicator.objects.with_place()
    template_name = "programs/indicator_detail.html"
    not_found = _("There is no indicator at this address.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        indicator, day = self.object, today()
        return super().get_context_data(**kwargs) | {
            "page": indicator_page(indicator, day),
            "today": day,
            "title": localised(indicator, "name"),
            "eyebrow": f"{indicator.get_sector_display()} · {place_name(indicator)}",
            "lead": localised(indicator, "definition"),
            "columns": observation_columns(indicator),
            "change_columns": change_columns(),
            "crumbs": crumbs(INDICATORS, indicator),
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the series to take away."""
        return indicator_summary(context, self.request)


class TargetsView(ExportMixin, TemplateView):
    """Every target by sector, with how it stands."""

    template_name = "programs/targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the targets and the quotas."""
        day = today()
        sections = sector_sections(day)
        return super().get_context_data(**kwargs) | {
            "sections": sections,
            "quotas": quota_rows(day),
            "notice": basis_notice(sections),
            "quotas_url": quota_programme_url(),
            "today": day,
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the targets to take away."""
        return targets_summary(context, self.request)
