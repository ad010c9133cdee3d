"""What two countries do together as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import Block, Heading, Summary
from programs.collaborations.bilateral import Bilateral
from programs.exports.summaries import page_summary, site
from programs.exports.tables import table
from programs.exports.together_tables import action_fields, event_fields, transfer_fields


def bilateral_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give the page as shown: actions by how they stand, events, recommendations."""
    return page_summary(
        request,
        slug="collaboration",
        title=context["title"],
        today=context["today"],
        blocks=list(_blocks(context["page"], site(request))),
    )


def _blocks(page: Bilateral, address: str) -> Iterator[Block]:
    lists: list[tuple[str, list[Any], Any]] = [
        (_("Overdue"), page.overdue, action_fields),
        (_("Agreed and under way"), page.agreed, action_fields),
        (_("Proposed"), page.proposed, action_fields),
        (_("Done"), page.done, action_fields),
        (_("Cancelled"), page.dropped, action_fields),
        (_("Events coming"), page.coming, event_fields),
        (_("Events held"), page.past, event_fields),
        (_("Recommendations"), page.transfers, transfer_fields),
    ]
    for heading, records, fields in lists:
        yield Heading(f"{heading}: {len(records)}")
        if records:
            yield table(records, fields(), site=address, title=heading)
