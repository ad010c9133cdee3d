"""No cell is ever a formula; numbers and ordinary text stay as they are."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation.exports.cells import clean, guarded, is_suspect, long_date, machine_text, reader_text

FORMULA_STARTS = "=+-@＝＋－＠"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1+1",
        "\u200b=1",
        '"=1',
        "＝1+1",
        "\ufeff=1",
        "\tx",
    ],
)
def test_what_begins_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text.replace("\t=", "\t'=").replace("\r=", "\r'=")


@pytest.mark.parametrize("text", ["x;=1+1", "x\n=1+1", "x\t@A1", "x;  =1+1"])
def test_what_begins_a_formula_for_a_reader_that_splits_elsewhere_is_guarded(text: str) -> None:
    assert guarded(text).count("'") == 1
    assert guarded(text).index("'") == 2


@pytest.mark.parametrize("text", ["-5", "+77011234567", "-1,5", "-1.50"])
def test_numbers_stay_numbers(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text", ["", "art. 115-1", "a=b", "2026-03-01", "mail@example.org", "x; y", "ст. 461 – 2"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from(FORMULA_STARTS + ';\t\r\n "\u200b1a')),
        max_size=20,
    )
)
def test_guarded_text_never_begins_a_formula_and_loses_nothing(text: str) -> None:
    result = guarded(text)
    assert result.replace("'", "") == text.replace("'", "")
    if result != text:
        assert guarded(result) == result
    stripped = result.lstrip(' "\u200b\u200e\u200f\xa0\ufeff')
    if stripped[:1] in tuple(FORMULA_STARTS):
        assert stripped.lstrip("+-").replace(",", "", 1).replace(".", "", 1).isdigit()


@given(
    st.lists(st.text(alphabet=st.characters() | st.sampled_from(FORMULA_STARTS + ';\t\r\n "'), max_size=8))
)
def test_quick_look_never_misses_what_needs_a_guard(texts: list[str]) -> None:
    if any(guarded(text) != text for text in texts):
        assert is_suspect(texts)


def test_what_is_dropped_later_does_not_hide_a_formula() -> None:
    hidden = ["\x00=1", "\x1f=1", "\x80=1", "\ud800=1", "\ufffe=1"]
    assert [guarded(text) for text in hidden] == ["'" + text for text in hidden]


def test_control_characters_and_half_pairs_are_dropped() -> None:
    assert clean("a\x00b\x1bc\ud800d\ne\tf") == "abcd\ne\tf"


def test_machines_get_plain_values() -> None:
    cells = [date(1860, 10, 6), Decimal("0.10"), 865000, -5, None, "x"]
    assert [machine_text(cell) for cell in cells] == ["1860-10-06", "0.10", "865000", "-5", "", "x"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "1 March 2026"), ("ru", "1 марта 2026"), ("kk", "2026 ж. 1 наурыз"), ("ur", "1 مارچ، 2026")],
)
def test_readers_get_dates_in_their_language(language: str, expected: str) -> None:
    assert (
        long_date(date(2026, 3, 1), language).replace("\u202f", " ").replace("\xa0", " ").startswith(expected)
    )


def test_readers_get_grouped_numbers_with_every_decimal() -> None:
    assert reader_text(Decimal("1234567.125"), "en") == "1,234,567.125"
