"""A version goes from draft to law in steps, each taken by who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from legislation.choices import EditorialState
from legislation.models import ProvisionVersion
from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts
from tests.factories.legislation import make_law, make_provision, make_version
from tests.legislation.admin.browsing import form_of, indexed, step_page, version_page

pytestmark = pytest.mark.django_db


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
