"""JSON: the whole summary in order, streamed; the exact form, in which no text is changed.

Shape::

    {"title": str, "subtitle": str, "language": str, "direction": "ltr" | "rtl", "date_shown": "YYYY-MM-DD",
     "is_today": bool, "notices": [str], "scope": [{"label", "value"}], "address": str,
     "generated_on": "YYYY-MM-DD", "confidence": str, "sources": [{"publisher", "url", "note"}],
     "blocks": [
       {"type": "heading", "level": int, "text": str, "runs": [run]},
       {"type": "paragraph", "number": str, "text": str, "runs": [run]},
       {"type": "note", "text": str, "runs": [run]},
       {"type": "facts", "items": [{"label", "value", "language"?}]},
       {"type": "table", "title": str, "columns": [{"key", "label", "kind"}], "rows": [row]}]}

A run is ``{"text", "language", "href"?}``. A row is ``{"cells": {key: value}, "languages"?: {key: language},
"source", "confidence", "address"}``; a value is a string, a number, an ISO date or null, and ``languages``
names those of its texts that are not in the language of the summary.
"""

import json
import math
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from legislation.exports.summary import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Note,
    Paragraph,
    Row,
    Summary,
    Table,
    Text,
    language_of,
    plain,
    runs_of,
)

CHUNK = 64 * 1024
encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def write_json(summary: Summary) -> Iterator[bytes]:
    """Write a summary as one JSON object, in pieces of about 64 KiB."""
    pending, size = [], 0
    for piece in pieces(summary):
        pending.append(piece)
        size += len(piece)
        if size > CHUNK:
            # Half of a surrogate pair has no UTF-8; an escape keeps the file readable.
            yield "".join(pending).encode(errors="backslashreplace")
            pending, size = [], 0
    yield "".join(pending).encode(errors="backslashreplace")


def pieces(summary: Summary) -> Iterator[str]:
    yield encode(head(summary))[:-1]
    yield ',"blocks":['
    for number, block in enumerate(summary.blocks):
        if number:
            yield ","
        if isinstance(block, Table):
            yield from table_pieces(block, summary)
        else:
            yield encode(block_object(block, summary.language))
    yield "]}\n"


def head(summary: Summary) -> dict[str, object]:
    return {
        "title": plain(summary.title),
        "subtitle": plain(summary.subtitle),
        "language": summary.language,
        "direction": summary.direction,
        "date_shown": summary.on.isoformat(),
        "is_today": summary.is_today,
        "notices": list(summary.notices),
        "scope": [{"label": fact.label, "value": value_of(fact.value)} for fact in summary.scope],
        "address": summary.address,
        "generated_on": summary.generated_on.isoformat(),
        "confidence": summary.confidence,
        "sources": [
            {"publisher": source.publisher, "url": source.url, "note": source.note}
            for source in summary.sources
        ],
    }


def block_object(block: Block, language: str) -> dict[str, object]:
    match block:
        case Heading(text, level):
            return {"type": "heading", "level": level, **text_object(text, language)}
        case Paragraph(text, number):
            return {"type": "paragraph", "number": number, **text_object(text, language)}
        case Note(text):
            return {"type": "note", **text_object(text, language)}
        case Facts(items):
            return {"type": "facts", "items": [fact_object(fact.label, fact.value) for fact in items]}
    raise TypeError(f"{block!r} is no block of a summary: Heading, Paragraph, Note, Facts and Table are.")


def fact_object(label: str, value: Cell) -> dict[str, object]:
    language = language_of(value)
    return {"label": label, "value": value_of(value), **({"language": language} if language else {})}


def text_object(text: Text, language: str) -> dict[str, object]:
    runs = [
        {"text": run.text, "language": run.language or language, **({"href": run.href} if run.href else {})}
        for run in runs_of(text)
    ]
    return {"text": plain(text), "runs": runs}


def table_pieces(table: Table, summary: Summary) -> Iterator[str]:
    columns = [{"key": column.key, "label": column.label, "kind": column.kind} for column in table.columns]
    yield encode({"type": "table", "title": table.title, "columns": columns})[:-1] + ',"rows":['
    yield from separated(encode(row_object(row, table.columns, summary)) for row in table.rows)
    yield "]}"


def separated(items: Iterable[str]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield f",\n{item}" if number else item


def row_object(row: Row, columns: Iterable[Column], summary: Summary) -> dict[str, object]:
    keyed = list(zip((column.key for column in columns), row.cells, strict=True))
    languages = {key: language for key, cell in keyed if (language := language_of(cell))}
    return {
        "cells": {key: value_of(cell) for key, cell in keyed},
        **({"languages": languages} if languages else {}),
        "source": row.source or "; ".join(source.publisher for source in summary.sources),
        "confidence": row.confidence or summary.confidence,
        "address": row.address or summary.address,
    }


def value_of(cell: Cell) -> str | int | float | None:
    """Give a cell as JSON has it; a whole amount stays whole, what isn't a number is null."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal) and cell.is_finite():
        cell = int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, int | float):
        return cell if math.isfinite(cell) else None
    return None if isinstance(cell, Decimal) else plain(cell)
