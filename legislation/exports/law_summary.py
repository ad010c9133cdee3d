"""A law's page as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kbase.localised import Localised, current_language, localised
from kbase.outline import Row
from legislation.exports.labels import labels_in
from legislation.exports.summary import Block, Fact, Facts, Heading, Paragraph, Run, Source, Summary
from legislation.law_page import LawPage, Node
from legislation.models import Law
from legislation.views.permalink import permalink


def law_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give a law as shown: its facts, every provision with its text, its amendments, its sources."""
    page: LawPage = context["page"]
    language = current_language()
    return Summary(
        slug=page.law.identifier,
        title=run(context["title"], language),
        subtitle=page.law.number,
        language=language,
        on=context["on"],
        is_today=context["on_is_today"],
        address=permalink(request, context["on"]),
        generated_on=context["today"],
        notices=law_notices(page.law, context),
        sources=[Source(s.publisher, s.url, s.note) for s in context["sources"]],
        blocks=list(_blocks(page, language)),
        labels=labels_in(language),
    )


def run(text: Localised, language: str) -> Run:
    """Turn a text into a run that knows its language where that is not the summary's."""
    return Run(text.text, "" if text.lang == language else text.lang)


def law_notices(law: Law, context: dict[str, Any]) -> list[str]:
    """Say what must not be overlooked about a law on the day shown."""
    notices = []
    if law.is_bill:
        notices.append(_("This is a proposal, not law."))
    if not context["on_is_today"]:
        notices.append(_("This is not the law of today."))
    if context["status"].code == "repealed":
        notices.append(_("No longer in force on the day shown."))
    if context["status"].code == "not-yet":
        notices.append(_("Not yet in force on the day shown."))
    return notices


def _blocks(page: LawPage, language: str) -> Iterator[Block]:
    law = page.law
    unknown = _("not established")
    yield Facts(
        [
            Fact(_("Jurisdiction"), run(localised(law.jurisdiction, "name"), language)),
            Fact(_("Number"), law.number or unknown),
            Fact(_("Adopted on"), law.adopted or unknown),
            Fact(_("In force from"), law.in_force or unknown),
            Fact(_("No longer in force from"), law.repealed or "–"),
            Fact(_("Permanent identifier"), law.frbr_uri),
        ]
    )
    summary = localised(law, "summary")
    if summary:
        yield Paragraph(run(summary, language))
    yield Heading(_("Provisions"))
    for row in page.rows:
        yield from _node(row, language)
    if page.amendments:
        yield Heading(_("Amendments"))
        for amendment in page.amendments:
            yield Paragraph(run(localised(amendment, "summary"), language), number=amendment.number)


def _node(row: Row[Node], language: str) -> Iterator[Block]:
    node = row.item
    heading = run(node.heading, language)
    title = (Run(f"{node.label}. "), heading) if node.heading else Run(node.label)
    yield Heading(title, level=min(node.depth + 2, 4))
    if node.text:
        yield Paragraph(run(node.text, language))
