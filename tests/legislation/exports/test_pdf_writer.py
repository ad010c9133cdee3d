"""PDF: tagged, claims PDF/UA-1, and its words can be read and found in every language."""

import io
import subprocess
from datetime import date

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from legislation.exports import pdf_writer
from legislation.exports.pdf_writer import TypesettingError, document, write_pdf
from legislation.exports.summary import (
    Block,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    Run,
    Summary,
    Table,
)
from tests.factories.summaries import TITLES, make_register, make_summary


def made(summary: Summary) -> bytes:
    return b"".join(write_pdf(summary))


def read(summary: Summary) -> PdfReader:
    return PdfReader(io.BytesIO(made(summary)))


def words(content: bytes) -> str:
    """Read a file's text as Chromium does."""
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "\n")


def elements(reader: PdfReader) -> list[tuple[str, str]]:
    """Give the structure of a file in reading order: kind and language of each element."""
    found: list[tuple[str, str]] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop(0)
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting = [*node, *waiting]
        elif isinstance(node, DictionaryObject) and "/S" in node:
            found.append((str(node["/S"]), str(node.get("/Lang", ""))))
            waiting = [node.get("/K", []), *waiting]
    return found


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "/L2R"), ("ru", "/L2R"), ("kk", "/L2R"), ("ur", "/R2L")]
)
def test_says_its_title_language_and_direction_and_is_tagged(language: str, direction: str) -> None:
    reader = read(make_summary(language))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == TITLES[language]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/ViewerPreferences"]["/Direction"] == direction
    assert elements(reader)[:2] == [("/Document", ""), ("/Title", "")]


def test_claims_pdf_ua() -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read(make_summary()).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_phrases_of_every_language_can_be_found(language: str) -> None:
    text = words(made(make_summary(language)))
    assert "protective order for 30 days" in text
    assert "защитное предписание на 30 суток" in text
    assert "қорғау нұсқамасын" in text
    assert "Әәғғ Ққ Ңң Өө Ұұ Үү Һһ Іі" in text
    assert "خواتین کا تحفظ: پولیس تیس دن کے لیے حفاظتی حکم" in text


def test_phrases_of_an_urdu_file_can_be_found() -> None:
    content = made(make_summary("ur"))
    assert "خواتین کا تحفظ: پولیس تیس دن کے لیے حفاظتی حکم" in words(content)
    # Chromium's reader turns every line of such a file, Latin too; pypdf reads the order within the file.
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "protective order for 30 days" in text
    assert "қорғау нұсқамасын" in text
    assert all(word in text for word in ["خواتین", "تحفظ", "حفاظتی", "گھریلو", "تشدد"])


def test_carries_date_shown_notice_sources_confidence_and_address() -> None:
    text = words(made(make_summary("en")))
    assert "Qorgau" in text
    assert "Law as on: 1 March 2026" in text
    assert "This is not today's law: from 2 March 2026." in text
    assert "Confidence high" in text
    assert "https://adilet.zan.kz/rus/docs/Z2500000245" in text
    assert "https://qorgau.example/en/laws/kz/offence-prevention-2025/art_60/" in text
    assert "1 of 2" in text


def test_address_and_sources_are_links() -> None:
    links = {
        annotation.get_object()["/A"]["/URI"]
        for page in read(make_summary("en")).pages
        for annotation in page.get("/Annots", [])
    }
    assert "https://qorgau.example/en/laws/kz/offence-prevention-2025/art_60/?on=2026-03-01" in links
    assert "https://adilet.zan.kz/rus/docs/Z2500000245" in links
    assert "https://qorgau.example/en/laws/kz/criminal-code-2014/art_1/?on=2026-03-01" in links


def test_only_web_addresses_are_links() -> None:
    reader = read(
        make_summary(sources=(), address="javascript:1", blocks=[Paragraph(Run("x", href="file:///etc"))])
    )
    assert all("/Annots" not in page for page in reader.pages)


def test_paragraphs_headings_tables_and_languages_are_in_the_structure() -> None:
    found = elements(read(make_summary("en")))
    kinds = [kind for kind, _ in found]
    assert kinds.count("/TH") == 6
    assert kinds.count("/TR") == 5
    assert ("/P", "ru") in found
    assert ("/P", "kk") in found
    assert ("/P", "ur") in found
    assert kinds.index("/H1") < kinds.index("/H2")


def test_headings_are_bookmarks() -> None:
    assert [entry["/Title"] for entry in read(make_summary("en")).outline if isinstance(entry, dict)] == [
        TITLES["en"],
        "Sources",
    ]


def test_header_of_a_table_repeats_on_every_page() -> None:
    content = made(make_register(60))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    assert len(pages) > 2
    assert all("Citation" in page for page in pages[:-1])


