"""Records are created and corrected; what contradicts the rules of the database is refused in words."""

from __future__ import annotations

import datetime as dt
import re
from hashlib import sha256
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from legislation.choices import EditorialState
from legislation.models import (
    Amendment,
    Duty,
    Law,
    Penalty,
    Provision,
    ProvisionVersion,
    ReferenceAmount,
    Role,
    Topic,
)
from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

INLINES = ("texts", "conduct_set", "duty_set", "penalty_set", "measure_set", "right_set")


def form_of(client: Client, address: str) -> dict[str, Any]:
    """Return what the browser would send if the form of a page were sent as it is."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    sent: dict[str, Any] = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            widget = field.field.widget
            if hasattr(widget, "decompress"):
                days = value if isinstance(value, list) else widget.decompress(value)
                sent |= {f"{field.html_name}_{n}": day or "" for n, day in enumerate(days)}
            elif isinstance(value, bool):
                sent |= {field.html_name: "on"} if value else {}
            else:
                sent[field.html_name] = "" if value is None else value
    return sent


def errors(response: Any) -> str:
    page = response.content.decode()
    return " ".join(re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', page, re.DOTALL))


def version_page(version: ProvisionVersion | None = None) -> str:
    if version is None:
        return reverse("admin:legislation_provisionversion_add")
    return reverse("admin:legislation_provisionversion_change", args=[version.pk])


def step_page(record: ProvisionVersion | Amendment) -> str:
    return reverse(f"admin:legislation_{record._meta.model_name}_step", args=[record.pk])


def indexed(version: ProvisionVersion) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM provision_search WHERE version = %s", [version.pk])
        return bool(cursor.fetchone()[0])


def test_editor_writes_a_version_with_text_and_norms(as_editor: Client, editor: User) -> None:
    provision = make_provision(make_law())
    sent = form_of(as_editor, version_page())
    for prefix in INLINES:
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    sent |= {
        "provision": provision.pk,
        "valid_0": "2026-03-02",
        "valid_1": "",
        "confidence": "high",
        "change_summary": "Written anew.",
        "change_summary_ru": "Новая редакция.",
        "texts-TOTAL_FORMS": 1,
        "texts-0-language": "ru",
        "texts-0-status": "own",
        "texts-0-summary": "Полиция выносит предписание.",
        "duty_set-TOTAL_FORMS": 1,
        "duty_set-0-position": 0,
        "duty_set-0-bearer": Role.objects.get(slug="police").pk,
        "duty_set-0-action": "Hand over a copy",
        "duty_set-0-action_kk": "Көшірмесін беру",
        "duty_set-0-deadline_value": 24,
        "duty_set-0-deadline_unit": "hours",
        "penalty_set-TOTAL_FORMS": 1,
        "penalty_set-0-position": 0,
        "penalty_set-0-kind": "fine",
        "penalty_set-0-maximum": 20,
        "penalty_set-0-unit": "MCI",
    }
    response = as_editor.post(version_page(), sent)
    assert response.status_code == 302, errors(response)
    version = ProvisionVersion.objects.get(provision=provision)
    assert (version.valid.lower, version.valid.upper) == (dt.date(2026, 3, 2), None)
    assert (version.state, version.author) == (EditorialState.DRAFT, editor)
    assert version.i18n == {"change_summary_ru": "Новая редакция."}
    assert len(version.texts.get().text_sha256) == 64
    duty = Duty.objects.get(version=version)
    assert (duty.deadline_value, duty.i18n) == (24, {"action_kk": "Көшірмесін беру"})
    assert Penalty.objects.get(version=version).maximum == 20


@pytest.fixture
def draft(editor: User) -> ProvisionVersion:
    """A draft of the editor's with a text, a duty and a penalty."""
    version = make_version(
        make_provision(make_law()),
        dt.date(2021, 1, 1),
        text="About zebras.",
        state=EditorialState.DRAFT,
        author=editor,
    )
    ProvisionVersion.objects.filter(pk=version.pk).update(i18n={})  # as actions and the loader leave it
    Duty.objects.create(
        version=version, bearer=Role.objects.get(slug="police"), action="Hand over a copy", i18n={}
    )
    Penalty.objects.create(version=version, kind="fine", maximum=20, unit="MCI", i18n={})
    return version


