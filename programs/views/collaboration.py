"""Areas of collaboration between countries."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.collaboration_page import area_sections, event_columns
from programs.collaborations.pairs import pairs
from programs.collaborations.recorded import recorded_lists
from programs.exports.collaboration_summary import collaboration_summary


class CollaborationView(ExportMixin, TemplateView):
    """The areas, their kinds of event and their possible leads."""

    template_name = "programs/collaboration.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the areas."""
        return super().get_context_data(**kwargs) | {
            "sections": area_sections(),
            "columns": event_columns(),
            "recorded_lists": recorded_lists(),
            "pairs": pairs(),
            "today": today(),
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the areas to take away."""
        return collaboration_summary(context, self.request)
