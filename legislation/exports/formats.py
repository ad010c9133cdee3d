"""The formats a summary may leave in, and the names of its files."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from legislation.exports.csv_writer import write_csv
from legislation.exports.json_writer import write_json
from legislation.exports.markdown_writer import write_markdown
from legislation.exports.pdf_writer import write_pdf
from legislation.exports.summary import Summary
from legislation.exports.xlsx_writer import write_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    write: Callable[[Summary], Iterator[bytes]]
    content_type: str
    extension: str
    label: str


FORMATS = {
    "pdf": Format(write_pdf, "application/pdf", "pdf", "PDF"),
    "xlsx": Format(
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        "Excel (XLSX)",
    ),
    "csv": Format(write_csv, "text/csv; charset=utf-8; header=present", "csv", "CSV"),
    "json": Format(write_json, "application/json", "json", "JSON"),
    "md": Format(write_markdown, "text/markdown; charset=utf-8", "md", "Markdown"),
}


class UnknownFormat(ValueError):
    """Someone asked for a format that there isn't. Says which, and which there are."""

    def __init__(self, given: str) -> None:
        self.given, self.accepted = given, tuple(FORMATS)
        super().__init__(f"There is no format {given[:40]!r}. Formats: {', '.join(self.accepted)}.")


def format_named(code: str) -> Format:
    """Give the format of a code.

    >>> format_named("docx")
    Traceback (most recent call last):
    legislation.exports.formats.UnknownFormat: There is no format 'docx'. Formats: pdf, xlsx, csv, json, md.
    """
    try:
        return FORMATS[code]
    except KeyError:
        raise UnknownFormat(code) from None


def filename(summary: Summary, code: str) -> str:
    """Name a file in plain ASCII: what it is, the date shown, the language."""
    letters = unicodedata.normalize("NFKD", summary.slug).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80].strip("-") or "qorgau"
    language = re.sub(r"[^a-z-]", "", summary.language.lower())
    return f"{slug}-{summary.on.isoformat()}-{language}.{format_named(code).extension}"
