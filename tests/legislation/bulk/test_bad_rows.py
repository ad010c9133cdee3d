"""Each row that can't be taken says which cell, what it holds and what is accepted."""

from __future__ import annotations

import pytest

from legislation.choices import EditorialState
from tests.factories.editors import law_with_articles
from tests.factories.legislation import make_version
from tests.legislation.bulk.conftest import Send
from tests.legislation.bulk.files import csv_file, rows_of, workbook

pytestmark = pytest.mark.django_db


def problem(send: Send, kind: str, row: dict[str, str], *others: dict[str, str]) -> list[str]:
    bulk = send(f"{kind}.csv", csv_file(kind, [*others, row]))
    found = [line["problems"][0] for line in bulk.lines if line["outcome"] == "problem"]
    assert len(found) == 1, bulk.lines
    return found[0]


def changed(kind: str, /, **cells: str) -> dict[str, str]:
    return rows_of(kind)[0] | cells


@pytest.mark.parametrize(
    ("kind", "cells", "column", "words"),
    [
        ("laws", {"adopted": "31.12.2026"}, "adopted", "a day as 2027-01-31"),
        ("laws", {"adopted": "2026-02-30"}, "adopted", "a day as 2027-01-31"),
        ("laws", {"kind": "poem"}, "kind", "constitution"),
        ("laws", {"title_ru": "я" * 501}, "title_ru", "501 characters. Accepted: at most 500"),
        ("laws", {"title_en": ""}, "title_en", "may not be empty"),
        ("laws", {"topics": "weather"}, "topics", "Accepted:"),
        ("laws", {"jurisdiction": "PK"}, "jurisdiction", "can't change in a table"),
        ("laws", {"in_force": "2020-01-01", "repealed": "2019-01-01"}, "", "before the day the law comes"),
        ("laws", {"official_url": "no address"}, "official_url", "valid URL"),
        ("duties", {"bearer": "wizard"}, "bearer", "Accepted:"),
        ("duties", {"deadline_value": "soon"}, "deadline_value", "a whole number"),
        ("duties", {"deadline_value": "5", "deadline_unit": "moons"}, "deadline_unit", "hours"),
        ("duties", {"immediate": "perhaps"}, "immediate", "true, false"),
        ("penalties", {"minimum": "50", "maximum": "20", "unit": "MCI"}, "", "minimum is above the maximum"),
        ("penalties", {"unit": "XYZ"}, "unit", "hours"),
        ("penalties", {"valid_from": "yesterday"}, "valid_from", "a day as"),
        ("penalties", {"eid": "art_99999"}, "eid", "no provision of this eId"),
        ("penalties", {"position": "-1"}, "position", "a whole number"),
        ("penalties", {"law": ""}, "law", "It is missing"),
        ("texts", {"language": "xx"}, "language", "en, ru, kk, ur"),
        ("versions", {"valid_until": "2090-01-01"}, "valid_until", "can't change in a table"),
        ("measures", {"breach_provision": "kz#x"}, "breach_provision", "No such provision"),
        ("amounts", {"amount": "much"}, "amount", "a number such as 20"),
        ("amounts", {"amount": "1e99"}, "amount", "digits"),
        ("glossary", {"forms_en": "one\none"}, "forms_en", "stands here twice"),
    ],
)
def test_cell_is_refused_in_words(
    send: Send, kind: str, cells: dict[str, str], column: str, words: str
) -> None:
    found = problem(send, kind, changed(kind, **cells))
    assert (found[0], found[1]) == (column, cells.get(column, ""))
    assert words in found[2]


def test_duplicate_keys_name_the_other_row(send: Send) -> None:
    row = rows_of("laws")[0]
    found = problem(send, "laws", row, row)
    assert "Row 2 is about the same record" in found[2]


def test_overlapping_days_are_refused(send: Send) -> None:
    first, *_others = rows_of("amounts")
    late = {"unit": "MCI", "valid_from": "2090-01-01", "amount": "1", "confidence": "low"}
    later = late | {"valid_from": "2091-01-01"}
    assert first["unit"] == "MCI"
    bulk = send("amounts.csv", csv_file("amounts", [late, later]))
    assert "overlap those of MCI" in str([line["problems"] for line in bulk.lines])


def test_days_that_end_before_they_begin_are_refused(send: Send) -> None:
    row = {"unit": "MCI", "valid_from": "1990-01-01", "valid_until": "1989-01-01", "confidence": "low"}
    assert problem(send, "amounts", row)[:2] == ["valid_until", "1989-01-01"]


def test_formula_is_a_problem_with_sheet_row_and_column(send: Send) -> None:
    row = rows_of("laws")[0]
    content = workbook(laws=[["identifier", "number"], [row["identifier"], "=1+1"]])
    [line] = send("x.xlsx", content).lines
    assert (line["kind"], line["row"], line["problems"][0][:2]) == ("laws", 2, ["number", "=1+1"])


def test_version_in_review_waits(send: Send) -> None:
    law, [article] = law_with_articles(1)
    article.versions.update(state=EditorialState.SUPERSEDED)
    version = make_version(article, None, state=EditorialState.DRAFT)
    version.state = EditorialState.IN_REVIEW
    version.save()
    row = {"law": law.identifier, "eid": article.eid, "valid_from": "", "language": "en", "summary": "Other"}
    bulk = send("texts.csv", csv_file("texts", [row], list(row)))
    assert "in review" in bulk.lines[0]["problems"][0][2]


def test_new_law_needs_an_identifier_of_its_place(send: Send) -> None:
    row = rows_of("laws")[0] | {"identifier": "elsewhere-2027", "frbr_uri": "/akn/kz/act/2027/x"}
    assert problem(send, "laws", row)[0] == "identifier"
