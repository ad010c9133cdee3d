"""A search result as a summary to take away: one row a provision, with the passage that matched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kbase.localised import Localised, current_language
from legislation.choices import Confidence
from legislation.exports.labels import labels_in
from legislation.exports.summary import Column, Fact, Row, Run, Summary, Table
from legislation.search.answer import Answer
from legislation.search.facets import STATUS_LABELS, TITLES, label
from legislation.search.hits import Hit, hits
from legislation.search.vocabulary import Vocabulary, vocabulary
from legislation.search.words import count_words
from legislation.views.permalink import permalink


def search_summary(answer: Answer, request: HttpRequest, *, on: dt.date, today: dt.date) -> Summary:
    """Give all results of a search, ranked as on the page."""
    language = current_language()
    site = request.build_absolute_uri("/")[:-1]
    found = hits(answer, suffix=f"?on={on.isoformat()}")
    return Summary(
        slug="search",
        title=_("Search result"),
        subtitle=count_words(answer),
        language=language,
        on=on,
        is_today=on == today,
        address=permalink(request, on),
        generated_on=today,
        notices=[] if on == today else [_("This is not the law of today.")],
        scope=list(_scope(answer, vocabulary())),
        blocks=[Table(_columns(), [_row(hit, site, language) for hit in found], empty=_("Nothing matches."))],
        labels=labels_in(language),
    )


def _scope(answer: Answer, known: Vocabulary) -> Iterator[Fact]:
    yield Fact(_("Words"), answer.corrected or answer.request.text)
    for name, values in answer.request.chosen.items():
        labels = [str(label(name, value, known)) if value != "any" else _("Any") for value in values]
        yield Fact(str(TITLES[name]), ", ".join(labels))
    if "status" not in answer.request.chosen:
        yield Fact(str(TITLES["status"]), str(STATUS_LABELS["in-force"]))


def _columns() -> list[Column]:
    return [
        Column("provision", _("Provision"), weight=1.2),
        Column("heading", _("Heading"), weight=2),
        Column("law", _("Law"), weight=2),
        Column("jurisdiction", _("Jurisdiction")),
        Column("status", _("Status on the day shown")),
        Column("passage", _("Passage"), weight=4),
    ]


def _row(hit: Hit, site: str, language: str) -> Row:
    passage = "".join(segment.text for segment in hit.segments)
    return Row(
        cells=(
            hit.number,
            _run(hit.title, language),
            _run(hit.context, language),
            _run(hit.jurisdiction, language),
            str(STATUS_LABELS[hit.status]),
            Run(passage, "" if hit.lang == language else hit.lang),
        ),
        source=hit.version.source_url,
        confidence=str(Confidence(hit.version.confidence).label),
        address=site + hit.url,
    )


def _run(text: Localised, language: str) -> Run:
    return Run(text.text, "" if text.lang == language else text.lang)
