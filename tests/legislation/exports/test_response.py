"""The answer that hands a summary over: a file to keep, streamed, stored by no cache."""

from collections.abc import Iterator

import pytest

from legislation.exports.formats import FORMATS, UnknownFormat
from legislation.exports.response import export_response
from legislation.exports.summary import Block, Column, Row, Table
from tests.factories.summaries import make_register, make_summary, register_rows


@pytest.mark.parametrize("code", list(FORMATS))
def test_every_format_is_handed_over_as_a_file(code: str) -> None:
    response = export_response(make_summary("kk"), code)
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[code].content_type
    name = f"kz-offence-prevention-2025-art-60-2026-03-01-kk.{code}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Language"] == "kk"
    assert b"".join(response) == b"".join(FORMATS[code].write(make_summary("kk")))  # type: ignore[arg-type]


def test_unknown_format_is_refused_before_anything_is_made() -> None:
    with pytest.raises(UnknownFormat):
        export_response(make_summary(), "docx")


def test_rows_are_read_as_they_are_sent() -> None:
    taken = 0

    def rows() -> Iterator[Row]:
        nonlocal taken
        for row in register_rows(5000):
            taken += 1
            yield row

    response = export_response(
        make_register(0, blocks=[Table([Column(k, k) for k in "abcde"], rows())]), "csv"
    )
    assert 0 < taken < 1000
    assert sum(piece.count(b"\r\n") for piece in response) == 5001  # type: ignore[union-attr, misc]


def test_what_fails_at_the_start_fails_before_the_answer_begins() -> None:
    def blocks() -> Iterator[Block]:
        raise RuntimeError("the database is gone")
        yield

    with pytest.raises(RuntimeError, match="the database is gone"):
        export_response(make_summary(blocks=blocks()), "csv")
