"""The places of help as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import Column, Row, Summary, Table
from programs.exports.summaries import page_summary
from programs.exports.tables import cell
from programs.help_page import HelpGroup


def help_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give the places as shown, one a row."""
    columns = [
        Column("place", _("Country or part"), weight=1.5),
        Column("name", _("Name"), weight=2),
        Column("kind", _("Kind")),
        Column("region", _("Region or city")),
        Column("phone", _("Telephone")),
        Column("description", _("What it does"), weight=4),
        Column("hours", _("Hours")),
        Column("safe_to_call", _("Is it safe to call"), weight=2),
        Column("as_of", _("Reported")),
    ]
    return page_summary(
        request,
        slug="contacts",
        title=_("Places of help"),
        today=context["today"],
        blocks=[Table(columns, list(_rows(context["groups"])))],
        notices=[_("Numbers come from public sources. We have not called them.")],
    )


def _rows(groups: list[HelpGroup]) -> Iterator[Row]:
    for group in groups:
        for card in group.cards:
            place = card.place
            known = {fact.label: fact.value for fact in card.facts}
            cells = (
                group.name, card.name, card.kind, card.region, place.phone, card.description,
                known.get(_("Hours")), known.get(_("Is it safe to call")), place.as_of,
            )  # fmt: skip
            yield Row(
                [cell(value) for value in cells],
                source=place.source_url,
                confidence=place.get_confidence_display(),
            )
