"""What an import writes: records directly, what is published through drafts, all or nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from legislation.bulk import limits
from legislation.bulk.importing import ChangedMeanwhileError, carry_out
from legislation.bulk.tables import UnreadableTableError
from legislation.choices import EditorialState
from legislation.models import (
    BulkImport,
    Duty,
    GlossaryTerm,
    Law,
    Penalty,
    Provision,
    ProvisionVersion,
    ReferenceAmount,
)
from legislation.permissions import EDITOR
from tests.factories import accounts
from tests.factories.editors import law_with_articles
from tests.legislation.bulk.conftest import NOW, Send
from tests.legislation.bulk.files import csv_file, rows_of, workbook

pytestmark = pytest.mark.django_db


def apply(bulk: BulkImport, actor: User, reason: str = "") -> dict[str, int]:
    return carry_out(bulk=bulk, actor=actor, reason=reason, at=NOW)


def outcome(bulk: BulkImport) -> list[tuple[str, list[list[str]]]]:
    return [(line["outcome"], line["changes"]) for line in bulk.lines if line["outcome"] != "unchanged"]


def test_law_changes_directly_and_its_history_says_why(send: Send, editor: User) -> None:
    rows = rows_of("laws")
    law = Law.objects.get(identifier=rows[0]["identifier"])
    old, rows[0]["short_title_ru"] = rows[0]["short_title_ru"], "Другое название"
    bulk = send("laws.csv", csv_file("laws", rows))
    assert outcome(bulk) == [("changed", [["short_title_ru", old, "Другое название"]])]
    assert apply(bulk, editor)["changed"] == 1
    law.refresh_from_db()
    assert law.i18n["short_title_ru"] == "Другое название"
    assert law.events.order_by("-pgh_id").first().pgh_context.metadata["step"] == "bulk"


def test_new_law_and_provision_begin_with_a_draft(send: Send, editor: User) -> None:
    law = {
        "identifier": "kz-new-2027",
        "jurisdiction": "KZ",
        "kind": "act",
        "frbr_uri": "/akn/kz/act/2026-12-01/new",
        "title_en": "New law",
        "short_title_en": "New",
        "adopted": "2026-12-01",
    }
    provision = {
        "law": "kz-new-2027",
        "eid": "art_1",
        "kind": "article",
        "number": "1",
        "heading_kk": "Мақсат",
    }
    content = workbook(
        laws=[list(law), list(law.values())], provisions=[list(provision), list(provision.values())]
    )
    bulk = send("new.xlsx", content)
    assert [line["outcome"] for line in bulk.lines] == ["new", "new"], bulk.lines
    apply(bulk, editor)
    made = Provision.objects.get(law__identifier="kz-new-2027")
    assert (made.eid, made.i18n) == ("art_1", {"heading_kk": "Мақсат"})
    assert made.versions.get().state == EditorialState.DRAFT


def test_published_norm_is_corrected_by_a_draft(send: Send, editor: User) -> None:
    rows = rows_of("duties")
    duty = next(row for row in rows if row["action_en"])
    duty["action_en"] = "Do it otherwise"
    bulk = send("duties.csv", csv_file("duties", rows))
    [line] = [line for line in bulk.lines if line["outcome"] == "changed"]
    assert line["corrects"]
    with pytest.raises(ValidationError, match="readers see it"):
        apply(bulk, editor)
    apply(bulk, editor, "A slip of the pen")
    draft = ProvisionVersion.objects.get(state=EditorialState.DRAFT)
    assert (draft.correction_reason, draft.author, draft.corrected_on) == (
        "A slip of the pen",
        editor,
        dt.date(2026, 11, 21),
    )
    assert Duty.objects.filter(version=draft, action="Do it otherwise").count() == 1
    assert not Duty.objects.filter(version=draft.corrects, action="Do it otherwise").exists()


def test_all_rows_of_a_version_go_into_one_draft(send: Send, editor: User) -> None:
    _law, [article] = law_with_articles(1)
    text = next(
        row for row in rows_of("texts") if row["eid"] == article.eid and row["law"] == _law.identifier
    )
    key = {name: text[name] for name in ("law", "eid", "valid_from")}
    sheets = {
        "versions": key | {"change_summary_en": "Corrected"},
        "texts": text | {"summary": "Within 45 days"},
        "penalties": key | {"position": "0", "kind": "fine", "maximum": "20", "unit": "MCI"},
    }
    content = workbook(**{name: [list(row), list(row.values())] for name, row in sheets.items()})
    bulk = send("one.xlsx", content)
    assert sorted(line["outcome"] for line in bulk.lines) == ["changed", "changed", "new"], bulk.lines
    apply(bulk, editor, "Misread")
    draft = article.versions.get(state=EditorialState.DRAFT)
    assert draft.change_summary == "Corrected"
    assert draft.texts.get(language="en").summary == "Within 45 days"
    assert Penalty.objects.get(version=draft).maximum == 20


def test_draft_is_changed_in_place(send: Send, editor: User) -> None:
    _law, [article] = law_with_articles(1)
    key = {"law": _law.identifier, "eid": article.eid, "valid_from": "2027-01-01"}
    version = send("versions.csv", csv_file("versions", [key | {"confidence": "high"}]))
    apply(version, editor)
    text = send("texts.csv", csv_file("texts", [key | {"language": "en", "summary": "From 2027"}]))
    assert not text.lines[0]["corrects"]
    apply(text, editor)
    draft = article.versions.get(state=EditorialState.DRAFT)
    assert (draft.valid.lower, draft.texts.get().summary) == (dt.date(2027, 1, 1), "From 2027")


def test_words_of_a_concept_are_added_moved_and_taken_away(send: Send, editor: User) -> None:
    rows = rows_of("glossary")
    row = next(row for row in rows if row["forms_en"].count("\n") > 0)
    words = row["forms_en"].split("\n")
    row["forms_en"] = "\n".join(["quite new", *reversed(words[1:])])
    apply(send("glossary.csv", csv_file("glossary", rows)), editor)
    term = GlossaryTerm.objects.get(slug=row["slug"])
    forms = term.forms.filter(language="en").order_by("position").values_list("text", flat=True)
    assert list(forms) == ["quite new", *reversed(words[1:])]


def test_amount_ends_and_the_next_begins_in_one_file(send: Send, editor: User) -> None:
    rows = rows_of("amounts")
    last = max(rows, key=lambda row: row["valid_from"])
    last["valid_until"] = "2031-01-01"
    following = last | {"valid_from": "2031-01-01", "valid_until": "", "amount": "5000"}
    apply(send("amounts.csv", csv_file("amounts", [following, last])), editor)
    assert ReferenceAmount.objects.get(valid__contains=dt.date(2031, 1, 1)).amount == 5000


def test_data_changed_in_between_are_refused(send: Send, editor: User) -> None:
    rows = rows_of("laws")
    rows[0]["number"] = "1-X"
    bulk = send("laws.csv", csv_file("laws", rows[:1]))
    Law.objects.filter(identifier=rows[0]["identifier"]).update(number="2-Y")
    with pytest.raises(ChangedMeanwhileError):
        apply(bulk, editor)
    assert Law.objects.get(identifier=rows[0]["identifier"]).number == "2-Y"


def test_one_bad_row_keeps_everything_out(send: Send, editor: User) -> None:
    rows = rows_of("laws")[:2]
    rows[0]["number"], rows[1]["kind"] = "1-X", "poem"
    bulk = send("laws.csv", csv_file("laws", rows))
    assert sorted(line["outcome"] for line in bulk.lines) == ["changed", "problem"]
    with pytest.raises(ValidationError, match="problems are left"):
        apply(bulk, editor)
    assert not Law.objects.filter(number="1-X").exists()


def test_too_much_at_once_is_refused(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_NEW_PROVISIONS", 1)
    law, _articles = law_with_articles(1)
    rows = [
        {"law": law.identifier, "eid": f"art_{number}", "kind": "article", "number": str(number)}
        for number in (801, 802)
    ]
    with pytest.raises(UnreadableTableError, match=r"2 new provisions\. Accepted: up to 1"):
        send("provisions.csv", csv_file("provisions", rows))


def test_import_is_carried_out_once_and_by_its_owner(send: Send, editor: User) -> None:
    rows = rows_of("laws")[:1]
    rows[0]["number"] = "1-X"
    bulk = send("laws.csv", csv_file("laws", rows))
    with pytest.raises(PermissionDenied):
        apply(bulk, accounts.staff("other", groups=[EDITOR]))
    apply(bulk, editor)
    with pytest.raises(ValidationError, match="done already"):
        apply(bulk, editor)
