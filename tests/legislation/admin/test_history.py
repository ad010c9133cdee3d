"""The history of a record tells who changed what, and when."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from legislation.models import Law, ProvisionVersion
from tests.legislation.admin.browsing import form_of, version_page

pytestmark = pytest.mark.django_db


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
