"""Records are created and corrected; what contradicts the rules of the database is refused in words."""

from __future__ import annotations

import datetime as dt
import re
from hashlib import sha256
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from legislation.choices import EditorialState
from legislation.models import (
    Duty,
    Law,
    Penalty,
    Provision,
    ProvisionVersion,
    ReferenceAmount,
    Role,
    Topic,
)
from tests.factories.legislation import make_law, make_provision, make_version
from tests.legislation.admin.browsing import errors, form_of, indexed, version_page

pytestmark = pytest.mark.django_db

INLINES = ("texts", "conduct_set", "duty_set", "penalty_set", "measure_set", "right_set")


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
    Provision.objects.filter(pk=provision.pk).update(awaits_publication=True)  # else its eId is fixed
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
