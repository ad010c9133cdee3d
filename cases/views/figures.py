"""Statistics of cases, as they were released: for everybody who works here; an auditor makes them public."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from cases import door, permissions
from cases.actions import figures
from cases.figures.words import month_text, tables_shown
from cases.summaries import work_summary
from cases.views.board import columns
from cases.views.pages import confirm_first
from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell
from legislation.exports.response import export_response
from legislation.exports.summary import Block, Column, Row, Table

RELEASES = (_("Month"), _("Cases"), _("Public"))


class FiguresView(TemplateView):
    """The releases, the newest first."""

    template_name = "cases/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        permissions.check(self.request.user, permissions.READ, permissions.STATISTICS)
        return super().get_context_data(
            columns=columns(RELEASES, numbers_from=9),
            rows=[release_row(each, "work-figures-month") for each in door.releases()],
            **kwargs,
        )


class MonthView(TemplateView):
    """One of them: its fixed tables; there is nothing behind a number."""

    template_name = "cases/figures_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        permissions.check(user, permissions.READ, permissions.STATISTICS)
        release = door.one(door.releases(), self.kwargs["record_id"])
        publishes = permissions.memberships_with(user, permissions.APPROVE, permissions.STATISTICS)
        return super().get_context_data(
            release=release,
            month=month_text(release.month),
            tables=tables_shown(release),
            may_publish=release.published_at is None and publishes.exists(),
            **kwargs,
        )


@require_safe
def export_month(request: HttpRequest, record_id: UUID) -> HttpResponseBase:
    """Give the tables of a month as CSV, one number a line."""
    permissions.check(request.user, permissions.READ, permissions.STATISTICS)
    release = door.one(door.releases(), record_id)
    lines = [
        Row([table.title, row_words, column_words, text])
        for table in tables_shown(release)
        for row_words, *cells in table.plain_rows
        for column_words, text in zip(table.column_words, cells, strict=True)
    ]
    names = (_("Table"), _("Row"), _("Column"), _("Cases"))
    blocks: list[Block] = [Table([Column(str(name), str(name)) for name in names], lines)]
    title = gettext("Statistics of cases, %(month)s") % {"month": month_text(release.month)}
    slug = f"cases-{release.month:%Y-%m}"
    summary = work_summary(slug=slug, title=title, on=release.made_at.date(), blocks=blocks)
    return export_response(summary, "csv")


@require_POST
def publish(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Make a release public; by an auditor, after a proof of who sits there."""
    permissions.check(request.user, permissions.APPROVE, permissions.STATISTICS)
    page = reverse("work-figures-month", args=(record_id,))
    if answer := confirm_first(request, page):
        return answer
    figures.publish(actor=request.user, release_id=record_id)
    return redirect(page)


def release_row(release: Any, page: str) -> list[Cell]:
    return [
        Cell(text=month_text(release.month), url=reverse(page, args=(release.pk,))),
        Cell(text=number_text(release.total) if release.total else gettext("too few to say")),
        Cell(text=day_text(release.published_at.date()) if release.published_at else gettext("no")),
    ]
