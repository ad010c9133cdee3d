"""What Word shows in a paragraph is what is read of it."""

import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from legislation.structure.parsing import propose
from legislation.structure.reading import read_file
from legislation.structure.unreadable import UnreadableDocument
from tests.legislation.structure.documents import eids, repacked, word_document

LEVELS = (("decimal", "Статья %1."), ("decimal", "%2."), ("decimal", "%3)"), ("russianLower", "%4)"))


def numbered(document: Document, words: list[tuple[int, str]]) -> None:
    """Add paragraphs with Word's automatic numbers at the levels of LEVELS."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (style, text) in enumerate(LEVELS)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for place, text in words:
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = place, 90


def read(fill: object) -> list[str]:
    return [line.text for line in read_file("law.docx", word_document(fill))]  # type: ignore[arg-type]


def test_automatic_numbers_are_read_as_they_are_printed() -> None:
    words = [
        (0, "Цель"),
        (1, "Тишина:"),
        (2, "днем;"),
        (2, "ночью:"),
        (3, "летом."),
        (1, "Шум."),
        (0, "Срок"),
        (1, "Год."),
    ]
    lines = read(lambda document: numbered(document, words))
    assert lines == [
        "Статья 1. Цель",
        "1. Тишина:",
        "1) днем;",
        "2) ночью:",
        "а) летом.",
        "2. Шум.",
        "Статья 2. Срок",
        "1. Год.",
    ]


def test_automatic_numbers_make_the_tree() -> None:
    content = word_document(lambda document: numbered(document, [(0, "Цель"), (1, "Тишина:"), (2, "днем.")]))
    assert eids(propose(read_file("law.docx", content))) == [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__point_1",
    ]


def test_styles_say_what_is_a_heading_and_what_is_bold() -> None:
    def fill(document: Document) -> None:
        document.add_heading("Chapter 1. General", level=2)
        document.add_paragraph().add_run("Article 1. Aim").bold = True
        document.add_paragraph("Words.")

    lines = read_file("law.docx", word_document(fill))
    assert [(line.heading, line.bold) for line in lines] == [(2, True), (0, True), (0, False)]


def test_raised_number_is_part_of_the_number() -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("Статья 115")
        paragraph.add_run("1").font.superscript = True
        paragraph.add_run(". Шум")

    assert eids(propose(read_file("law.docx", word_document(fill)))) == ["art_115-1"]


def test_tracked_changes_are_read_as_accepted() -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("Article 1. ")._p
        for tag, inner, words in (("w:ins", "w:t", "New"), ("w:del", "w:delText", "Old")):
            change = OxmlElement(tag)
            run, text = OxmlElement("w:r"), OxmlElement(inner)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph.append(change)

    assert read(fill) == ["Article 1. New"]


def test_rows_of_a_table_are_lines() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(2, 2)
        for place, cell in enumerate(table._cells):
            cell.text = f"cell {place}"

    assert read(fill) == ["cell 0 | cell 1", "cell 2 | cell 3"]


def test_line_break_and_tab_part_words() -> None:
    assert read(lambda document: document.add_paragraph("a\tb\nc")) == ["a b", "c"]


def test_text_in_a_content_control_and_a_link_is_read() -> None:
    def fill(document: Document) -> None:
        for tag, inside in (("w:sdt", "w:sdtContent"), ("w:hyperlink", None)):
            paragraph = document.add_paragraph("in ")._p
            outer = OxmlElement(tag)
            holder = outer
            if inside:
                holder = OxmlElement(inside)
                outer.append(holder)
            run, text = OxmlElement("w:r"), OxmlElement("w:t")
            text.text = tag
            run.append(text)
            holder.append(run)
            paragraph.append(outer)

    assert read(fill) == ["in w:sdt", "in w:hyperlink"]


def test_package_without_a_document_is_refused() -> None:
    buffer = word_document(lambda document: document.add_paragraph("x"))
    other = repacked(buffer, replace={"word/document.xml": b"<other/>"})
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_file("law.docx", other)