def test_form_sent_as_it_is_changes_nothing(as_editor: Client, draft: ProvisionVersion) -> None:
    def events() -> list[int]:
        return [record.events.count() for record in (draft, *draft.texts.all(), *draft.duty_set.all())]

    before = events()
    response = as_editor.post(version_page(draft), form_of(as_editor, version_page(draft)))
    assert response.status_code == 302, errors(response)
    assert events() == before


def test_draft_is_corrected_in_place(as_editor: Client, draft: ProvisionVersion) -> None:
    sent = form_of(as_editor, version_page(draft))
    sent |= {"texts-0-summary": "About giraffes.", "duty_set-0-action": "Hand it over"}
    response = as_editor.post(version_page(draft), sent)
    assert response.status_code == 302, errors(response)
    text = draft.texts.get()
    assert (text.summary, text.text_sha256) == ("About giraffes.", sha256(b"About giraffes.").hexdigest())
    assert draft.duty_set.get().action == "Hand it over"


def test_correction_of_a_provision_reaches_the_search_index(as_editor: Client) -> None:
    version = make_version(make_provision(make_law()), dt.date(2021, 1, 1), text="About zebras.")
    address = reverse("admin:legislation_provision_change", args=[version.provision_id])
    assert not indexed(version)
    response = as_editor.post(address, form_of(as_editor, address) | {"heading": "Animals"})
    assert response.status_code == 302, errors(response)
    assert indexed(version)


def test_range_that_overlaps_is_refused_in_words_when_it_is_to_be_law(
    as_editor: Client, as_reviewer: Client, draft: ProvisionVersion
) -> None:
    make_version(draft.provision, dt.date(2021, 6, 1))
    as_editor.post(step_page(draft), {"step": "submit"})
    response = as_reviewer.post(step_page(draft), {"step": "publish"}, follow=True)
    assert (
        "Another published version of this provision is valid on some of these days."
        in response.content.decode()
    )
    draft.refresh_from_db()
    assert draft.state == EditorialState.IN_REVIEW


def test_range_that_ends_before_it_begins_is_refused_in_words(
    as_editor: Client, draft: ProvisionVersion
) -> None:
    sent = form_of(as_editor, version_page(draft)) | {"valid_1": "2020-01-01"}
    response = as_editor.post(version_page(draft), sent)
    assert response.status_code == 200
    assert "The start of the range must not exceed the end of the range." in errors(response)


def test_empty_range_is_refused_in_words(as_editor: Client, draft: ProvisionVersion) -> None:
    sent = form_of(as_editor, version_page(draft)) | {"valid_1": "2021-01-01"}
    response = as_editor.post(version_page(draft), sent)
    assert response.status_code == 200
    assert "No day lies in this range" in errors(response)


def test_range_may_be_open_on_both_sides(as_editor: Client, draft: ProvisionVersion) -> None:
    sent = form_of(as_editor, version_page(draft)) | {"valid_0": ""}
    response = as_editor.post(version_page(draft), sent)
    assert response.status_code == 302, errors(response)
    draft.refresh_from_db()
    assert (draft.valid.lower, draft.valid.upper) == (None, None)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"minimum": 90, "maximum": 8}, "The minimum is above the maximum."),
        ({"unit": ""}, "An amount needs its unit."),
        ({"unit": "MRP"}, "MRP is no unit. Accepted: hours,"),
    ],
)
def test_penalty_that_contradicts_itself_is_refused_in_words(
    as_editor: Client, draft: ProvisionVersion, values: dict[str, Any], words: str
) -> None:
    address = reverse("admin:legislation_penalty_change", args=[draft.penalty_set.get().pk])
    response = as_editor.post(address, form_of(as_editor, address) | values)
    assert response.status_code == 200
    assert words in errors(response)


