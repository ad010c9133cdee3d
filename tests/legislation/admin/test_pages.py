"""Every page of every model opens for those who may see it, in few queries whatever its length."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legislation.models import (
    Amendment,
    Conduct,
    CrossReference,
    Duty,
    Effect,
    GlossaryForm,
    GlossaryTerm,
    Jurisdiction,
    Law,
    LawAlias,
    LawRelation,
    LawSource,
    LoadedRecord,
    Measure,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    ReferenceAmountRule,
    ReferenceConflict,
    ReferenceUnit,
    Right,
    Role,
    Topic,
)  # fmt: skip

pytestmark = pytest.mark.django_db

KEPT = [
    Amendment, Conduct, CrossReference, Duty, Effect, GlossaryForm, GlossaryTerm, Jurisdiction, Law, LawAlias,
    LawRelation, LawSource, LoadedRecord, Measure, Penalty, Provision, ProvisionText, ProvisionVersion,
    ReferenceAmount, ReferenceAmountRule, ReferenceConflict, ReferenceUnit, Right, Role, Topic,
]  # fmt: skip
# An effect is entered on the desk, with its amendment.
WRITTEN = [model for model in KEPT if model not in (LoadedRecord, ReferenceConflict, Effect)]
LIST_QUERIES = 25


def address(model: type[models.Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:legislation_{model._meta.model_name}_{page}", args=arguments)


def ids(model: type[models.Model]) -> str:
    return model.__name__


@pytest.mark.parametrize("model", KEPT, ids=ids)
@pytest.mark.parametrize("people", ["as_superuser", "as_editor", "as_reviewer"])
def test_list_opens_and_asks_few_questions(
    request: pytest.FixtureRequest, people: str, model: type[models.Model]
) -> None:
    client: Client = request.getfixturevalue(people)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address(model, "changelist"))
    assert response.status_code == 200
    assert len(queries) <= LIST_QUERIES


@pytest.mark.parametrize("model", KEPT, ids=ids)
def test_list_is_searched_and_filtered(as_editor: Client, model: type[models.Model]) -> None:
    page = admin.site.get_model_admin(model)
    assert page.search_fields
    assert page.list_filter or model is Role or model is Topic
    assert as_editor.get(address(model, "changelist"), {"q": "насилие 60"}).status_code == 200


@pytest.mark.parametrize("model", WRITTEN, ids=ids)
@pytest.mark.parametrize("people", ["as_superuser", "as_editor"])
def test_form_for_a_new_record_opens(
    request: pytest.FixtureRequest, people: str, model: type[models.Model]
) -> None:
    client: Client = request.getfixturevalue(people)
    assert client.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", KEPT, ids=ids)
def test_record_and_its_history_open(as_editor: Client, model: type[models.Model]) -> None:
    record = model._default_manager.first()
    if record is None:
        assert model is ReferenceConflict  # there is none with the data as they ship
        return
    assert as_editor.get(address(model, "change", record.pk)).status_code == 200
    assert as_editor.get(address(model, "history", record.pk)).status_code == 200


@pytest.mark.parametrize("model", KEPT, ids=ids)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_nobody_is_sent_to_sign_in(client: Client, model: type[models.Model], page: str) -> None:
    response = client.get(address(model, page))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("model", WRITTEN, ids=ids)
def test_reviewer_adds_nothing(as_reviewer: Client, model: type[models.Model]) -> None:
    assert as_reviewer.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("people", ["as_superuser", "as_editor"])
def test_bookkeeping_of_the_loader_is_read_only(request: pytest.FixtureRequest, people: str) -> None:
    client: Client = request.getfixturevalue(people)
    assert client.get(address(LoadedRecord, "add")).status_code == 403
    record = LoadedRecord.objects.first()
    assert client.post(address(LoadedRecord, "change", record.pk), {"key": "x"}).status_code == 403


def test_references_are_picked_by_searching(as_editor: Client) -> None:
    """A list of all provisions in a form would be as long as the law."""
    many = {Provision, ProvisionVersion}
    for model in WRITTEN:
        page = admin.site.get_model_admin(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model in many:
                searched = field.name in page.autocomplete_fields
                assert searched or field.name in page.readonly_fields or field.name == "corrects", field


@pytest.mark.parametrize("model", ["provision", "law", "role", "topic", "jurisdiction", "provisionversion"])
def test_autocomplete_finds(as_editor: Client, model: str) -> None:
    sources = {
        "provision": ("crossreference", "from_provision", "60"),
        "law": ("provision", "law", "Уголовный"),
        "role": ("duty", "bearer", "поли"),
        "topic": ("glossaryterm", "topic", "stalk"),
        "jurisdiction": ("law", "jurisdiction", "Қазақ"),
        "provisionversion": ("duty", "version", "60"),
    }
    of, field, term = sources[model]
    response = as_editor.get(
        reverse("admin:autocomplete"),
        {"app_label": "legislation", "model_name": of, "field_name": field, "term": term},
    )
    assert response.status_code == 200
    assert response.json()["results"]


def test_provisions_stand_in_the_order_of_their_law_set_in_by_depth(as_editor: Client) -> None:
    provision = Provision.objects.get(law__identifier="kz-offence-prevention-2025", eid="art_60__para_2")
    response = as_editor.get(address(Provision, "changelist"), {"law__id__exact": provision.law_id, "p": 2})
    page = response.content.decode()
    assert '<span class="tree-1">60(2)' in page
    assert (
        page.index('<span class="tree-0">60 ') < page.index("60(2)") < page.index('<span class="tree-0">61 ')
    )
