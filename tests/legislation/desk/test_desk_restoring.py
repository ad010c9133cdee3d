"""Whatever a version, a text or a norm said at any moment comes back as a draft, reviewed like any other."""

import pytest
from django.urls import reverse

from kbase.history import moments_of
from legislation.models import Duty, ProvisionText, Role
from tests.factories import editors
from tests.factories.history import give_a_past

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(work, editor):
    """A draft whose duty and words were changed an hour after they were first written."""
    Duty.objects.create(version=work.draft, bearer=Role.objects.first(), action="Send a copy")
    give_a_past(ProvisionText, Duty, type(work.draft))
    editors.reword(work.draft, "within 45 days", work.author)
    Duty.objects.filter(version=work.draft).update(action="Send two copies")
    return work.draft


def restore(client, kind, record, place=0, **values):
    history = reverse("desk-history", args=[kind, record.pk])
    moments = client.get(history).context["moments"]
    chosen = moments[place][0]
    compared = client.get(f"{history}?at={chosen}&at={moments[-1][0]}").content.decode()
    address = reverse("desk-restore-moment", args=[kind, record.pk, chosen])
    assert address in compared
    assert client.get(address).status_code == 200
    return client.post(address, {"reason": "It was right before."} | values)


def test_draft_gets_back_its_texts_and_norms_of_an_earlier_moment(editor, draft):
    response = restore(editor, "provisionversion", draft)
    assert response["Location"] == reverse("desk-draft", args=[draft.pk])
    assert draft.texts.get().summary.endswith("within 30 days")
    assert draft.duty_set.get().action == "Send a copy"


def test_norm_alone_gets_back_what_it_said(editor, draft):
    restore(editor, "duty", draft.duty_set.get())
    assert draft.duty_set.get().action == "Send a copy"
    assert draft.texts.get().summary == "within 45 days"


def test_text_alone_gets_back_what_it_said(editor, draft):
    restore(editor, "provisiontext", draft.texts.get())
    assert draft.texts.get().summary.endswith("within 30 days")
    assert draft.duty_set.get().action == "Send two copies"


def test_text_that_was_taken_out_comes_back(editor, draft):
    give_a_past(ProvisionText, Duty, type(draft))
    draft.texts.all().delete()
    restore(editor, "provisionversion", draft)
    assert draft.texts.get().summary.endswith("within 30 days")


def test_published_version_gets_a_correction_with_what_it_said(editor, reviewer, work):
    text = work.published.texts.get()
    ours = ProvisionText.objects.create(
        version=work.published, language="ru", summary="30 дней", status="draft", text_sha256="0" * 64
    )
    give_a_past(ProvisionText, type(work.published))
    ours.summary = "Тридцать суток"
    ours.save()
    restore(editor, "provisionversion", work.published)
    correction = work.published.corrections.get()
    assert correction.texts.get(language="ru").summary == "30 дней"
    assert correction.texts.get(language="en").summary == text.summary
    ours.refresh_from_db()
    assert ours.summary == "Тридцать суток"
    editor.post(reverse("desk-version-submit", args=[correction.pk]))
    reviewer.post(reverse("desk-version-publish", args=[correction.pk]))
    assert work.other.versions.published().get().texts.get(language="ru").summary == "30 дней"


def test_restoring_without_a_reason_is_refused(editor, draft):
    assert restore(editor, "duty", draft.duty_set.get(), reason="").status_code == 200
    assert draft.duty_set.get().action == "Send two copies"


@pytest.mark.parametrize("kind", ["law", "provision"])
def test_what_has_no_draft_is_not_restored(editor, work, kind):
    record = {"law": work.law, "provision": work.article}[kind]
    key = moments_of(record)[0][0]
    assert editor.get(reverse("desk-restore-moment", args=[kind, record.pk, key])).status_code == 404


def test_moment_that_never_was_is_not_found(editor, draft):
    address = reverse("desk-restore-moment", args=["provisionversion", draft.pk, 17])
    assert editor.get(address).status_code == 404
