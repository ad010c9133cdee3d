"""A provision's page as a summary to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kbase.localised import Localised, current_language
from kbase.localised_formats import day_text
from legislation.choices import Confidence
from legislation.exports.labels import labels_in
from legislation.exports.law_summary import law_notices, run
from legislation.exports.norm_tables import norm_table
from legislation.exports.summary import (
    Block,
    Fact,
    Facts,
    Heading,
    Note,
    Paragraph,
    Run,
    Source,
    Summary,
    Text,
)
from legislation.provision_page import ProvisionPage


def provision_summary(context: dict[str, Any]) -> Summary:
    """Give a provision as shown: its texts, norms, sub-provisions, history, references, sources."""
    page: ProvisionPage = context["page"]
    law, language = context["law"], current_language()
    return Summary(
        slug=f"{law.identifier}-{page.provision.eid}",
        title=_titled(context["label"], context["heading"], language),
        subtitle=run(context["law_title"], language),
        language=language,
        on=context["on"],
        is_today=context["on_is_today"],
        address=context["permalink"],
        generated_on=context["today"],
        notices=law_notices(law, context),
        sources=[Source(s.publisher, s.url, s.note) for s in context["sources"]],
        confidence=str(Confidence(page.shown.confidence).label) if page.shown else "",
        blocks=list(_blocks(context, language)),
        labels=labels_in(language),
    )


def _titled(label: str, heading: Localised, language: str) -> Text:
    return (Run(f"{label}. "), run(heading, language)) if heading else label


def _blocks(context: dict[str, Any], language: str) -> Iterator[Block]:
    status = context["status"]
    since = _("In force in this wording from") if status.later_wording else _("In force from")
    ceased = status.code == "unknown" and context["page"].shown is not None
    days = [
        Fact(since, status.since or _("not established")),
        Fact(_("No longer in force from"), status.until or (_("not established") if ceased else "–")),
        Fact(_("Permanent address"), Run(context["akn_url"], href=context["akn_url"])),
    ]
    yield Facts(days)
    if status.reason:
        yield Note(status.reason)
    for text in context["texts"] + context["more_texts"]:
        yield from _text(text, language)
    for section in context["sections"]:
        yield Heading(section.title)
        yield norm_table(section.kind, section.rows, place=section.place)
        for note in section.notes:
            yield Note(note)
    yield from _children(context, language)
    yield from _facts(_("Tied to"), context["references"], language)
    yield from _facts(_("In other jurisdictions"), context["abroad"], language)
    yield from _history(context, language)


def _text(text: Any, language: str) -> Iterator[Block]:
    code = "" if text.language == language else text.language
    if text.heading:
        yield Heading(Run(text.heading, code), level=2)
    for words in filter(None, [text.official_text, text.summary]):
        yield Paragraph(Run(words, code))


def _children(context: dict[str, Any], language: str) -> Iterator[Block]:
    if not context["children"]:
        return
    yield Heading(_("What it consists of"))
    for child in context["children"]:
        yield Heading(
            (Run(f"{child.label}. "), run(child.heading, language)) if child.heading else child.label, level=2
        )
        if child.text:
            yield Paragraph(run(child.text, language))


def _facts(title: str, facts: list[Any], language: str) -> Iterator[Block]:
    if facts:
        yield Heading(title)
        yield Facts([Fact(fact.label, _run(fact.value, language)) for fact in facts])


def _run(value: str | Localised, language: str) -> Run:
    return run(value, language) if isinstance(value, Localised) else Run(value)


def _history(context: dict[str, Any], language: str) -> Iterator[Block]:
    if not context["events"]:
        return
    yield Heading(_("History"))
    unknown = _("Date not established")
    yield Facts([Fact(day_text(e.on) if e.on else unknown, _event(e, language)) for e in context["events"]])


def _event(event: Any, language: str) -> tuple[Run, ...]:
    label = _run(event.label, language)
    return (label, Run(" – "), _run(event.note, language)) if event.note else (label,)
