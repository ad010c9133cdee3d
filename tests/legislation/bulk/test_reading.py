"""Files that are no tables of ours are refused as a whole, in words."""

from __future__ import annotations

import io
import zipfile

import pytest

from legislation.bulk import reading, tables
from legislation.bulk.reading import read_tables
from legislation.bulk.tables import MEGABYTE, UnreadableTableError
from tests.legislation.bulk.files import workbook

LAWS = b"identifier,number\nkz-a-2020,1\n"


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableTableError) as found:
        read_tables(name=name, content=content)
    return str(found.value)


def packed(content: bytes, **parts: bytes) -> bytes:
    """Add parts to a workbook."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    [table] = read_tables(name="laws.csv", content=b"identifier,number\n\nkz-a,1\n,\nkz-b,2\n")
    assert table.rows == [
        (3, {"identifier": "kz-a", "number": "1"}),
        (5, {"identifier": "kz-b", "number": "2"}),
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators_of_other_countries_are_read(separator: str) -> None:
    [table] = read_tables(name="laws (2).csv", content=LAWS.replace(b",", separator.encode()))
    assert table.rows == [(2, {"identifier": "kz-a-2020", "number": "1"})]


def test_days_and_numbers_of_a_spreadsheet_are_read() -> None:
    import datetime as dt

    content = workbook(amounts=[["unit", "valid_from", "amount"], ["MCI", dt.date(2027, 1, 1), 4325.0]])
    [table] = read_tables(name="x.xlsx", content=content)
    assert table.rows == [(2, {"unit": "MCI", "valid_from": "2027-01-01", "amount": "4325"})]


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(A1)"])
def test_formula_in_a_workbook_is_a_fault_with_its_place(text: str) -> None:
    content = workbook(laws=[["identifier", "number"], ["kz-a", text]])
    [table] = read_tables(name="x.xlsx", content=content)
    [(row, column, value, words)] = table.faults
    assert (row, column, value) == (2, "number", text)
    assert "formula" in words


def test_formula_in_a_csv_is_a_fault() -> None:
    [table] = read_tables(name="laws.csv", content=b"identifier,number\nkz-a,=1+1\n")
    assert [fault[:3] for fault in table.faults] == [(2, "number", "=1+1")]


def test_cell_without_a_heading_is_a_fault() -> None:
    [table] = read_tables(name="laws.csv", content=b"identifier\nkz-a,stray\n")
    assert [fault[:3] for fault in table.faults] == [(2, "B", "stray")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("laws.csv", b"", "empty"),
        ("laws.csv", b"identifier,number\n", "no rows"),
        ("laws.pdf", b"%PDF-1.7", "neither"),
        ("laws.xls", b"\xd0\xcf\x11\xe0 old", "neither"),
        ("laws.xlsx", b"identifier\nkz-a\n", "neither"),
        ("laws.csv", workbook(laws=[["identifier"]]), "neither"),
        ("laws.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("laws.csv", "identifier,number\nkz-a,Закон\n".encode("cp1251"), "Line 2 is not UTF-8"),
        ("laws.csv", "identifier\nkz-a\n".encode("utf-16"), "not UTF-8"),
        ("laws.csv", b'identifier,number\nkz-a,"1\n', "quotes"),
        ("laws.csv", b"identifier,colour\nkz-a,red\n", "no column colour. Accepted: identifier, juris"),
        ("laws.csv", b"number\n1\n", "column identifier is missing"),
        ("laws.csv", b"identifier,number,number\nkz-a,1,2\n", "twice"),
        ("poems.csv", LAWS, "'poems.csv' names no kind of record. Accepted: laws"),
        (
            "x.xlsx",
            workbook(**{"laws": [["identifier"], ["kz-a"]], "laws (2)": [["identifier"]]}),
            "Two sheets",
        ),
    ],
)
def test_file_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    assert words in refusal(name, content)


def test_file_above_the_limit_is_refused() -> None:
    assert "10.5 MB. Accepted: up to 10 MB" in refusal("laws.csv", b"x" * (10 * MEGABYTE + MEGABYTE // 2))


def test_zip_bomb_is_refused() -> None:
    bomb = packed(workbook(laws=[["identifier"]]), **{"xl/media/x.xml": b"\0" * 20_000_000})
    assert "compressed as no table is" in refusal("x.xlsx", bomb)


def test_macros_are_refused() -> None:
    assert "macros" in refusal(
        "x.xlsx", packed(workbook(laws=[["identifier"]]), **{"xl/vbaProject.bin": b"x"})
    )


def test_package_that_is_no_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    assert "damaged" in refusal("x.xlsx", buffer.getvalue())


def test_more_rows_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    content = b"identifier\n" + b"".join(b"kz-%d\n" % number for number in range(3))
    assert "more than 2 rows" in refusal("laws.csv", content)


def test_row_far_below_is_refused_at_once() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "laws"
    book.active["A1"] = "identifier"
    book.active.cell(row=1_000_000, column=1, value="kz-a")
    buffer = io.BytesIO()
    book.save(buffer)
    assert f"more than {tables.MOST_ROWS} rows" in refusal("x.xlsx", buffer.getvalue())
