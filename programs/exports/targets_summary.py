"""The targets by sector as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import Block, Column, Heading, Note, Paragraph, Row, Source, Summary, Table
from programs.exports.summaries import page_summary, site
from programs.exports.tables import cell
from programs.targets_page import SectorSection


def targets_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give the targets as shown, one a row, and the quotas of the law."""
    sections: list[SectorSection] = context["sections"]
    seen = {each.source_url: each for section in sections for card in section.cards for each in card.sources}
    return page_summary(
        request,
        slug="targets",
        title=_("30% by 2030"),
        today=context["today"],
        blocks=list(_blocks(context, site(request))),
        sources=[Source(each.publisher, each.source_url) for each in seen.values()],
        notices=[context["notice"]] if context["notice"] else [],
    )


def _blocks(context: dict[str, Any], host: str) -> Iterator[Block]:
    yield Table(_columns(), [row for section in context["sections"] for row in _rows(section, host)])
    missing = [section.label for section in context["sections"] if not section.cards]
    if missing:
        yield Note(_("Not measured by any series here: %(sectors)s.") % {"sectors": ", ".join(missing)})
    yield Heading(_("Quotas in the law"))
    for quota in context["quotas"]:
        yield Paragraph(f"{quota.place}: {quota.basis.label}, {quota.basis.law}. {quota.text}")


def _columns() -> list[Column]:
    return [
        Column("sector", _("Sector"), weight=1.5),
        Column("indicator", _("Indicator"), weight=2.5),
        Column("target", _("Target")),
        Column("latest", _("Latest figure"), weight=1.5),
        Column("verdict", _("How it stands"), weight=1.2),
        Column("distance", _("Distance to the target"), weight=1.5),
        Column("pace", _("Pace needed"), weight=2),
        Column("projection", _("Projection"), weight=3),
        Column("basis", _("Legal basis"), weight=2),
    ]


def _rows(section: SectorSection, host: str) -> Iterator[Row]:
    for card in section.cards:
        said = card.judgement
        basis = "; ".join(f"{each.label}, {each.law}" for each in card.bases)
        yield Row(
            [
                section.label, cell(card.name), said.target, said.latest, said.verdict, said.distance,
                said.pace, said.projection, basis,
            ],
            source=card.sources[0].source_url if card.sources else "",
            address=f"{host}{card.url}",
        )  # fmt: skip
