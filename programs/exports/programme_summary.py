"""A programme's page as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import Block, Column, Fact, Facts, Heading, Paragraph, Row, Summary, Table
from legislation.law_rows import Fact as PageFact
from programs.exports.summaries import page_summary, sources_of
from programs.exports.tables import cell
from programs.programme_page import Basis, ProgrammePage


def programme_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give a programme as shown: facts, terms, figures, legal basis, sources."""
    programme = context["object"]
    return page_summary(
        request,
        slug=programme.slug,
        title=cell(context["title"]),  # type: ignore[arg-type]  # a text stays one
        subtitle=context["eyebrow"],
        today=context["today"],
        blocks=list(_blocks(context)),
        sources=sources_of(context["page"].sources),
        confidence=programme.get_confidence_display(),
    )


def _blocks(context: dict[str, Any]) -> Iterator[Block]:
    page: ProgrammePage = context["page"]
    yield Paragraph(cell(context["summary"]))  # type: ignore[arg-type]
    yield facts(page.facts)
    if context["eligibility"]:
        yield Heading(_("Who may apply"))
        yield Paragraph(cell(context["eligibility"]))  # type: ignore[arg-type]
    if page.terms:
        yield Heading(_("Terms"))
        yield facts(page.terms)
    if page.figures:
        yield Heading(_("Figures"))
        yield _figures(page)
    yield from basis_blocks(page.bases)
    if page.targets:
        yield Heading(_("Targets"))
        yield facts(page.targets)


def facts(items: Iterable[PageFact]) -> Facts:
    """Turn facts of a page into those of a summary; what isn't known says so."""
    unknown = _("not established")
    return Facts([Fact(item.label, cell(item.value) or unknown) for item in items])


def basis_blocks(bases: Iterable[Basis]) -> Iterator[Block]:
    """Give the provisions on which something rests."""
    named = [f"{basis.label}, {basis.law}" for basis in bases]
    if named:
        yield Heading(_("Legal basis"))
        yield from (Paragraph(name) for name in named)


def _figures(page: ProgrammePage) -> Table:
    columns = [
        Column("metric", _("What"), weight=2),
        Column("value", _("Figure"), kind="number"),
        Column("unit", _("Unit"), weight=2),
        Column("as_of", _("As of")),
    ]
    rows = [
        Row(
            [figure.metric, figure.record.value, figure.record.unit, figure.record.as_of],
            source=figure.source_url,
        )
        for figure in page.figures
    ]
    return Table(columns, rows)
