"""Series compared, as a summary to take away: every observation with its source."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import Column, Row, Summary, Table
from programs.compare_page import ComparePage
from programs.exports.summaries import page_summary
from programs.exports.tables import cell
from programs.series import name_of
from programs.units import unit_label


def comparison_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give the series as compared, one observation a row."""
    page: ComparePage = context["page"]
    columns = [
        Column("series", _("Indicator"), weight=2.5),
        Column("period", _("Period")),
        Column("value", _("Value"), kind="number"),
        Column("unit", _("Unit")),
        Column("out_of", _("Of how many"), kind="number"),
        Column("publisher", _("Publisher"), weight=2),
    ]
    rows = [
        Row(
            [
                cell(name_of(each)), seen.period, seen.value.normalize(), unit_label(each.unit),
                seen.out_of, seen.publisher,
            ],
            source=seen.source_url,
        )
        for each in page.chosen
        for seen in each.observations.all()
    ]  # fmt: skip
    return page_summary(
        request,
        slug="compared-series",
        title=_("Series compared"),
        today=context["today"],
        blocks=[Table(columns, rows)],
    )
