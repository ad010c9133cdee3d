"""Statuses in words become codes; a year makes it a report, not a fact of today."""

import pytest

from programs.statuses import status_code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("active", "active"),
        ("in force", "active"),
        ("active under a successor programme", "active"),
        ("active in 2019 (seventh year)", "reported"),
        ("active when reported", "reported"),
        ("as listed by Damu", "reported"),
        ("supported in 2022", "reported"),
        ("phase two to 2026", "reported"),
        ("reported 2023", "reported"),
        ("closed", "ended"),
        ("held", "ended"),
        ("proposed February 2019", "proposed"),
        ("announced November 2025", "proposed"),
        ("unverified", "unknown"),
        ("unknown in 2026", "unknown"),
        ("", "unknown"),
    ],
)
def test_words_become_a_code(words: str, code: str) -> None:
    assert status_code(words) == code
