"""Series beside each other in one picture, as chosen in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from legislation.crumbs import Crumb
from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.compare_page import MOST, compare_page
from programs.directories import INDICATORS
from programs.exports.comparison_summary import comparison_summary


class CompareView(ExportMixin, TemplateView):
    """Choose up to four series of one unit; `?series=` for each of them."""

    template_name = "programs/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the comparison."""
        return super().get_context_data(**kwargs) | {
            "page": compare_page(self.request.GET.getlist("series")),
            "most": MOST,
            "today": today(),
            "crumbs": [Crumb(str(INDICATORS.title), reverse("indicator-list")), Crumb(_("Compare series"))],
        }

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:
        """Answer 400 to a choice that makes no picture, with the words that say why."""
        if context["page"].problem:
            response_kwargs["status"] = 400
        return super().render_to_response(context, **response_kwargs)

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the series to take away."""
        return comparison_summary(context, self.request)
