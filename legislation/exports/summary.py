"""What a summary is, whatever format it leaves in: plain data, nothing of Django or of any format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ur"})

Direction = Literal["ltr", "rtl"]


def direction_of(language: str) -> Direction:
    """Say which way a language is written.

    >>> direction_of("ur"), direction_of("kk"), direction_of("ur-PK")
    ('rtl', 'ltr', 'rtl')
    """
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language; '' is the language of the summary. May lead somewhere."""

    text: str
    language: str = ""
    href: str = ""


Text = str | Run | tuple[Run, ...]
Cell = Text | int | float | Decimal | date | None


def runs_of(text: Text) -> tuple[Run, ...]:
    """Give any text as runs.

    >>> runs_of("art. 60")
    (Run(text='art. 60', language='', href=''),)
    """
    if isinstance(text, str):
        return (Run(text),)
    return (text,) if isinstance(text, Run) else text


def plain(text: Text) -> str:
    """Give any text without its languages and links.

    >>> plain((Run("Section 509: "), Run("دفعہ", "ur")))
    'Section 509: دفعہ'
    """
    return text if isinstance(text, str) else "".join(run.text for run in runs_of(text))


def language_of(text: object) -> str:
    """Name the one language of a text that isn't the summary's; '' when it is, or when it has several."""
    languages = {run.language for run in runs_of(text)} if isinstance(text, Run | tuple) else {""}
    return languages.pop() if len(languages) == 1 else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where what is said comes from. The note says how it was used ('Russian text, read on 2026-03-01')."""

    publisher: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Heading:
    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of the law or about it. `number` hangs in the margin ('1)', '115-1')."""

    text: Text
    number: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something quiet about what stands above it ('the arrest is suspended until 2027')."""

    text: Text


@dataclass(frozen=True, slots=True)
class Facts:
    items: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it for machines, `label` for readers; `weight` is its share of a page's width."""

    key: str
    label: str
    kind: Literal["text", "number", "date"] = "text"
    weight: float = 1


@dataclass(slots=True)  # Not frozen: that doubles the time to make one, and they come by the ten thousand.
class Row:
    """One row, with what it rests on where that differs from the summary as a whole."""

    cells: Sequence[Cell]
    source: str = ""
    confidence: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `rows` may be lazy and is then read once: a summary with one serves one export."""

    columns: Sequence[Column]
    rows: Iterable[Row]
    title: str = ""
    empty: str = ""


Block = Heading | Paragraph | Note | Facts | Table


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that a writer adds of its own, in the language of the summary."""

    brand: str = "Qorgau"
    title: str = "Title"
    date_shown: str = "Law as on"
    today: str = "today"
    scope: str = "Chosen by"
    confidence: str = "Confidence"
    address: str = "Address"
    generated_on: str = "Made on"
    source: str = "Source"
    sources: str = "Sources"
    about: str = "About"
    contents: str = "Contents"
    page: str = "{page} of {pages}"
    part: str = "Part"
    item: str = "Item"
    text: str = "Text"
    language: str = "Language"
    nothing: str = "Nothing matches."
    shortened: str = "[shortened: the whole text is in the JSON file]"
    more_rows: str = "The first {shown} rows are shown here. The XLSX, CSV and JSON files hold all of them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a page showed, on a date, in a language, and what it rests on.

    Args:
        slug: short name for the file, made ASCII ('kz-offence-prevention-2025-art-60').
        on: the date whose law is shown; `is_today` says whether that is today's.
        notices: what must not be overlooked ('This is not today's law', 'A proposal').
        address: permanent absolute address of the same content.
        scope: what the rows of a register or search were chosen by.
        confidence: word for readers, already translated; a row may have its own.
    """

    slug: str
    title: Text
    language: str
    on: date
    is_today: bool
    address: str
    generated_on: date
    subtitle: Text = ""
    notices: Sequence[str] = ()
    scope: Sequence[Fact] = ()
    sources: Sequence[Source] = ()
    confidence: str = ""
    blocks: Iterable[Block] = ()
    labels: Labels = field(default_factory=Labels)

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)


def only_table(blocks: Sequence[Block]) -> Table | None:
    """Give the table of a register or search result: the only block that isn't a heading or a note."""
    content = [block for block in blocks if not isinstance(block, Heading | Note)]
    return content[0] if len(content) == 1 and isinstance(content[0], Table) else None


def text_parts(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Give each block that holds content with the heading it stands under."""
    under = ""
    for block in blocks:
        if isinstance(block, Heading):
            under = plain(block.text)
        else:
            yield under, block
