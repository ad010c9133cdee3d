"""Exporting, editing nothing and importing again changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation.bulk.cells import cell_text, same_text, unguarded
from legislation.bulk.kinds import KINDS
from legislation.bulk.lines import counts
from legislation.exports.cells import guarded
from legislation.models import GlossaryTerm, Law, ProvisionVersion
from tests.legislation.bulk.conftest import Send
from tests.legislation.bulk.files import exported_csv, exported_workbook

AWKWARD = (
    "=1+1",
    "'=1",
    "a;=b",
    "  -5 x ",
    "@x\r\n=y",
    "l\u200ber",
    '“q” "q", c',
    "x" * 40_000,
    "007",
    "1e5",
)


def only_unchanged(lines: list[dict[str, object]]) -> bool:
    totals = counts(lines)
    return totals["unchanged"] == len(lines) > 0


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_csv_of_all_reference_data_changes_nothing(send: Send, kind: str) -> None:
    bulk = send(f"{kind}.csv", exported_csv(kind))
    assert only_unchanged(bulk.lines), [one for one in bulk.lines if one["outcome"] != "unchanged"][:3]


@pytest.mark.django_db
def test_workbook_of_all_reference_data_changes_nothing(send: Send) -> None:
    bulk = send("all.xlsx", exported_workbook())
    assert {line["kind"] for line in bulk.lines} == set(KINDS)
    assert only_unchanged(bulk.lines), [one for one in bulk.lines if one["outcome"] != "unchanged"][:3]


@pytest.mark.django_db
@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_awkward_texts_change_nothing(send: Send, text: str, suffix: str) -> None:
    GlossaryTerm.objects.filter(slug=GlossaryTerm.objects.first().slug).update(note=text)
    content = exported_csv("glossary") if suffix == "csv" else exported_workbook("glossary")
    assert only_unchanged(send(f"glossary.{suffix}", content).lines)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_guard_of_any_text_comes_off_or_is_known(text: str) -> None:
    present = cell_text(text)
    assert same_text(unguarded(cell_text(guarded(present))), present)


@pytest.mark.django_db
def test_rehearsal_leaves_no_trace(send: Send) -> None:
    before = Law.objects.count(), ProvisionVersion.objects.count()
    send("all.xlsx", exported_workbook())
    assert (Law.objects.count(), ProvisionVersion.objects.count()) == before
