"""PDF: tagged and PDF/UA-1, set by typst from one fixed template that only ever places text.

Why this engine: docs/adr/0001-pdf-engine.md.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from legislation.exports.cells import clean, long_date, reader_text, short_date
from legislation.exports.pdf_columns import LANDSCAPE, PORTRAIT, TIGHT, plan
from legislation.exports.summary import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Note,
    Paragraph,
    Row,
    Run,
    Summary,
    Table,
    Text,
    direction_of,
    plain,
    runs_of,
)

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
TYPESETTING = Path(__file__).with_name("typesetting.py")
SECONDS = 60
PLACES = BoundedSemaphore(2)  # A long law needs a core and some hundred megabytes while it is set.
ROWS_SHOWN = 2_000
LONG = 30_000  # Characters of JSON from which a text gets a list of contents, if it has headings enough.
HEADINGS = 8
SHORT = 400  # Characters up to which a row isn't broken between pages.
OPEN, CLOSE = {"rtl": "\u2067", "ltr": "\u2066"}, "\u2069"


class TypesettingError(RuntimeError):
    """The engine failed on a summary. That is a fault of ours, never of the reader's."""


Shown = str | list[str | dict[str, str]]


def write_pdf(summary: Summary) -> Iterator[bytes]:
    """Write a summary as PDF, whole and then in pieces of 64 KiB: the format begins with its end."""
    content = typeset(json.dumps(document(summary), ensure_ascii=False))
    yield from (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))


def typeset(payload: str, template: Path | None = None) -> bytes:
    """Have another process set the JSON of a summary as PDF.

    Args:
        template: another than that of summaries, which reads `made` and its own words.

    Raises:
        TypesettingError: says what the engine said, or that it took too long.
    """
    try:
        with PLACES:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", TYPESETTING, *([template] if template else [])],
                input=payload.encode(),
                capture_output=True,
                timeout=SECONDS,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise TypesettingError(f"The PDF engine was stopped after {SECONDS} seconds.") from None
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise TypesettingError(f"The PDF engine stopped with code {done.returncode}: {said[-500:]}")
    if said:
        logger.warning("A summary is not PDF/UA-1: %s", said[:500])
    return done.stdout


def document(summary: Summary) -> dict[str, Any]:
    """Give a summary as the template reads it."""
    setter = Setter(summary)
    blocks = list(setter.blocks())
    headings = sum(block["kind"] == "heading" for block in blocks)
    needs = [block["need"] for block in blocks if block["kind"] == "table"]
    # A register turns the page when that helps. In a text, a table that is too wide becomes a list.
    wide = len(needs) == 1 and headings == 0 and PORTRAIT < needs[0] <= LANDSCAPE * TIGHT
    labels = summary.labels
    return {
        "made": int(datetime.combine(summary.generated_on, time(), UTC).timestamp()),
        "room": LANDSCAPE * TIGHT if wide else PORTRAIT,
        "dense": wide and needs[0] > LANDSCAPE,
        "language": summary.language,
        "title": setter.shown(summary.title),
        "plain-title": clean(plain(summary.title)),
        "subtitle": setter.shown(summary.subtitle),
        "on": long_date(summary.on, summary.language),
        "notices": [clean(notice) for notice in summary.notices],
        "about": [setter.fact(fact) for fact in about(summary)],
        "address": summary.address,
        "wide": wide,
        "outlined": headings >= HEADINGS and len(json.dumps(blocks, ensure_ascii=False)) > LONG,
        "blocks": blocks,
        "sources": [
            {
                "publisher": clean(source.publisher),
                "note": clean(source.note),
                "url": source.url if is_web(source.url) else "",
                "shown": clean(source.url),
            }
            for source in summary.sources
        ],
        "words": {
            name: getattr(labels, name) for name in ("brand", "date_shown", "page", "contents", "sources")
        },
    }


def about(summary: Summary) -> Iterator[Fact]:
    labels = summary.labels
    today = f" ({labels.today})" if summary.is_today else ""
    yield Fact(labels.date_shown, long_date(summary.on, summary.language) + today)
    yield from summary.scope
    if summary.confidence:
        yield Fact(labels.confidence, summary.confidence)
    yield Fact(labels.address, Run(summary.address, href=summary.address))
    yield Fact(labels.generated_on, summary.generated_on)


