"""Read the text of a law, pasted or from a file, into lines with what their layout says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from legislation.structure.cleaning import cleaned_lines, decoded, refuse_large_text
from legislation.structure.markdown import looks_like_markdown, markdown_lines
from legislation.structure.tree import Line
from legislation.structure.unreadable import ACCEPTED, LARGEST_FILE, MEGABYTE, UnreadableDocument
from legislation.structure.word import Paragraph, read_paragraphs

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_SUFFIXES = (".docm", ".dotm")


def read_text(text: str) -> list[Line]:
    """Read pasted text, as Markdown where it has Markdown's headings.

    Raises:
        UnreadableDocument: ``text-too-large`` or ``empty``.

    >>> read_text("Article 1. Purpose\\n\\n1. To protect.")[1]
    Line(number=3, text='1. To protect.', heading=0, bold=False, gap=True)
    """
    lines = cleaned_lines(text)
    found = list(markdown_lines(lines) if looks_like_markdown(text) else _plain(lines))
    if not found:
        raise UnreadableDocument("empty")
    return found


def read_file(name: str, content: bytes) -> list[Line]:
    """Read an uploaded file; what it is is told from its content, the name decides about macros and Markdown.

    Raises:
        UnreadableDocument: for every reason that `unreadable` lists.
    """
    suffix = PurePath(name).suffix.lower()
    if len(content) > LARGEST_FILE:
        size = round(len(content) / MEGABYTE, 1)
        raise UnreadableDocument("file-too-large", megabytes=size, limit=LARGEST_FILE // MEGABYTE)
    if suffix in _MACRO_SUFFIXES:
        raise UnreadableDocument("macros")
    _refuse_other_formats(content, suffix)
    if content.startswith(b"PK"):
        found = list(_from_word(read_paragraphs(content)))
    elif suffix == ".docx":
        raise UnreadableDocument("not-a-package")
    elif suffix not in ACCEPTED:
        raise UnreadableDocument("wrong-type", given=suffix or name, accepted=", ".join(ACCEPTED))
    else:
        lines = cleaned_lines(decoded(content))
        found = list(markdown_lines(lines) if suffix == ".md" else _plain(lines))
    if not found:
        raise UnreadableDocument("empty")
    return found


def _refuse_other_formats(content: bytes, suffix: str) -> None:
    if content.startswith(_OLE):
        raise UnreadableDocument("encrypted" if _ENCRYPTED in content else "old-word")
    if content.startswith(b"%PDF"):
        raise UnreadableDocument("pdf")
    if content.startswith(b"{\\rtf"):
        raise UnreadableDocument("rich-text")
    if content.startswith(b"PK") and suffix != ".docx":
        raise UnreadableDocument("wrong-type", given=suffix or "ZIP", accepted=", ".join(ACCEPTED))


def _plain(lines: Iterable[str]) -> Iterator[Line]:
    gap = False
    for number, text in enumerate(lines, start=1):
        if text:
            yield Line(number, text, gap=gap)
        gap = not text


def _from_word(paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    number = size = 0
    for paragraph in paragraphs:
        size += len(paragraph.text.encode("utf-8", errors="replace"))
        refuse_large_text(size)
        for text in cleaned_lines(paragraph.text):
            number += 1
            if text:
                yield Line(number, text, heading=paragraph.heading, bold=paragraph.bold)