def test_deadline_needs_number_and_unit(as_editor: Client, draft: ProvisionVersion) -> None:
    address = reverse("admin:legislation_duty_change", args=[draft.duty_set.get().pk])
    response = as_editor.post(address, form_of(as_editor, address) | {"deadline_value": 3})
    assert "Give a deadline both a number and a unit" in errors(response)


def test_norm_is_not_added_to_what_is_published(as_editor: Client) -> None:
    version = make_version(make_provision(make_law()), dt.date(2021, 1, 1))
    address = reverse("admin:legislation_right_add")
    sent = {
        "version": version.pk,
        "position": 0,
        "holder": Role.objects.get(slug="victim").pk,
        "right": "To ask",
    }
    response = as_editor.post(address, sent)
    assert response.status_code == 200
    assert "This version is no draft." in errors(response)


def test_published_version_is_shown_and_not_changed(as_editor: Client) -> None:
    version = make_version(make_provision(make_law()), dt.date(2021, 1, 1), text="About zebras.")
    response = as_editor.get(version_page(version))
    assert response.status_code == 200
    assert "About zebras." in response.content.decode()
    assert as_editor.post(version_page(version), {}).status_code == 403


def test_reference_amounts_that_overlap_are_refused_in_words(as_editor: Client) -> None:
    amount = ReferenceAmount.objects.get(valid__contains=dt.date(2026, 3, 1))
    address = reverse("admin:legislation_referenceamount_change", args=[amount.pk])
    response = as_editor.post(address, form_of(as_editor, address) | {"valid_0": "2025-12-01"})
    assert "Another amount of this unit is valid on some of these days." in errors(response)


def test_eid_given_twice_in_a_law_is_refused_in_words(as_editor: Client) -> None:
    provision = Provision.objects.get(law__identifier="kz-criminal-code-2014", eid="art_115")
    address = reverse("admin:legislation_provision_change", args=[provision.pk])
    response = as_editor.post(address, form_of(as_editor, address) | {"eid": "art_115-1"})
    assert response.status_code == 200
    assert "already exists" in errors(response)


def test_text_without_words_is_refused(as_editor: Client, draft: ProvisionVersion) -> None:
    address = reverse("admin:legislation_provisiontext_change", args=[draft.texts.get().pk])
    response = as_editor.post(address, form_of(as_editor, address) | {"summary": ""})
    assert "Write a summary, or enter the official text." in errors(response)


def test_editor_enters_a_law(as_editor: Client) -> None:
    address = reverse("admin:legislation_law_add")
    topic = Topic.objects.get(slug="stalking")
    sent = form_of(as_editor, address) | {
        "jurisdiction": Law.objects.get(identifier="kz-criminal-code-2014").jurisdiction_id,
        "identifier": "kz-new-2026",
        "slug": "new-2026",
        "frbr_uri": "/akn/kz/act/2026-01-01/1-new",
        "kind": "act",
        "title": "New law",
        "title_ur": "نیا قانون",
        "short_title": "New",
        "topics": [topic.pk],
    }
    response = as_editor.post(address, sent)
    assert response.status_code == 302, errors(response)
    law = Law.objects.get(identifier="kz-new-2026")
    assert (law.i18n, list(law.topics.all())) == ({"title_ur": "نیا قانون"}, [topic])


def test_bill_with_days_in_force_is_refused_in_words(as_editor: Client) -> None:
    bill = Law.objects.get(kind="bill")
    address = reverse("admin:legislation_law_change", args=[bill.pk])
    response = as_editor.post(address, form_of(as_editor, address) | {"in_force": "2026-01-01"})
    assert "A bill has no days in force" in errors(response)


def test_translation_is_written_in_its_own_direction(as_editor: Client) -> None:
    page = as_editor.get(reverse("admin:legislation_law_add")).content.decode()
    (field,) = re.findall(r'<input[^>]*name="title_ur"[^>]*>', page)
    assert 'dir="rtl"' in field
    assert 'lang="ur"' in field


