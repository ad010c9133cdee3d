"""CSV: one table, every row complete in itself, read back as written."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from legislation.exports.csv_writer import write_csv
from legislation.exports.summary import Column, Row, Run, Summary, Table
from tests.factories.summaries import TEXTS, make_register, make_summary


def read(summary: Summary) -> list[list[str]]:
    text = b"".join(write_csv(summary)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def one_column(*texts: str) -> Summary:
    return make_register(0, blocks=[Table([Column("text", "Text")], (Row([text]) for text in texts))])


def test_begins_with_a_mark_so_that_excel_reads_it_as_utf8() -> None:
    assert b"".join(write_csv(make_register(1))).startswith(b"\xef\xbb\xbf")


def test_register_is_its_table_with_what_each_row_rests_on() -> None:
    header, *rows = read(make_register(3))
    assert header == [
        "Citation", "Who", "Must do", "Tenge", "From",
        "Source", "Confidence", "Address", "Law as on", "Title",
    ]  # fmt: skip
    assert len(rows) == 3
    assert rows[1] == [
        "art. 2-1 CC", "Police", TEXTS["en"], "1730000", "2026-03-02", "Adilet", "medium",
        "https://qorgau.example/en/laws/kz/criminal-code-2014/art_2/?on=2026-03-01", "2026-03-01", "Duties",
    ]  # fmt: skip


def test_row_that_says_nothing_of_its_own_rests_on_what_the_summary_does() -> None:
    [_, row] = read(one_column("x"))
    assert row[1:3] == ["Adilet; Kodeksy-KZ", "high"]


def test_document_is_written_piece_by_piece() -> None:
    header, *rows = read(make_summary("en"))
    assert header[:4] == ["Part", "Item", "Text", "Language"]
    assert ["Article 60. Protective order", "1.", TEXTS["en"], "en"] in [row[:4] for row in rows]
    assert TEXTS["ur"] in [row[2] for row in rows if row[3] == "ur"]
    assert ["Duties 2, Tenge", "1730000"] in [row[1:3] for row in rows]


def test_empty_register_has_its_header() -> None:
    assert len(read(make_register(0))) == 1


def test_formula_becomes_text_and_number_stays_one() -> None:
    assert [row[0] for row in read(one_column("=1+1", "-5", "@x", "x;=1"))[1:]] == [
        "'=1+1",
        "-5",
        "'@x",
        "x;'=1",
    ]


def test_formula_in_a_title_or_label_becomes_text() -> None:
    table = Table([Column("a", "=1+1")], [Row([Run("=2", "ru")])])
    header, row = read(make_register(0, title="=3", blocks=[table]))
    assert (header[0], row[0], row[-1]) == ("'=1+1", "'=2", "'=3")


@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_cell_is_ever_a_formula(texts: list[str]) -> None:
    rows = read(one_column(*texts))
    assert len(rows) == len(texts) + 1
    for row in rows:
        assert not row[0].startswith(("=", "@", "\t", "\r"))
        assert row[0].strip("+-.,0123456789") == "" or not row[0].startswith(("+", "-"))


@given(
    st.lists(
        st.text(
            alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="=+-@"), max_size=30
        )
    )
)
def test_ordinary_text_is_read_back_as_written(texts: list[str]) -> None:
    written = [text for text in texts if not set(text) & set("＝＋－＠\ufffe\uffff")]
    assert [row[0] for row in read(one_column(*written))[1:]] == written


def test_many_rows_come_in_pieces() -> None:
    pieces = list(write_csv(make_register(2000)))
    assert len(pieces) > 5
    assert max(len(piece) for piece in pieces) < 100_000
