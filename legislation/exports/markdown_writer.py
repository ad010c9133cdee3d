"""Markdown (CommonMark with GitHub's tables): readable as it stands, every text escaped."""

import re
from collections.abc import Iterator

from legislation.exports.cells import UNFIT, clean, long_date, reader_text
from legislation.exports.summary import (
    Block,
    Cell,
    Facts,
    Heading,
    Note,
    Paragraph,
    Row,
    Run,
    Source,
    Summary,
    Table,
    Text,
    direction_of,
    runs_of,
)

CHUNK = 64 * 1024
SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
# What begins a list, heading, quotation or rule, but only at the start of a line.
OPENING = re.compile(r"^(\s*)(?:([-+#=])|(\d{1,9})([.)]))", re.MULTILINE)
LINE_BREAK = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
ADDRESS = re.compile(r"https?://[^\s<>()\\]+")


def write_markdown(summary: Summary) -> Iterator[bytes]:
    """Write a summary as Markdown, in pieces of about 64 KiB."""
    pending, size = [], 0
    for line in lines(summary):
        pending.append(line + "\n")
        size += len(line)
        if size > CHUNK:
            yield "".join(pending).encode()
            pending, size = [], 0
    yield "".join(pending).encode()


def lines(summary: Summary) -> Iterator[str]:
    labels = summary.labels
    yield f"# {one_line(inline(summary.title, summary))}"
    if summary.subtitle:
        yield f"\n{in_lines(inline(summary.subtitle, summary))}"
    for notice in summary.notices:
        yield f"\n> **{one_line(escaped(notice))}**"
    yield ""
    today = f" ({labels.today})" if summary.is_today else ""
    yield entry(labels.date_shown, escaped(long_date(summary.on, summary.language) + today))
    for fact in summary.scope:
        yield entry(f"{labels.scope}: {fact.label}", value(fact.value, summary))
    if summary.confidence:
        yield entry(labels.confidence, escaped(summary.confidence))
    yield entry(labels.address, address(summary.address))
    yield entry(labels.generated_on, escaped(long_date(summary.generated_on, summary.language)))
    for block in summary.blocks:
        yield ""
        yield from block_lines(block, summary)
    if summary.sources:
        yield f"\n## {escaped(labels.sources)}\n"
        yield from (f"- {source_line(source)}" for source in summary.sources)


def block_lines(block: Block, summary: Summary) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * min(level + 1, 6)} {one_line(inline(text, summary))}"
        case Paragraph(text, number):
            yield in_lines(f"{escaped(number)} {inline(text, summary)}")
        case Note(text):
            yield "> " + in_lines(inline(text, summary)).replace("\n", "\n> ")
        case Facts(items):
            yield from (entry(fact.label, value(fact.value, summary)) for fact in items)
        case Table():
            yield from table_lines(block, summary)


def table_lines(table: Table, summary: Summary) -> Iterator[str]:
    """Give a table; each row ends with its address and with the confidence in it."""
    labels = summary.labels
    if table.title:
        yield f"**{one_line(escaped(table.title))}**\n"
    headers = [*(column.label for column in table.columns), labels.source, labels.confidence, labels.address]
    rules = [*("---:" if column.kind == "number" else "---" for column in table.columns), "---", "---", "---"]
    yield row_line([escaped(header) for header in headers])
    yield row_line(rules)
    empty = True
    for row in table.rows:
        empty = False
        yield row_line(row_cells(row, summary))
    if empty:
        yield f"\n{in_lines(escaped(table.empty or labels.nothing))}"


def row_cells(row: Row, summary: Summary) -> list[str]:
    return [
        *(value(cell, summary) for cell in row.cells),
        escaped(row.source or "; ".join(source.publisher for source in summary.sources)),
        escaped(row.confidence or summary.confidence),
        address(row.address or summary.address),
    ]


def row_line(cells: list[str]) -> str:
    return "| " + " | ".join(one_line(cell) for cell in cells) + " |"


def one_line(markup: str) -> str:
    return markup.strip().replace("\n", "<br>")


def in_lines(markup: str) -> str:
    """Make each line break one that Markdown keeps."""
    return markup.strip().replace("\n", "\\\n")


def entry(label: str, markup: str) -> str:
    return f"- **{one_line(escaped(label))}:** {one_line(markup)}"


def source_line(source: Source) -> str:
    parts = [escaped(source.publisher), escaped(source.note), address(source.url)]
    return one_line(". ".join(part.rstrip(".") for part in parts if part))


def value(cell: Cell, summary: Summary) -> str:
    if isinstance(cell, str | Run | tuple):
        return inline(cell, summary)
    return escaped(reader_text(cell, summary.language))


def inline(text: Text, summary: Summary) -> str:
    """Give a text as Markdown; what is in another language says so, as far as Markdown can: in HTML."""
    return "".join(run_markup(run, summary) for run in runs_of(text)).strip()


def run_markup(run: Run, summary: Summary) -> str:
    markup = escaped(run.text)
    if ADDRESS.fullmatch(run.href):
        markup = f"[{markup}](<{run.href}>)"
    if not run.language or run.language == summary.language:
        return markup
    tag = re.sub(r"[^A-Za-z0-9-]", "", run.language)
    return f'<span lang="{tag}" dir="{direction_of(tag)}">{markup}</span>'


def address(url: str) -> str:
    return f"<{url}>" if ADDRESS.fullmatch(url) else escaped(url)


def escaped(text: str) -> str:
    r"""Escape all that Markdown would read as its own; line breaks stay as they are.

    >>> escaped("a|b *c* <d>"), escaped("1. First"), escaped("# 5")
    ('a\\|b \\*c\\* \\<d\\>', '1\\. First', '\\# 5')
    """
    text = clean(text) if UNFIT.search(text) else text
    text = SPECIAL.sub(r"\\\1", LINE_BREAK.sub("\n", text))
    return OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)
