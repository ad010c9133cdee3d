"""The areas of collaboration as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kbase.localised import localised
from legislation.exports.summary import Block, Column, Heading, Paragraph, Row, Source, Summary, Table
from programs.collaboration_page import AreaSection
from programs.exports.summaries import page_summary, sources_of
from programs.exports.tables import cell


def collaboration_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give the areas as shown, each with its kinds of event."""
    sections: list[AreaSection] = context["sections"]
    sources = {source.url: source for section in sections for source in sources_of(section.sources)}
    return page_summary(
        request,
        slug="collaboration",
        title=_("Collaboration"),
        today=context["today"],
        blocks=[block for section in sections for block in _blocks(section)],
        sources=list[Source](sources.values()),
        notices=[_("These are proposals, not records of what happened.")],
    )


def _blocks(section: AreaSection) -> Iterator[Block]:
    yield Heading(cell(section.name))  # type: ignore[arg-type]
    yield Paragraph(cell(section.summary))  # type: ignore[arg-type]
    for side in section.sides:
        leads = "; ".join(str(lead.label) for lead in side.leads)
        yield Paragraph(_("Possible leads, %(side)s: %(leads)s") % {"side": side.name, "leads": leads})
    columns = [
        Column("event", _("Kind of event"), weight=2),
        Column("description", _("What it is"), weight=4),
        Column("track", _("What is recorded of each"), weight=3),
    ]
    rows = [
        Row([cell(localised(event, "name")), cell(localised(event, "description")), ", ".join(event.track)])
        for event in section.events
    ]
    yield Table(columns, rows, title=str(section.name))
