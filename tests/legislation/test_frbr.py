"""Akoma Ntoso addresses are read back as they were written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation.frbr import Expression, InvalidUri, parse_uri

expressions = st.builds(
    Expression,
    work=st.sampled_from(
        ["/akn/kz/act/2025-12-30/245-viii", "/akn/pk-pb/act/2016/16", "/akn/kz/bill/2025/x-y"]
    ),
    language=st.none() | st.sampled_from(["en", "ru", "kk", "ur"]),
    day=st.none() | st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)),
    eid=st.none() | st.sampled_from(["art_60", "art_60__para_2", "art_115-1", "sec_354A"]),
)


@given(expression=expressions)
def test_an_address_is_read_back_as_it_was_written(expression: Expression) -> None:
    assert parse_uri(str(expression)) == expression


@pytest.mark.parametrize(
    "uri", ["/laws/kz", "/akn/kz/act/2025/1/xyz@2026-01-01", "/akn/kz/act/1@2024-13-45", "/akn/"]
)
def test_what_is_no_address_is_refused(uri: str) -> None:
    with pytest.raises(InvalidUri):
        parse_uri(uri)