def wide_table(columns: int) -> Table:
    return Table(
        [Column(str(n), f"Column {n}") for n in range(columns)], [Row(["Jurisdiction"] * columns)] * 2
    )


@pytest.mark.parametrize(("columns", "landscape"), [(3, False), (9, True), (20, False)])
def test_register_turns_the_page_where_that_makes_its_columns_fit(columns: int, landscape: bool) -> None:
    page = read(make_register(0, blocks=[wide_table(columns)])).pages[0].mediabox
    assert (page.width > page.height) == landscape


def test_table_too_wide_for_any_page_becomes_lists() -> None:
    kinds = [kind for kind, _ in elements(read(make_register(0, blocks=[wide_table(20)])))]
    assert "/Table" not in kinds
    text = words(made(make_register(0, blocks=[wide_table(20)])))
    assert text.count("Column 19 Jurisdiction") == 2


def test_text_is_never_turned_for_a_table_in_it() -> None:
    page = read(make_summary(blocks=[Heading("a"), wide_table(9)])).pages[0].mediabox
    assert page.width < page.height


def test_column_empty_in_every_row_is_left_out() -> None:
    table = Table([Column("a", "Alpha"), Column("b", "Beta")], [Row(["x", ""]), Row(["y", None])])
    assert "Beta" not in words(made(make_register(0, blocks=[table])))


def test_confidence_is_a_column_only_where_rows_differ_in_it() -> None:
    columns = [Column("a", "A")]
    same = Table(columns, [Row(["x"], confidence="high")])
    other = Table(columns, [Row(["x"], confidence="low"), Row(["y"])])
    shown = [document(make_register(0, blocks=[table]))["blocks"][0] for table in (same, other)]
    assert [table["labels"] for table in shown] == [["A"], ["A", "Confidence"]]
    assert [row["cells"][-1] for row in shown[1]["rows"]] == ["low", "high"]


def test_text_is_never_read_as_markup() -> None:
    text = '#panic("x") *b* _i_ $1$ @ref <l> `c` = H #sys.version \\ // c /* d */ ~ -- "q" [x]'
    blocks: list[Block] = [
        Heading(text),
        Paragraph(text, number="#1)"),
        Facts([Fact(text, text)]),
        Table([Column("a", text)], [Row([text])], title=text),
    ]
    read_back = words(made(make_summary(title=text, subtitle=text, blocks=blocks)))
    assert read_back.count('#panic("x") *b* _i_ $1$ @ref') == 9 - 1


def test_what_the_fonts_lack_is_shown_by_its_code() -> None:
    assert "law [U+6F22] [U+1F600]" in words(made(make_summary(title="law 漢 😀")))


def test_control_characters_do_no_harm() -> None:
    assert "ab" in words(made(make_summary(title="a\x00\x07b\ud800", blocks=[Paragraph("x\u202ey\u2066z")])))


def test_levels_of_headings_are_never_skipped() -> None:
    blocks: list[Block] = [Heading("a", 3), Heading("b", 6), Heading("c", 1), Heading("d", 4)]
    assert [block["level"] for block in document(make_summary(blocks=blocks))["blocks"]] == [1, 2, 1, 2]


def test_long_register_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_writer, "ROWS_SHOWN", 3)
    [table] = document(make_register(4))["blocks"]
    assert len(table["rows"]) == 3
    assert table["note"].startswith("The first 3 rows are shown here.")
    [whole] = document(make_register(3))["blocks"]
    assert (len(whole["rows"]), whole["note"]) == (3, "")


def test_same_summary_is_the_same_file() -> None:
    assert made(make_summary("kk")) == made(make_summary("kk"))


def test_made_on_is_the_date_in_the_file() -> None:
    metadata = read(make_summary(generated_on=date(2026, 3, 5))).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == date(2026, 3, 5)


def test_engine_that_fails_says_why() -> None:
    with pytest.raises(TypesettingError, match=r"stopped with code 1: [\s\S]*KeyError: 'made'"):
        pdf_writer.typeset("{}")


def test_engine_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_writer, "SECONDS", 0.001)
    with pytest.raises(TypesettingError, match="stopped after"):
        made(make_summary())


def test_engine_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []

    def run(*_args: object, env: dict[str, str], **_kwargs: object) -> subprocess.CompletedProcess[bytes]:
        given.append(env)
        return subprocess.CompletedProcess([], 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    pdf_writer.typeset("{}")
    assert set(given[0]) == {"PATH", "LC_ALL"}


def test_only_a_long_text_begins_with_its_contents() -> None:
    short: list[Block] = [Heading(f"Article {number}") for number in range(20)]
    long = [*short, *(Paragraph("word " * 1000) for _ in range(10))]
    assert "Contents" not in words(made(make_summary(blocks=short)))
    assert "Contents" in words(made(make_summary(blocks=long)))
