"""Formats by code, and names of files."""

import pytest

from legislation.exports.formats import FORMATS, UnknownFormat, filename, format_named
from tests.factories.summaries import make_summary


def test_each_format_is_its_own_extension() -> None:
    assert list(FORMATS) == ["pdf", "xlsx", "csv", "json", "md"]
    assert all(code == chosen.extension for code, chosen in FORMATS.items())


@pytest.mark.parametrize("code", ["docx", "", "PDF", "../etc/passwd", "x" * 1000])
def test_unknown_format_says_what_was_given_and_what_is_accepted(code: str) -> None:
    with pytest.raises(UnknownFormat, match="Formats: pdf, xlsx, csv, json, md") as caught:
        format_named(code)
    assert caught.value.given == code
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("kz-offence-prevention-2025-art-60", "kz-offence-prevention-2025-art-60-2026-03-01-en.pdf"),
        ("Поиск", "qorgau-2026-03-01-en.pdf"),
        ('a"b\r\n../c', "a-b-c-2026-03-01-en.pdf"),
        ("é" * 200, "e" * 80 + "-2026-03-01-en.pdf"),
    ],
)
def test_file_names_are_plain_ascii(slug: str, expected: str) -> None:
    assert filename(make_summary(slug=slug), "pdf") == expected
