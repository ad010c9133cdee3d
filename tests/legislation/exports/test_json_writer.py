"""JSON: valid however long, exact in what it says."""

import json
from decimal import Decimal
from typing import Any

import pytest

from legislation.exports.json_writer import write_json
from legislation.exports.summary import Column, Fact, Facts, Row, Run, Summary, Table
from tests.factories.summaries import TEXTS, make_register, make_summary


def read(summary: Summary) -> dict[str, Any]:
    return dict(json.loads(b"".join(write_json(summary))))


@pytest.mark.parametrize("count", [0, 1, 2, 3000])
def test_is_valid_with_any_number_of_rows(count: int) -> None:
    [table] = read(make_register(count))["blocks"]
    assert len(table["rows"]) == count


def test_says_what_it_is_and_what_it_rests_on() -> None:
    said = read(make_summary("ur", notices=["پرانا"]))
    assert said["title"] == "دفعہ 60۔ حفاظتی حکم"
    assert (said["language"], said["direction"]) == ("ur", "rtl")
    assert (said["date_shown"], said["is_today"], said["generated_on"]) == ("2026-03-01", False, "2026-03-05")
    assert said["sources"][0]["url"] == "https://adilet.zan.kz/rus/docs/Z2500000245"
    assert said["confidence"] == "high"
    assert said["notices"] == ["پرانا"]
    assert "on=2026-03-01" in said["address"]


def test_without_blocks_it_is_still_whole() -> None:
    assert read(make_summary(blocks=[]))["blocks"] == []


def test_every_text_names_its_language() -> None:
    paragraphs = [block for block in read(make_summary("en"))["blocks"] if block["type"] == "paragraph"]
    assert {(run["language"], run["text"]) for p in paragraphs for run in p["runs"]} >= {
        ("ur", TEXTS["ur"]),
        ("kk", TEXTS["kk"]),
        ("en", TEXTS["en"]),
    }


def test_cells_keep_their_kind() -> None:
    columns = [Column(key, key) for key in "abcdefg"]
    cells = (1, Decimal("2.50"), Decimal("3"), None, Run("ж", "kk"), "=1+1", float("nan"))
    [table] = read(make_register(0, blocks=[Table(columns, [Row(cells)])]))["blocks"]
    [row] = table["rows"]
    assert row["cells"] == {"a": 1, "b": 2.5, "c": 3, "d": None, "e": "ж", "f": "=1+1", "g": None}
    assert row["languages"] == {"e": "kk"}


def test_fact_in_another_language_says_which() -> None:
    [block] = read(make_summary(blocks=[Facts([Fact("Title", Run("Заң", "kk")), Fact("MCI", 4325)])]))[
        "blocks"
    ]
    assert block["items"] == [
        {"label": "Title", "value": "Заң", "language": "kk"},
        {"label": "MCI", "value": 4325},
    ]


def test_half_a_pair_does_not_break_the_file() -> None:
    assert read(make_summary(title="a\ud800b"))["title"] == "a\ud800b"


def test_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="argument 2 is"):
        list(write_json(make_register(0, blocks=[Table([Column("a", "A")], [Row((1, 2))])])))
