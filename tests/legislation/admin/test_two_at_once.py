"""Two people at the page of one record: nothing that either wrote is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from legislation.models import LawAlias
from tests.factories.legislation import make_law
from tests.legislation.admin.browsing import errors, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> str:
    law = make_law()
    LawAlias.objects.create(law=law, language="en", alias="The old name")
    return reverse("admin:legislation_law_change", args=[law.pk])


def held(client: Client, page: str, name: str) -> object:
    return form_of(client, page)[name]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ({"summary": "Theirs"}, {"stage": "Mine"}),
        ({"summary_ru": "Их"}, {"summary": "Mine"}),
        ({"adopted": "2019-01-02"}, {"number": "7"}),
        ({"aliases-0-alias": "Their name"}, {"aliases-0-language": "ru"}),
    ],
)
def test_what_each_changed_is_joined(
    as_editor: Client, page: str, theirs: dict[str, str], mine: dict[str, str]
) -> None:
    opened = form_of(as_editor, page)
    for values in (theirs, mine):
        response = as_editor.post(page, opened | values)
        assert response.status_code == 302, errors(response)
    for name, value in (theirs | mine).items():
        assert str(held(as_editor, page, name)) == value


def test_field_that_both_changed_shows_both_and_is_decided_by_saving_again(
    as_editor: Client, page: str
) -> None:
    opened = form_of(as_editor, page)
    as_editor.post(page, opened | {"summary": "Theirs"})
    response = as_editor.post(page, opened | {"summary": "<i>Mine</i>"})
    assert "“Theirs”" in errors(response)
    assert "&lt;i&gt;Mine&lt;/i&gt;" in response.content.decode()
    assert held(as_editor, page, "summary") == "Theirs"
    again = response.context["adminform"].form["held"].value()
    assert as_editor.post(page, opened | {"summary": "Mine", "held": again}).status_code == 302
    assert held(as_editor, page, "summary") == "Mine"


def test_browser_is_given_what_each_form_was_filled_from(as_editor: Client, page: str) -> None:
    html = as_editor.get(page).content.decode()
    assert 'name="held"' in html
    assert 'name="aliases-0-held"' in html


def test_forged_seal_is_refused_in_words(as_editor: Client, page: str) -> None:
    response = as_editor.post(page, form_of(as_editor, page) | {"held": "forged"})
    assert "Open the page again" in response.content.decode()
