"""Observations as tables: each row with its problem; all or nothing; unchanged, it changes nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from legislation.bulk.importing import ChangedMeanwhileError
from legislation.bulk.tables import UnreadableTableError
from legislation.bulk.writing import write_csv, write_workbook
from programs.figures.bulk.importing import carry_out, start_import
from programs.figures.bulk.sheet import HEADER, ObservationSheet
from programs.models import FigureImport, Indicator, Observation
from tests.factories import figures

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def series() -> Indicator:
    return figures.make_indicator(slug="made-up-kz")


@pytest.fixture
def writer() -> Any:
    return figures.make_writer()


def row(**values: str) -> dict[str, str]:
    return {
        "indicator": "made-up-kz", "period": "2024", "value": "20", "unit": "percent",
        "source_url": figures.SOURCE, "publisher": "Made up",
    } | values  # fmt: skip


def as_csv(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_workbook(*rows: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(HEADER))
    for each in rows:
        book.active.append([each.get(name) for name in HEADER])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(content: bytes, actor: Any, name: str = "observations.csv") -> FigureImport:
    return start_import(name=name, content=content, actor=actor, at=AT)


def apply(held: FigureImport, actor: Any, reason: str = "", *, to_review: bool = False) -> dict[str, int]:
    return carry_out(held=held, actor=actor, reason=reason, at=AT, to_review=to_review)


def problems(held: FigureImport) -> list[tuple[str, str]]:
    return [(column, words) for line in held.lines for column, _value, words in line["problems"]]


@pytest.mark.parametrize(
    ("values", "column", "words"),
    [
        ({"indicator": "made-up-k"}, "indicator", "Did you mean made-up-kz?"),
        ({"indicator": "of nothing at all"}, "indicator", "No series of this name"),
        ({"source_url": ""}, "source_url", "no figure is taken without"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "begins with https"),
        ({"value": "120"}, "value", "outside what"),
        ({"value": "-1"}, "value", "outside what"),
        ({"value": "20,5"}, "value", "a number with a point"),
        ({"value": "NaN"}, "value", "a number with a point"),
        ({"value": ""}, "value", "a number with a point"),
        ({"value": "20.12345"}, "value", "decimal places"),
        ({"period": "last year"}, "period", "is not a period"),
        ({"period": "2024-13"}, "period", "is not a period"),
        ({"period": "2031"}, "period", "hasn't begun"),
        ({"unit": "KZT"}, "unit", "The series is in “percent”"),
        ({"unit": "persons"}, "unit", "The series is in “percent”"),
        ({"out_of": "148"}, "out_of", "Only a rank"),
        ({"publisher": ""}, "publisher", "who published"),
        ({"value": "=1+1"}, "value", "It is a formula"),
        ({"note_en": "=HYPERLINK(1)"}, "note_en", "It is a formula"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_row_is_listed_with_its_problem(
    kind: str, values: dict[str, str], column: str, words: str, series: Indicator, writer: Any
) -> None:
    make = as_csv if kind == "csv" else as_workbook
    held = bring(make(row(**values)), writer, f"figures.{kind}")
    found = problems(held)
    assert [name for name, _words in found] == [column]
    assert words in found[0][1]
    assert held.lines[0]["row"] == 2


def test_one_bad_row_keeps_all_others_out(series: Indicator, writer: Any) -> None:
    held = bring(as_csv(row(), row(period="2023", value="200")), writer)
    with pytest.raises(ValidationError, match="Rows with problems"):
        apply(held, writer)
    assert not series.observations.exists()


def test_rehearsal_writes_nothing(series: Indicator, writer: Any) -> None:
    bring(as_csv(row()), writer)
    assert not series.observations.exists()


def test_new_rows_become_drafts_of_whoever_brings_them(series: Indicator, writer: Any) -> None:
    apply(bring(as_csv(row(note_en="Page 4", note_ru="Страница 4")), writer), writer)
    seen = series.observations.get()
    assert (seen.state, seen.author, seen.value, seen.note) == ("draft", writer, 20, "Page 4")
    assert seen.i18n == {"note_ru": "Страница 4"}
    assert seen.days.lower == dt.date(2024, 1, 1)


def test_drafts_can_go_to_review_at_once(series: Indicator, writer: Any) -> None:
    apply(bring(as_csv(row()), writer), writer, to_review=True)
    assert series.observations.get().state == "in-review"


def test_another_value_for_a_period_is_kept_as_a_disagreement(series: Indicator, writer: Any) -> None:
    former = figures.loaded(series)
    held = bring(as_csv(row(value="25", source_url="https://example.com/other")), writer)
    assert "Sources disagree: 20%" in held.lines[0]["remarks"][0]
    apply(held, writer)
    former.refresh_from_db()
    assert (former.state, former.value) == ("published", 20)
    assert series.observations.count() == 2


def test_another_value_of_the_same_source_overwrites_nothing(series: Indicator, writer: Any) -> None:
    figures.loaded(series)
    apply(bring(as_csv(row(value="25")), writer), writer)
    assert sorted(series.observations.values_list("value", "state")) == [
        (Decimal(20), "published"),
        (Decimal(25), "draft"),
    ]


def test_rows_of_one_file_that_disagree_are_noted(series: Indicator, writer: Any) -> None:
    held = bring(as_csv(row(), row(value="25")), writer)
    assert all("Sources disagree" in line["remarks"][0] for line in held.lines)


def test_row_that_stands_twice_is_refused(series: Indicator, writer: Any) -> None:
    held = bring(as_csv(row(), row(value="20.0")), writer)
    assert problems(held) == [("indicator", "Row 2 says the same. Accepted: each figure of a source once.")]


def test_other_note_of_a_published_figure_is_a_correction_with_a_reason(
    series: Indicator, writer: Any
) -> None:
    former = figures.loaded(series)
    held = bring(as_csv(row(note_en="Page 4")), writer)
    assert held.corrections == 1
    with pytest.raises(ValidationError, match="Say why"):
        apply(held, writer)
    apply(held, writer, "The page was missing.")
    draft = series.observations.get(corrects=former)
    assert (draft.note, draft.correction_reason, draft.value) == ("Page 4", "The page was missing.", 20)


def test_columns_that_a_file_leaves_out_stay(series: Indicator, writer: Any) -> None:
    figures.loaded(series, note="Page 4")
    text = f"indicator,period,value,source_url,publisher\nmade-up-kz,2024,20,{figures.SOURCE},Made up\n"
    assert bring(text.encode(), writer).lines[0]["outcome"] == "unchanged"


def test_same_draft_again_changes_nothing(series: Indicator, writer: Any) -> None:
    apply(bring(as_csv(row()), writer), writer)
    assert bring(as_csv(row()), writer).lines[0]["outcome"] == "unchanged"


def test_what_was_withdrawn_is_said(series: Indicator, writer: Any) -> None:
    figure = figures.loaded(series)
    Observation.objects.filter(pk=figure.pk).update(
        state="withdrawn", withdrawal_reason="Misread.", withdrawal_asked_by=writer,
        withdrawn_by=figures.make_reviewer(), withdrawn_on=figures.TODAY,
    )  # fmt: skip
    assert "Misread." in bring(as_csv(row()), writer).lines[0]["remarks"][0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_brought_back_unchanged_changes_nothing(kind: str, writer: Any) -> None:
    sheet = ObservationSheet()
    content = b"".join(write_csv(sheet) if kind == "csv" else write_workbook([sheet]))
    before = Observation.objects.count()
    held = bring(content, writer, f"observations.{kind}")
    assert {line["outcome"] for line in held.lines} == {"unchanged"}
    assert len(held.lines) == Observation.objects.published().count() == before


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    note=st.text(max_size=40),
    value=st.decimals(0, 100, places=4),
    publisher=st.text(max_size=29).map(lambda text: f"{text}P"),
)
@example(note="\x1b", value=Decimal(0), publisher="\x1bP")
def test_whatever_a_figure_says_comes_back_as_it_left(
    note: str, value: Decimal, publisher: str, series: Indicator, writer: Any
) -> None:
    note, publisher = note.replace("\x00", ""), publisher.replace("\x00", "")
    number = Observation.objects.filter(indicator=series).count()
    figures.loaded(
        series, note=note, value=value, publisher=publisher, source_url=f"{figures.SOURCE}/{number}"
    )
    content = b"".join(write_csv(ObservationSheet("made-up-kz")))
    assert {line["outcome"] for line in bring(content, writer).lines} == {"unchanged"}


def test_import_is_carried_out_once(series: Indicator, writer: Any) -> None:
    held = bring(as_csv(row()), writer)
    apply(held, writer)
    with pytest.raises(ValidationError, match="done already"):
        apply(held, writer)


def test_nobody_carries_out_the_import_of_another(series: Indicator, writer: Any) -> None:
    with pytest.raises(PermissionDenied):
        apply(bring(as_csv(row()), writer), figures.make_writer())


def test_who_may_not_write_brings_nothing_in(series: Indicator) -> None:
    with pytest.raises(PermissionDenied):
        bring(as_csv(row()), figures.make_person("view_observation"))


def test_what_changed_since_it_was_shown_stops_it(series: Indicator, writer: Any) -> None:
    held = bring(as_csv(row()), writer)
    figures.loaded(series)
    with pytest.raises(ChangedMeanwhileError):
        apply(held, writer)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("figures.csv", b"", "empty"),
        ("figures.txt", b"indicator\n", "is neither"),
        ("figures.csv", b"indicator,period,value\nx,2024,1\n", "column source_url is missing"),
        ("figures.csv", b"indicator,period,value,source_url,salary\n1,2,3,4,5\n", "no column salary"),
        ("figures.xlsx", b"PK\x03\x04nonsense", "damaged"),
        ("figures.csv", b"indicator,period,value,source_url\n\xff\xfe,2024,1,x\n", "not UTF-8"),
    ],
)
def test_file_that_is_no_table_of_observations_is_refused(
    name: str, content: bytes, words: str, writer: Any
) -> None:
    with pytest.raises(UnreadableTableError, match=words):
        bring(content, writer, name)