class Setter:
    """Turns the blocks of one summary into what the template reads."""

    def __init__(self, summary: Summary) -> None:
        self.summary, self.language = summary, summary.language

    def blocks(self) -> Iterator[dict[str, Any]]:
        level = 0
        for block in self.summary.blocks:
            if isinstance(block, Heading):
                # The standard allows no level to be skipped, and wants the first to be 1.
                level = max(1, min(block.level, level + 1))
                yield {"kind": "heading", "level": level, "runs": self.shown(block.text)}
            else:
                yield self.block(block)

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph(text, number):
                return {"kind": "paragraph", "number": clean(number), "runs": self.shown(text)}
            case Note(text):
                return {"kind": "note", "runs": self.shown(text)}
            case Facts(items):
                return {"kind": "facts", "items": [self.fact(fact) for fact in items]}
            case Table():
                return self.table(block)
        raise TypeError(f"{block!r} is no block of a summary: Heading, Paragraph, Note, Facts and Table are.")

    def fact(self, fact: Fact) -> dict[str, Any]:
        return {"label": clean(fact.label), "value": self.cell(fact.value)}

    def table(self, table: Table) -> dict[str, Any]:
        """Give a table, with a column of confidence where rows differ in it, cut where it is no more use."""
        labels = self.summary.labels
        rows = list(islice(table.rows, ROWS_SHOWN + 1))
        note = "" if rows else table.empty or labels.nothing
        if len(rows) > ROWS_SHOWN:
            rows.pop()
            note = labels.more_rows.format(shown=reader_text(ROWS_SHOWN, self.language))
        columns = list(table.columns)
        if any(row.confidence not in ("", self.summary.confidence) for row in rows):
            columns.append(Column("confidence", labels.confidence))
        cells = [self.row(row, len(columns)) for row in rows]
        texts = [[words(cell) for cell in row] for row in cells]
        planned = plan(columns, texts)
        return {
            "kind": "table",
            "title": clean(table.title),
            "labels": [clean(columns[number].label) for number in planned.shown],
            "kinds": [columns[number].kind for number in planned.shown],
            "widths": planned.widths,
            "need": planned.need,
            "rows": [
                {
                    "cells": [row[number] if bare[number] else "" for number in planned.shown],
                    "whole": max(map(len, bare), default=0) < SHORT,
                }
                for row, bare in zip(cells, texts, strict=True)
            ],
            "note": clean(note),
        }

    def row(self, row: Row, width: int) -> list[Shown]:
        """Give the cells of a row, its confidence if a column is left; the first leads to its address."""
        cells: list[Cell] = list(row.cells)
        if len(cells) < width:
            cells.append(row.confidence or self.summary.confidence)
        if row.address:
            first = cells[0]
            text = first if isinstance(first, str | Run | tuple) else reader_text(first, self.language)
            cells[0] = tuple(Run(run.text, run.language, run.href or row.address) for run in runs_of(text))
        return [
            short_date(cell, self.language) if isinstance(cell, date) else self.cell(cell) for cell in cells
        ]

    def cell(self, cell: Cell) -> Shown:
        if isinstance(cell, str | Run | tuple):
            return self.shown(cell)
        return reader_text(cell, self.language)

    def shown(self, text: Text) -> Shown:
        """Give text as the template reads it: a string, or runs."""
        if isinstance(text, str):
            return clean(text)
        runs = runs_of(text)
        return [self.run(run, alone=len(runs) == 1) for run in runs]

    def run(self, run: Run, *, alone: bool) -> str | dict[str, str]:
        text, language = clean(run.text), run.language if run.language != self.language else ""
        href = run.href if is_web(run.href) else ""
        if not (language or href):
            return {"text": text, "lang": "", "href": ""} if alone else text
        turned = language and direction_of(language) != self.summary.direction
        if turned and not alone:
            text = OPEN[direction_of(language)] + text + CLOSE
        return {"text": text, "lang": language.split("-")[0], "href": href}


def words(shown: Shown) -> str:
    """Give what the template reads as bare text."""
    if isinstance(shown, str):
        return shown
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in shown)


def is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))
