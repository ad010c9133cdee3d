"""Units: what a value can be, and how it is written."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from programs.units import problem_with, value_text


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (18.9, "percent", ""),
        (-0.1, "percent", "outside"),
        (100.1, "percent", "outside"),
        (-15, "percentage points", ""),
        (0, "rank", "outside"),
        (1.5, "rank", "whole"),
        (1.001, "score 0-1", "outside"),
        (-1, "cases", "outside"),
        (3, "a unit of tomorrow", ""),
    ],
)
def test_value_is_checked_against_its_unit(value: float, unit: str, words: str) -> None:
    found = problem_with(value, unit)
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        ("18.9000", "percent", "en", "18.9%"),
        ("18.9000", "percent", "ru", "18,9%"),
        ("0.6980", "score 0-1", "en", "0.698"),
        ("92.0000", "rank", "kk", "92"),
        ("43147", "reports", "en", "43,147 reports"),
    ],
)
def test_value_is_written_as_the_language_writes_numbers(
    value: str, unit: str, language: str, text: str
) -> None:
    with override(language):
        # Some languages put a space before the sign.
        assert value_text(Decimal(value), unit).replace("\xa0", " ").replace(" %", "%") == text
