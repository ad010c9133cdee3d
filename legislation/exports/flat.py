"""The flat form of a summary: one grid of rows, for CSV and for the sheets of XLSX."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from legislation.exports.cells import machine_text
from legislation.exports.summary import (
    Block,
    Cell,
    Column,
    Facts,
    Note,
    Paragraph,
    Row,
    Summary,
    Table,
    language_of,
    only_table,
    plain,
    text_parts,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and lazy rows; each row ends with what it rests on, so that it can stand alone."""

    columns: Sequence[Column]
    rows: Iterator[list[Cell]]


def provenance_columns(summary: Summary) -> tuple[Column, ...]:
    labels = summary.labels
    return (
        Column("source", labels.source, weight=2),
        Column("confidence", labels.confidence),
        Column("address", labels.address, weight=2),
        Column("date_shown", labels.date_shown),
        Column("title", labels.title, weight=2),
    )


def table_grid(summary: Summary, table: Table) -> Grid:
    """Give a table with what each row rests on: its own where it has one, else the summary's."""
    source = "; ".join(source.publisher for source in summary.sources)
    confidence, address = summary.confidence, summary.address
    same = (summary.on.isoformat(), plain(summary.title))
    rows = (
        [*row.cells, row.source or source, row.confidence or confidence, row.address or address, *same]
        for row in table.rows
    )
    return Grid((*table.columns, *provenance_columns(summary)), rows)


def document_grid(summary: Summary, blocks: Sequence[Block], *, tables: bool) -> Grid:
    """Give the text of a summary as rows of part, item, text and language; tables cell by cell if asked."""
    labels = summary.labels
    columns = (
        Column("part", labels.part, weight=2),
        Column("item", labels.item, weight=2),
        Column("text", labels.text, weight=6),
        Column("language", labels.language),
    )
    items = (
        (part, item, cell, language_of(cell) or summary.language)
        for part, block in text_parts(blocks)
        for item, cell in block_items(block, tables=tables)
    )
    grid = table_grid(summary, Table(columns, (Row(cells) for cells in items)))
    return Grid(grid.columns, grid.rows)


def block_items(block: Block, *, tables: bool) -> Iterable[tuple[str, Cell]]:
    if isinstance(block, Paragraph):
        return [(block.number, block.text)]
    if isinstance(block, Note):
        return [("", block.text)]
    if isinstance(block, Facts):
        return [(fact.label, fact.value) for fact in block.items]
    if isinstance(block, Table) and tables:
        return table_items(block)
    return []


def table_items(table: Table) -> Iterator[tuple[str, Cell]]:
    """Give a table cell by cell, as 'Table 1, Column': tables of unlike columns share no header."""
    for number, row in enumerate(table.rows, start=1):
        for column, cell in zip(table.columns, row.cells, strict=True):
            if machine_text(cell):
                yield f"{table.title} {number}, {column.label}".strip(), cell


def flatten(summary: Summary) -> Grid:
    """Give a whole summary as one grid: the table of a register as it is, a document piece by piece."""
    blocks = list(summary.blocks)
    table = only_table(blocks)
    return table_grid(summary, table) if table else document_grid(summary, blocks, tables=True)
