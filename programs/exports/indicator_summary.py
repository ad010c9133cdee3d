"""An indicator's page as a summary to take away: every observation with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kbase.localised import localised
from legislation.exports.summary import Block, Column, Fact, Facts, Heading, Paragraph, Row, Summary, Table
from programs.confidence import confidence_of
from programs.exports.programme_summary import basis_blocks, facts
from programs.exports.summaries import page_summary
from programs.exports.tables import cell
from programs.indicator_page import IndicatorPage
from programs.judging import Judgement
from programs.units import RANK, unit_label


def indicator_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give a series as shown."""
    page: IndicatorPage = context["page"]
    is_csv = request.GET.get("format") == "csv"
    notices = [_("For some periods the sources disagree; both values are given.")] if page.disputed else []
    return page_summary(
        request,
        slug=context["object"].slug,
        title=cell(context["title"]),  # type: ignore[arg-type]
        subtitle=context["eyebrow"],
        today=context["today"],
        # A CSV is for programs: one observation a row, each with its source.
        blocks=[_table(context["object"], page)] if is_csv else list(_blocks(context)),
        notices=notices,
    )


def _blocks(context: dict[str, Any]) -> Iterator[Block]:
    page: IndicatorPage = context["page"]
    yield Paragraph(cell(context["lead"]))  # type: ignore[arg-type]
    yield facts(page.facts)
    if page.judgement:
        yield Heading(_("Target"))
        yield judgement_facts(page.judgement)
        yield from basis_blocks(page.bases)
    yield Heading(_("Observations"))
    yield _table(context["object"], page)
    if page.changes:
        yield Heading(_("Corrected and withdrawn"))
        yield _changes(context["change_columns"], page)


def judgement_facts(judgement: Judgement) -> Facts:
    """Give how a series stands against its target."""
    pairs = (
        (_("Target"), judgement.target),
        (_("How it stands"), judgement.verdict),
        (_("Latest figure"), judgement.latest),
        (_("Distance to the target"), judgement.distance),
        (_("Pace needed"), judgement.pace),
        (_("Projection"), judgement.projection),
    )
    return Facts([Fact(label, value) for label, value in pairs if value])


def _changes(columns: list[Any], page: IndicatorPage) -> Table:
    names = ("when", "period", "formerly", "now", "why")
    headings = [Column(name, each.label) for name, each in zip(names, columns, strict=True)]
    return Table(headings, [Row([cell(each.text) for each in row]) for row in page.changes])


def _table(indicator: Any, page: IndicatorPage) -> Table:
    columns = [
        Column("period", _("Period")),
        Column("value", unit_label(indicator.unit).capitalize(), kind="number"),
        *([Column("out_of", _("Of how many"), kind="number")] if indicator.unit == RANK else []),
        Column("publisher", _("Publisher"), weight=2),
        Column("note", _("Note of the source"), weight=2),
    ]
    rows = [
        Row(
            [
                seen.period,
                seen.value.normalize(),
                *([seen.out_of] if indicator.unit == RANK else []),
                seen.publisher,
                cell(localised(seen, "note")),
            ],
            source=seen.source_url,
            confidence=str(
                confidence_of([each for each in page.observations if each.period == seen.period]).label
            ),
        )
        for seen in page.observations
    ]
    return Table(columns, rows)