def test_published_version_is_not_deleted_by_an_editor(as_editor: Client) -> None:
    published = make_version(make_provision(make_law()), dt.date(2021, 1, 1))
    draft = make_version(make_provision(make_law()), dt.date(2021, 1, 1), state=EditorialState.DRAFT)
    for version, allowed in ((published, False), (draft, True)):
        address = reverse("admin:legislation_provisionversion_delete", args=[version.pk])
        assert as_editor.post(address, {"post": "yes"}).status_code == (302 if allowed else 403)
        assert ProvisionVersion.objects.filter(pk=version.pk).exists() is not allowed


def test_history_tells_who_changed_what(as_editor: Client, draft: ProvisionVersion) -> None:
    sent = form_of(as_editor, version_page(draft)) | {
        "texts-0-heading": "Zebras",
        "duty_set-0-action_ru": "Вручить",
    }
    assert as_editor.post(version_page(draft), sent).status_code == 302
    page = as_editor.get(reverse("admin:legislation_provisionversion_history", args=[draft.pk]))
    entries = {(entry.kind, entry.step): entry for entry in page.context["entries"]}
    text, duty = entries["text", "changed"], entries["duty", "changed"]
    assert (text.who, duty.who) == ("editor", "editor")
    assert [(c.field, c.before, c.after) for c in text.changes] == [("heading", "", "Zebras")]
    assert [(c.field, c.before, c.after) for c in duty.changes] == [("what must be done (ru)", "", "Вручить")]
    assert ("version", "added") in entries


def test_history_names_the_program_that_loaded(as_editor: Client) -> None:
    law = Law.objects.get(identifier="kz-criminal-code-2014")
    page = as_editor.get(reverse("admin:legislation_law_history", args=[law.pk]))
    assert {entry.who for entry in page.context["entries"]} == {"load_reference"}


def test_draft_is_reviewed_by_someone_else_and_published(
    as_editor: Client, as_reviewer: Client, draft: ProvisionVersion
) -> None:
    assert 'value="submit"' in as_editor.get(version_page(draft)).content.decode()
    response = as_editor.post(step_page(draft), {"step": "submit"}, follow=True)
    assert "Sent to review: someone else decides now." in response.content.decode()
    assert as_editor.post(step_page(draft), {"step": "publish"}).status_code == 403
    response = as_reviewer.post(step_page(draft), {"step": "send-back"}, follow=True)
    assert "Say what has to change" in response.content.decode()
    as_reviewer.post(step_page(draft), {"step": "publish"})
    draft.refresh_from_db()
    assert draft.state == EditorialState.PUBLISHED
    assert indexed(draft)


def test_who_helped_to_write_does_not_review(draft: ProvisionVersion, as_editor: Client) -> None:
    both = accounts.sign_in(Client(), accounts.staff("both", groups=(EDITOR, REVIEWER)))
    address = reverse("admin:legislation_duty_change", args=[draft.duty_set.get().pk])
    assert both.post(address, form_of(both, address) | {"action": "Hand it over"}).status_code == 302
    as_editor.post(step_page(draft), {"step": "submit"})
    assert both.post(step_page(draft), {"step": "publish"}).status_code == 403


def test_mistake_in_what_is_published_is_corrected_by_a_new_draft(as_editor: Client) -> None:
    version = make_version(make_provision(make_law()), dt.date(2021, 1, 1), text="About zebras.")
    response = as_editor.post(step_page(version), {"step": "correct", "words": "Wrong animal"})
    draft = ProvisionVersion.objects.get(corrects=version)
    assert response["Location"] == version_page(draft)
    assert (draft.state, draft.correction_reason) == (EditorialState.DRAFT, "Wrong animal")
    assert draft.texts.get().summary == "About zebras."


@pytest.mark.parametrize("step", ["", "publish", "nonsense"])
def test_step_that_is_not_open_is_refused(as_editor: Client, draft: ProvisionVersion, step: str) -> None:
    assert as_editor.post(step_page(draft), {"step": step}).status_code == 403
    assert as_editor.get(step_page(draft)).status_code == 405
