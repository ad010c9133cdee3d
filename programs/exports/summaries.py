"""Pages of programmes as summaries to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kbase.localised import current_language
from legislation.exports.labels import labels_in
from legislation.exports.summary import Block, Fact, Source, Summary, Text


def page_summary(
    request: HttpRequest,
    *,
    slug: str,
    title: Text,
    today: dt.date,
    blocks: Iterable[Block],
    subtitle: Text = "",
    scope: Sequence[Fact] = (),
    sources: Sequence[Source] = (),
    confidence: str = "",
    notices: Sequence[str] = (),
) -> Summary:
    """Give a page as it stands today; these pages have no history by day as the law has."""
    language = current_language()
    return Summary(
        slug=slug,
        title=title,
        subtitle=subtitle,
        language=language,
        on=today,
        is_today=True,
        address=address(request),
        generated_on=today,
        scope=scope,
        sources=sources,
        confidence=confidence,
        notices=notices,
        blocks=blocks,
        labels=replace(labels_in(language), date_shown=_("As known on")),
    )


def address(request: HttpRequest) -> str:
    """Give the absolute address of this page, without what only this visit needs."""
    parameters = request.GET.copy()
    for name in ("format", "page"):
        parameters.pop(name, None)
    query = f"?{parameters.urlencode()}" if parameters else ""
    return request.build_absolute_uri(request.path + query)


def site(request: HttpRequest) -> str:
    """Give scheme and host."""
    return request.build_absolute_uri("/")[:-1]


def sources_of(records: Iterable[Any]) -> list[Source]:
    """Turn records of sources into those of a summary."""
    return [Source(record.publisher, record.url, record.note) for record in records]
