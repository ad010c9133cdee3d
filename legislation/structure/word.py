"""Read the paragraphs of a DOCX with python-docx, tables and footnotes included."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from legislation.structure.packages import check_package
from legislation.structure.unreadable import UnreadableDocument
from legislation.structure.word_numbering import Numbering

_NOT_TEXT = {
    qn("w:moveFrom"),
    qn("w:del"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_BREAKS = {qn("w:br"), qn("w:cr")}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING = re.compile(r"(?:heading|заголовок)\s*(\d)", re.IGNORECASE)


class Paragraph:
    """What a paragraph shows: text, level of heading, whether all of it is bold."""

    def __init__(self, text: str, heading: int, bold: bool) -> None:
        self.text, self.heading, self.bold = text, heading, bold


def read_paragraphs(content: bytes) -> Iterator[Paragraph]:
    """Check a DOCX and give its paragraphs in order, rows of tables as one, footnotes at the end.

    Raises:
        UnreadableDocument: for what is refused or can't be read.
    """
    check_package(content)
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        numbering = Numbering(_part(document, "numbering"))
        paragraphs = [*_paragraphs(body, document, numbering), *_footnotes(document)]
    except UnreadableDocument:
        raise
    # What python-docx raises for a package that isn't a Word document or lacks parts of one.
    except (KeyError, ValueError, AttributeError, IndexError, LxmlError) as error:
        raise UnreadableDocument("damaged") from error
    yield from paragraphs


def _paragraphs(body: Any, document: Any, numbering: Numbering) -> Iterator[Paragraph]:
    for element in body.iterchildren():
        if element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = (
                    " ".join(_text(p) for p in cell.iter(qn("w:p"))) for cell in row.iterchildren(qn("w:tc"))
                )
                yield Paragraph(" | ".join(cells), 0, False)
            continue
        for paragraph in element.iter(qn("w:p")):
            styles = list(_styles(paragraph, document))
            label = _label(paragraph, styles, numbering)
            text = _text(paragraph)
            yield Paragraph(
                f"{label} {text}" if label and text.strip() else text,
                _heading(paragraph, styles),
                _bold(paragraph, styles),
            )


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph as it would be with all tracked changes accepted."""
    pieces: list[str] = []

    def look(element: Any) -> None:
        for child in element.iterchildren():
            if child.tag == qn("w:t"):
                pieces.append(_superscripted(child, pieces))
            elif child.tag == qn("w:tab"):
                pieces.append(" ")
            elif child.tag in _BREAKS:
                pieces.append("\n")
            elif child.tag == qn("w:noBreakHyphen"):
                pieces.append("-")
            elif child.tag == qn("w:footnoteReference"):
                pieces.append(f"[{child.get(qn('w:id'))}]")
            elif child.tag not in _NOT_TEXT and child.tag != qn("w:p"):
                look(child)

    look(paragraph)
    return "".join(pieces)


def _superscripted(text: Any, before: list[str]) -> str:
    """Return the words of a run; a raised number after a number becomes ¹, as in статья 115¹."""
    words: str = text.text or ""
    align = text.getparent().find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    raised = align is not None and align.get(qn("w:val")) == "superscript"
    follows_number = bool(before) and before[-1][-1:].isdigit()
    return words.translate(_SUPERSCRIPTS) if raised and words.isdigit() and follows_number else words


def _styles(paragraph: Any, document: Any) -> Iterator[Any]:
    """Give the elements of a paragraph's style and those it is based on."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    identifier = found.get(qn("w:val")) if found is not None else None
    seen = set()
    while identifier and identifier not in seen:
        seen.add(identifier)
        style = document.styles.element.get_by_id(identifier)
        if style is None:
            return
        yield style
        based = style.find(qn("w:basedOn"))
        identifier = based.get(qn("w:val")) if based is not None else None


def _property(paragraph: Any, styles: list[Any], path: str) -> str | None:
    for element in (paragraph, *styles):
        found = element.find("/".join(qn(step) for step in path.split("/")))
        if found is not None:
            return str(found.get(qn("w:val"), "1"))
    return None


def _label(paragraph: Any, styles: list[Any], numbering: Numbering) -> str:
    list_id = _property(paragraph, styles, "w:pPr/w:numPr/w:numId")
    if not list_id or list_id == "0":
        return ""
    return numbering.label(list_id, int(_property(paragraph, styles, "w:pPr/w:numPr/w:ilvl") or 0))


def _heading(paragraph: Any, styles: list[Any]) -> int:
    level = _property(paragraph, styles, "w:pPr/w:outlineLvl")
    if level is not None and level.isdigit() and int(level) < 9:
        return int(level) + 1
    for style in styles:
        name = style.find(qn("w:name"))
        if name is not None and (found := _HEADING.match(name.get(qn("w:val"), ""))):
            return int(found[1])
    return 0


def _bold(paragraph: Any, styles: list[Any]) -> bool:
    by_style = any(style.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for style in styles)
    runs = [run for run in paragraph.iter(qn("w:r")) if (run.findtext(qn("w:t")) or "").strip()]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    off = ("0", "false", "off")
    return bool(runs) and all(by_style if one is None else one.get(qn("w:val")) not in off for one in marks)


def _footnotes(document: Any) -> Iterator[Paragraph]:
    element = _part(document, "footnotes")
    for note in () if element is None else element.iterchildren(qn("w:footnote")):
        text = " ".join(_text(paragraph) for paragraph in note.iter(qn("w:p"))).strip()
        if text:
            yield Paragraph(f"[{note.get(qn('w:id'))}] {text}", 0, False)


def _part(document: Any, kind: str) -> Any | None:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            return parse_xml(relation.target_part.blob)
    return None
