"""A report on a cohort for a donor: the page, and the same as files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kbase.localised import localised
from legislation.exports.summary import Block, Column, Heading, Note, Row, Summary, Table
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.cohorts import funnel
from programs.cohorts.desk.access import OfficerMixin
from programs.exports.summaries import page_summary


class ReportView(OfficerMixin, ExportMixin, TemplateView):
    """A report for a donor: numbers alone, small groups left out; the page shows what the files hold."""

    template_name = "cohorts_desk/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the numbers."""
        cohort = self.find_cohort(self.kwargs["pk"])
        counts = funnel.counts_of(cohort)
        tables = [(_("How far they got"), _shown(funnel.stages(counts), is_division=False))]
        tables += [(title, _shown(rows, is_division=True)) for title, rows in funnel.divisions(counts)]
        return super().get_context_data(**kwargs) | {
            "cohort": cohort,
            "title": localised(cohort, "name"),
            "eyebrow": localised(cohort.programme, "name"),
            "tables": tables,
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the numbers to take away."""
        blocks: list[Block] = []
        columns = [Column("group", _("Group"), weight=3), Column("count", _("Number"), kind="number")]
        for title, rows in context["tables"]:
            blocks += [Heading(title), Table(columns, [Row([label, value]) for label, value in rows])]
        blocks.append(Note(_("Groups of fewer than 5 are left out, and where needed the next smallest.")))
        return page_summary(
            self.request,
            slug=f"report-{context['cohort'].slug}",
            title=str(context["title"]),
            subtitle=str(context["eyebrow"]),
            today=today(),
            notices=[_("Made up, for trying out")] if context["cohort"].is_demo else [],
            blocks=blocks,
        )


def _shown(rows: list[funnel.Part], *, is_division: bool) -> list[tuple[str, int | str]]:
    numbers = funnel.disclosed([row.count for row in rows], is_division=is_division)
    return [(row.label, funnel.disclosed_text(number)) for row, number in zip(rows, numbers, strict=True)]
