"""A register as filtered, as a summary to take away: every row of every page, read in pieces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from kbase.localised import current_language
from legislation.choices import TimeUnit
from legislation.exports.labels import labels_in
from legislation.exports.norm_tables import norm_table
from legislation.exports.summary import Block, Fact, Note, Summary
from legislation.filters import RegisterFilter
from legislation.norm_rows import for_rows, rate_notes
from legislation.registers import Register
from legislation.views.permalink import permalink

CHUNK = 500


def register_summary(
    register: Register,
    chosen: RegisterFilter,
    request: HttpRequest,
    *,
    on: dt.date,
    today: dt.date,
) -> Summary:
    """Give a register as shown: what it was filtered by, and all its rows, lazily.

    Args:
        chosen: the filter, found valid.
    """
    language = current_language()
    rows = rows_in_pieces(register, chosen, on=on)
    return Summary(
        slug=register.url_name.removesuffix("-list") + "-register",
        title=str(register.title),
        subtitle=str(register.lead),
        language=language,
        on=on,
        is_today=on == today,
        address=permalink(request, on),
        generated_on=today,
        notices=[] if on == today else [_("This is not the law of today.")],
        scope=chosen_by(chosen),
        blocks=[
            norm_table(register.kind, rows, place=True, site=request.build_absolute_uri("/")[:-1]),
            *_notes(register, chosen, on),
        ],
        labels=labels_in(language),
    )


def rows_in_pieces(register: Register, chosen: RegisterFilter, *, on: dt.date) -> Iterator[Any]:
    """Give every row, its links with the day fixed; memory stays flat however many there are.

    The language is set anew for each piece: the answer may be sent by another thread than made it.
    """
    language = current_language()
    norms = for_rows(chosen.qs).iterator(chunk_size=CHUNK)
    while piece := list(islice(norms, CHUNK)):
        with override(language):
            rows = list(register.rows(piece, on, f"?on={on.isoformat()}"))
        yield from rows


def chosen_by(chosen: RegisterFilter) -> list[Fact]:
    """Say what the rows were chosen by, as the form says it."""
    facts = []
    for name, field in chosen.form.fields.items():
        value = chosen.form.cleaned_data.get(name)
        if value and name not in {"on", "sort"}:
            labels = dict(getattr(field, "choices", []))
            values = value if isinstance(value, list) else [value]
            facts.append(Fact(str(field.label), ", ".join(str(labels.get(each, each)) for each in values)))
    return facts


def _notes(register: Register, chosen: RegisterFilter, on: dt.date) -> Iterable[Block]:
    """Say under penalties which day's rate counts, law by law."""
    if register.kind != "penalty":
        return []
    law = "version__provision__law_id"
    counted = chosen.qs.exclude(unit__in=["", *TimeUnit.values])
    one_a_law = for_rows(counted.order_by(law).distinct(law))
    notes = rate_notes(register.rows(one_a_law, on, ""))
    return [Note(f"{law}: {words}") for law, words in notes]
