"""Statistics that were made public: nobody is known here, so the database shows nothing else of cases."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from cases import door
from cases.figures.words import month_text, tables_shown
from cases.views.board import columns
from cases.views.figures import RELEASES, release_row


@method_decorator(never_cache, name="dispatch")
class PublicFiguresView(TemplateView):
    """The months that are public."""

    template_name = "cases/public_figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = door.releases().filter(published_at__isnull=False)
        return super().get_context_data(
            columns=columns(RELEASES, numbers_from=9),
            rows=[release_row(each, "case-figures-month") for each in found],
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class PublicMonthView(TemplateView):
    """One month."""

    template_name = "cases/public_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        release = door.one(door.releases().filter(published_at__isnull=False), self.kwargs["record_id"])
        return super().get_context_data(
            release=release, month=month_text(release.month), tables=tables_shown(release), **kwargs
        )
