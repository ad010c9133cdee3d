"""An organisation's page as a summary to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import Block, Heading, Paragraph, Source, Summary
from programs.exports.programme_summary import facts
from programs.exports.summaries import page_summary, site
from programs.exports.tables import cell, programme_fields, table
from programs.programme_page import host


def organisation_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give an organisation as shown: what it does and its programmes."""
    organisation, page = context["object"], context["page"]
    blocks: list[Block] = [Paragraph(cell(context["lead"])), facts(page.facts)]  # type: ignore[arg-type]
    for heading, programmes in ((_("Runs"), page.led), (_("Takes part in"), page.joined)):
        if programmes:
            blocks += [Heading(heading), table(programmes, programme_fields(), site=site(request))]
    return page_summary(
        request,
        slug=organisation.slug,
        title=cell(context["title"]),  # type: ignore[arg-type]
        subtitle=context["eyebrow"],
        today=context["today"],
        blocks=blocks,
        sources=[Source(host(organisation.source_url), organisation.source_url)],
    )
