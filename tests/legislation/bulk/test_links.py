"""Names, sources, relations, references and checks come and go as tables like all else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User

from legislation.bulk.importing import carry_out
from legislation.choices import EditorialState
from legislation.models import (
    BulkImport,
    CrossReference,
    Law,
    LawAlias,
    LawRelation,
    LawSource,
    ProvisionVersion,
)
from tests.factories.editors import law_with_articles
from tests.legislation.bulk.conftest import NOW, Send
from tests.legislation.bulk.files import csv_file, rows_of

pytestmark = pytest.mark.django_db


def apply(bulk: BulkImport, actor: User) -> None:
    assert not bulk.problems, bulk.lines
    carry_out(bulk=bulk, actor=actor, reason="", at=NOW)


def refused(bulk: BulkImport) -> list[list[str]]:
    return [problem for line in bulk.lines for problem in line["problems"]]


def two_laws() -> tuple[Law, Law]:
    one, other = Law.objects.order_by("identifier")[:2]
    return one, other


def test_name_in_citations_is_added(send: Send, editor: User) -> None:
    law, _other = two_laws()
    rows = [*rows_of("aliases"), {"law": law.identifier, "language": "ru", "alias": "Новый закон"}]
    bulk = send("aliases.csv", csv_file("aliases", rows))
    assert bulk.written == 1
    apply(bulk, editor)
    assert LawAlias.objects.filter(law=law, alias="Новый закон").exists()


def test_source_is_changed_and_added(send: Send, editor: User) -> None:
    law = LawSource.objects.first().law
    rows = [row for row in rows_of("sources") if row["law"] == law.identifier]
    rows[0]["note"] = "Read again"
    rows.append({"law": law.identifier, "position": "900", "url": "https://example.org/x", "publisher": "X"})
    apply(send("sources.csv", csv_file("sources", rows)), editor)
    assert law.sources.order_by("position")[0].note == "Read again"
    assert law.sources.order_by("position").last().publisher == "X"


def test_relation_is_added_once(send: Send, editor: User) -> None:
    one, other = two_laws()
    row = {"law": one.identifier, "kind": "implements", "to_law": other.identifier}
    apply(send("relations.csv", csv_file("relations", [row])), editor)
    assert LawRelation.objects.filter(from_law=one, to_law=other, kind="implements").count() == 1
    assert send("relations.csv", csv_file("relations", [row])).written == 0


def test_reference_leads_to_a_provision_or_a_law(send: Send, editor: User) -> None:
    law, [article, other] = law_with_articles(2)
    row = {"law": law.identifier, "eid": article.eid, "kind": "cites", "to_law": law.identifier}
    rows = [row, row | {"to_eid": other.eid}]
    apply(send("references.csv", csv_file("references", rows)), editor)
    found = CrossReference.objects.filter(from_provision=article).order_by("pk")
    assert [each.to_provision for each in found] == [None, other]


@pytest.mark.parametrize(
    ("kind", "cells", "column", "words"),
    [
        ("aliases", {"law": "kz-none-1900", "language": "ru", "alias": "x"}, "law", "No law of this"),
        ("aliases", {"language": "xx", "alias": "x"}, "language", "en, ru, kk, ur"),
        ("sources", {"position": "7000", "url": "nowhere", "publisher": "X"}, "url", "valid URL"),
        ("relations", {"kind": "likes", "to_law": ""}, "kind", "amends, replaces, implements"),
        ("relations", {"kind": "amends", "to_law": "kz-none-1900"}, "to_law", "No law or provision"),
        ("references", {"eid": "art_0", "kind": "cites"}, "eid", "no provision of this eId"),
        ("checks", {"eid": "art_0"}, "eid", "No law or version like this"),
        ("checks", {"verified_on": "2026-11-01"}, "check_due_on", "give both"),
        ("checks", {"verified_on": "2026-12-01", "check_due_on": "2027-12-01"}, "verified_on", "the future"),
        ("checks", {"verified_on": "2026-11-01", "check_due_on": "2026-01-01"}, "", "has to be after"),
        ("checks", {"verified_by": "someone"}, "verified_by", "can't change in a table"),
    ],
)
def test_cell_is_refused_in_words(
    send: Send, kind: str, cells: dict[str, str], column: str, words: str
) -> None:
    law, _articles = law_with_articles(1)
    row = {"law": law.identifier, "to_law": law.identifier} | cells
    problems = refused(send(f"{kind}.csv", csv_file(kind, [row])))
    assert any(one[0] == column and words in one[2] for one in problems), problems


def test_law_does_not_act_on_itself(send: Send) -> None:
    law, _other = two_laws()
    row = {"law": law.identifier, "kind": "amends", "to_law": law.identifier}
    assert refused(send("relations.csv", csv_file("relations", [row])))


def test_check_is_of_whoever_imports_it_and_makes_no_draft(send: Send, editor: User) -> None:
    law, [article] = law_with_articles(1)
    days = {"verified_on": "2026-11-20", "check_due_on": "2027-11-20"}
    [row] = [row for row in rows_of("checks") if row["law"] == law.identifier and row["eid"] == article.eid]
    apply(send("checks.csv", csv_file("checks", [row | days, {"law": law.identifier} | days])), editor)
    version = article.versions.get(state=EditorialState.PUBLISHED)
    law.refresh_from_db()
    for record in (version, law):
        assert (record.verified_on, record.verified_by, record.check_due_on) == (
            dt.date(2026, 11, 20),
            editor,
            dt.date(2027, 11, 20),
        )
    assert not ProvisionVersion.objects.filter(state=EditorialState.DRAFT).exists()
    assert {row["verified_by"] for row in rows_of("checks") if row["verified_on"] == "2026-11-20"} == {
        "editor"
    }
