"""Tables and certificates of case work as summaries to take away: no address, no content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext

from kbase.localised import current_language
from legislation.exports.labels import labels_in
from legislation.exports.summary import Block, Summary


def work_summary(
    *, slug: str, title: str, on: dt.date, blocks: Sequence[Block], notices: Sequence[str] = ()
) -> Summary:
    """Give what is taken away its frame; where it was taken from is not said."""
    language = current_language()
    return Summary(
        slug=slug,
        title=title,
        language=language,
        on=on,
        is_today=True,
        address="",
        generated_on=on,
        notices=notices,
        blocks=blocks,
        labels=replace(labels_in(language), date_shown=gettext("As known on")),
    )
