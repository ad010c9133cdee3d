"""Names and telephone numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.contacts import is_phone, plain_name, plain_phone


@pytest.mark.parametrize("name", ["Әйгерім", "عائشہ بی‌بی", "Anne-Marie O’Neil", "李"])
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u202e\u2066", "1 2 3", "---", "\x00"])
def test_what_has_no_letter_is_no_name(name: str) -> None:
    assert plain_name(name) == ""


def test_signs_that_turn_the_line_around_are_left_out() -> None:
    assert plain_name("Aigerim\u202e\x07 gnihton") == "Aigerim gnihton"


@pytest.mark.parametrize(
    "same",
    [
        ("+7 701 000 00 00", "8(701)000-00-00", "87010000000", "007 701 000 00 00"),
        ("+92 300 0000000", "0300-0000000", "+۹۲ ۳۰۰ ۰۰۰۰۰۰۰"),
    ],
)
def test_one_number_is_one_number_however_written(same: tuple[str, ...]) -> None:
    assert len({plain_phone(each, ["KZ", "PK"]) for each in same}) == 1
    assert len({plain_phone(each, ["PK", "KZ"]) for each in same}) == 1


@pytest.mark.parametrize("other", ["+81 3 0000 0000", "+86 139 0000 0000", "+7 701 000 00 01"])
def test_numbers_of_other_countries_stay_apart(other: str) -> None:
    assert plain_phone(other, ["KZ", "PK"]) == "".join(sign for sign in other if sign.isdigit())


def test_number_without_a_country_is_of_the_first_that_has_it() -> None:
    assert plain_phone("020 7946 0018", ["KZ", "GB"]) == "442079460018"
    assert plain_phone("020 7946 0018", ["KZ"]) == "02079460018"


@pytest.mark.parametrize(
    "given", ["", "......", "+7(((((((", "()()()", "12345", "1" * 16, "NaN", "0E+99999", "\x00"]
)
def test_what_nobody_can_ring_is_no_number(given: str) -> None:
    assert not is_phone(given)


@given(st.text())
def test_name_never_holds_a_control(text: str) -> None:
    assert not any(
        sign in plain_name(text) for sign in "\x00\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069"
    )
