"""What is in here, since when, how fresh, and what is missing."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from legislation.coverage import coverage, rates_known_until
from legislation.coverage_rows import missing, tables
from legislation.views.point_in_time import today
from legislation.wording import unit_name


class CoverageView(TemplateView):
    """One page, counted afresh each time."""

    template_name = "legislation/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count."""
        found = coverage(today())
        return super().get_context_data(**kwargs) | {
            "tables": tables(found),
            "missing": missing(found),
            "rates": [(unit_name(unit), until) for unit, until in rates_known_until()],
        }
