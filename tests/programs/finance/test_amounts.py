"""Money of a repayment table, written as each language writes it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from programs.finance.amounts import cents_text


@given(st.decimals("0", "999999999999.99", places=2), st.sampled_from(["en", "ru", "kk", "ur"]))
def test_sums_are_written_as_babel_writes_them(amount: Decimal, language: str) -> None:
    with override(language):
        assert cents_text(amount) == format_decimal(amount, "#,##0.00", locale=language)


@pytest.mark.parametrize(("language", "text"), [("en", "1,234,567.80"), ("ru", "1\xa0234\xa0567,80")])
def test_each_language_has_its_own_signs(language: str, text: str) -> None:
    with override(language):
        assert cents_text(Decimal("1234567.80")) == text
