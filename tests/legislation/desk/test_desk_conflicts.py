"""A conflict is settled with the data's values: in place, by a correction, or once someone else agrees."""

import pgtrigger
import pytest
from django.urls import reverse

from legislation.models import Duty, LoadedRecord, Provision, ReferenceConflict, Role
from legislation.models.protection import PROTECTION
from programs.models import Programme
from tests.factories import editors
from tests.factories.desk import sign_in_as

pytestmark = pytest.mark.django_db


def conflict_about(record, **fields):
    differences = [{"field": name, "here": "what is here", "data": value} for name, value in fields.items()]
    return ReferenceConflict.objects.create(
        model=type(record).__name__, key="kz-x", object_id=record.pk, reason="differs",
        differences=differences, digest="d" * 64,
    )  # fmt: skip


def settle(client, conflict, *names, **values):
    address = reverse("desk-conflict", args=[conflict.pk])
    chosen = {f"field-{name}": "data" for name in names}
    return client.post(address, {"reason": "As the gazette has it."} | chosen | values, follow=True)


def test_published_text_takes_the_data_by_a_correction_that_someone_else_reviews(editor, reviewer, work):
    conflict = conflict_about(work.published.texts.get(), summary="within 31 days", heading="Never")
    settle(editor, conflict, "summary")
    assert editors.wording(work.other, editors.NEW_YEAR).endswith("within 30 days")
    draft = work.published.corrections.get()
    editor.post(reverse("desk-version-submit", args=[draft.pk]))
    assert editor.post(reverse("desk-version-publish", args=[draft.pk])).status_code == 403
    reviewer.post(reverse("desk-version-publish", args=[draft.pk]))
    assert editors.wording(work.other, editors.NEW_YEAR) == "within 31 days"
    text = work.other.versions.published().get().texts.get()
    assert text.heading != "Never"
    assert LoadedRecord.objects.get(key="kz-x").digest == "d" * 64


def test_published_norm_takes_the_data_by_a_correction(editor, work):
    with pgtrigger.ignore(*PROTECTION):
        duty = Duty.objects.create(version=work.published, bearer=Role.objects.first(), action="Send a copy")
    settle(editor, conflict_about(duty, action="Send two copies"), "action")
    assert work.published.corrections.get().duty_set.get().action == "Send two copies"
    duty.refresh_from_db()
    assert duty.action == "Send a copy"


def test_second_conflict_of_a_version_joins_the_same_correction(editor, work):
    settle(editor, conflict_about(work.published.texts.get(), summary="within 31 days"), "summary")
    ReferenceConflict.objects.all().delete()
    settle(editor, conflict_about(work.published, confidence="low"), "confidence")
    draft = work.published.corrections.get()
    assert (draft.confidence, draft.texts.get().summary) == ("low", "within 31 days")


def test_correction_by_someone_else_under_way_is_said(editor, work):
    settle(editor, conflict_about(work.published.texts.get(), summary="within 31 days"), "summary")
    ReferenceConflict.objects.all().delete()
    conflict = conflict_about(work.published, confidence="low")
    response = settle(sign_in_as("editor", "second"), conflict, "confidence")
    assert "under way already" in response.content.decode()
    conflict.refresh_from_db()
    assert conflict.decided_at is None


def test_where_a_version_belongs_is_not_taken(editor, work):
    conflict = conflict_about(work.published, provision_id=work.article.pk)
    response = settle(editor, conflict, "provision_id")
    assert "not taken from the data" in response.content.decode()
    assert not work.published.corrections.exists()


def test_number_of_a_provision_that_readers_see_is_taken_once_someone_else_agrees(editor, reviewer, work):
    settle(editor, conflict_about(work.other, number="77-1"), "number")
    asked = work.law.change_requests.get()
    assert Provision.objects.get(pk=work.other.pk).number != "77-1"
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]))
    assert Provision.objects.get(pk=work.other.pk).number == "77-1"


@pytest.fixture
def programme(db):
    return Programme.objects.order_by("pk").first()


def test_record_of_a_programme_takes_the_data(programme):
    before = programme.name
    conflict = conflict_about(programme, name="Another name", name_ru="Другое название")
    settle(sign_in_as("superuser"), conflict, "name", "name_ru")
    programme.refresh_from_db()
    assert (programme.name, programme.i18n["name_ru"]) == ("Another name", "Другое название")
    assert before != programme.name


def test_record_of_a_programme_is_left_to_those_who_may_change_it(editor, programme):
    conflict = conflict_about(programme, name="Another name")
    assert settle(editor, conflict, "name").status_code == 403
    programme.refresh_from_db()
    assert programme.name != "Another name"
