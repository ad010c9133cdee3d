"""XLSX: a front sheet, then the same rows as the CSV; nothing in it is ever a formula or a link."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from legislation.exports import xlsx_writer
from legislation.exports.csv_writer import write_csv
from legislation.exports.summary import Column, Row, Run, Summary, Table
from legislation.exports.xlsx_writer import sheet_name, write_xlsx
from tests.factories.summaries import make_register, make_summary


def read(summary: Summary) -> Workbook:
    return load_workbook(io.BytesIO(b"".join(write_xlsx(summary))))


def as_text(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else "" if value is None else str(value)


def one_column(*texts: object) -> Summary:
    return make_register(0, blocks=[Table([Column("text", "Text")], (Row([text]) for text in texts))])  # type: ignore[list-item]


def test_front_sheet_says_what_this_is() -> None:
    sheet = read(make_summary("en"))["About"]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert "Article 60. Protective order" in lines
    assert "This is not today's law: from 2 March 2026." in lines
    assert lines["Law as on"] == "1 March 2026"
    assert lines["Confidence"] == "high"
    assert lines["Address"].endswith("?on=2026-03-01")
    sources = [row[1].value for row in sheet.iter_rows() if row[0].value == "Source"]
    assert sources == [
        "Adilet\nRussian text, read on 1 March 2026\nhttps://adilet.zan.kz/rus/docs/Z2500000245",
        "Kodeksy-KZ",
    ]


def test_register_has_the_same_rows_as_its_csv() -> None:
    text = b"".join(write_csv(make_register(50))).decode("utf-8-sig")
    expected = list(csv.reader(io.StringIO(text, newline="")))
    sheet = read(make_register(50))["Duties"]
    assert [[as_text(cell.value) for cell in row] for row in sheet.iter_rows()] == expected


def test_document_has_its_text_and_a_sheet_for_each_table() -> None:
    book = read(make_summary("en"))
    assert book.sheetnames == ["About", "Text", "Duties"]
    assert "PPC 509: جنسی ہراسانی (Penal Code)." in [row[2].value for row in book["Text"].iter_rows()]
    assert book["Duties"].max_row == 5


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@SUM(1)", "{=1}", "https://a.kz", "internal:A1", "mailto:a@b.kz"]
)
def test_text_is_text_whatever_it_begins_with(text: str) -> None:
    cell = read(one_column(text))["Duties"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_what_looks_like_a_formula_stays_text_when_edited() -> None:
    sheet = read(one_column("=1+1", "plain", "-5"))["Duties"]
    assert [sheet[f"A{row}"].quotePrefix for row in (2, 3, 4)] == [True, False, False]


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    row = read(make_register(1))["Duties"][2]
    assert (row[3].data_type, row[3].value, row[3].number_format) == ("n", 865000, "#,##0")
    assert (row[4].value, row[4].number_format) == (datetime(2026, 3, 2), "yyyy-mm-dd")  # noqa: DTZ001


def test_what_excel_cannot_count_goes_as_text() -> None:
    sheet = read(one_column(date(1860, 10, 6), 10**16, float("nan")))["Duties"]
    assert [sheet[f"A{row}"].value for row in (2, 3, 4)] == ["1860-10-06", "10000000000000000", "nan"]


def test_header_is_frozen_and_filters() -> None:
    sheet = read(make_register(3))["Duties"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J4"


def test_urdu_sheets_run_from_right_to_left_and_cells_keep_their_own_direction() -> None:
    assert all(sheet.sheet_view.rightToLeft for sheet in read(make_summary("ur")))
    assert not any(sheet.sheet_view.rightToLeft for sheet in read(make_summary("ru")))
    sheet = read(one_column(Run("دفعہ", "ur"), Run("Статья", "ru"), "Art."))["Duties"]
    assert [sheet[f"A{row}"].alignment.readingOrder for row in (2, 3, 4)] == [2, 1, 0]


def test_text_longer_than_a_cell_says_that_it_is_shortened() -> None:
    value = read(one_column("ж" * 40_000))["Duties"]["A2"].value
    assert len(value) < 32_767
    assert value.endswith("… [shortened: the whole text is in the JSON file]")


def test_rows_beyond_a_sheet_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writer, "LAST_ROW", 4)
    book = read(make_register(9))
    assert book.sheetnames == ["About", "Duties", "Duties (2)", "Duties (3)"]
    assert [book[name].max_row for name in book.sheetnames[1:]] == [5, 5, 2]
    assert [book[name]["A2"].value for name in book.sheetnames[1:]] == [
        "art. 1-1 CC",
        "art. 5-1 CC",
        "art. 9-1 CC",
    ]


def test_empty_register_says_so() -> None:
    assert read(make_register(0))["Duties"]["A2"].value == "Nothing matches."


@given(st.text(max_size=60))
def test_sheet_names_are_ones_that_excel_takes(title: str) -> None:
    name = sheet_name(title, {"sheet", title.lower()})
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


@settings(max_examples=30)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_no_cell_is_ever_a_formula(texts: list[str]) -> None:
    for row in read(one_column(*texts, *("=" + text for text in texts)))["Duties"].iter_rows():
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
