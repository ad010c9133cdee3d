"""The admin of programmes: every model has its pages; figures are only shown there."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from programs.models import (
    FinanceOffer,
    HelpPlace,
    Indicator,
    Observation,
    Organisation,
    Programme,
    ProgrammeSource,
    Responsibility,
    Target,
    TargetBasis,
)
from tests.factories import accounts
from tests.factories.cohorts import make_officer

pytestmark = pytest.mark.django_db

# What is written in steps that the admin doesn't know has pages of its own at the desk.
MODELS = [model for model in apps.get_app_config("programs").get_models() if model in admin.site._registry]

# What is written under four eyes, the admin only shows.
AT_DESK = {Observation, Target, TargetBasis}


@pytest.fixture
def as_superuser() -> Client:
    return accounts.sign_in(Client(), accounts.staff("root", is_superuser=True))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_its_pages(model: type, as_superuser: Client) -> None:
    name = f"admin:programs_{model.__name__.lower()}"
    if model is Responsibility:
        make_officer(runs=[Programme.objects.all()[0]])
    record = model.objects.first()  # type: ignore[attr-defined]
    assert as_superuser.get(reverse(f"{name}_changelist")).status_code == 200
    assert as_superuser.get(reverse(f"{name}_add")).status_code == (403 if model in AT_DESK else 200)
    assert as_superuser.get(reverse(f"{name}_change", args=(record.pk,))).status_code == 200
    assert as_superuser.get(reverse(f"{name}_history", args=(record.pk,))).status_code == 200


def test_unit_of_a_series_with_published_figures_stays(as_superuser: Client) -> None:
    indicator = Observation.objects.published().first().indicator  # type: ignore[union-attr]
    page = as_superuser.get(reverse("admin:programs_indicator_change", args=(indicator.pk,)))
    assert "unit" not in page.context["adminform"].form.fields


def test_series_with_published_figures_is_not_deleted(as_superuser: Client) -> None:
    indicator = Observation.objects.published().first().indicator  # type: ignore[union-attr]
    page = as_superuser.post(reverse("admin:programs_indicator_delete", args=(indicator.pk,)))
    assert page.status_code == 403


NAMED = [Organisation, Programme, HelpPlace, FinanceOffer, Indicator]


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.__name__)
def test_list_is_narrowed_to_what_is_not_translated(model: type, as_superuser: Client) -> None:
    records = model.objects.order_by("pk")  # type: ignore[attr-defined]
    lacking, whole = records[0], records[1]
    lacking.i18n = {key: words for key, words in lacking.i18n.items() if not key.endswith("_ur")}
    lacking.save()
    whole.i18n = whole.i18n | {"name_ur": "نام"}
    whole.save()
    address = reverse(f"admin:programs_{model.__name__.lower()}_changelist")
    found = as_superuser.get(address, {"untranslated": "ur"}).context["cl"].queryset
    assert lacking in found
    assert whole not in found
    assert as_superuser.get(address, {"untranslated": "xx"}).status_code == 200


@pytest.mark.parametrize("model", [Programme, HelpPlace, FinanceOffer], ids=lambda model: model.__name__)
def test_check_is_noted_for_those_that_are_marked(model: type, as_superuser: Client) -> None:
    marked, other = model.objects.order_by("pk")[:2]  # type: ignore[attr-defined]
    model.objects.update(verified_on=None)  # type: ignore[attr-defined]
    address = reverse(f"admin:programs_{model.__name__.lower()}_changelist")
    as_superuser.post(address, {"action": "note_check", "_selected_action": [marked.pk]})
    for record in (marked, other):
        record.refresh_from_db()
    assert marked.verified_on is not None
    assert other.verified_on is None
    never = as_superuser.get(address, {"checked": "never"}).context["cl"].queryset
    assert other in never
    assert marked not in never


def test_organisation_without_a_source_is_refused_with_words(as_superuser: Client) -> None:
    given = {"name": "New", "slug": "new", "kind": "ngo", "source_url": ""}
    page = as_superuser.post(reverse("admin:programs_organisation_add"), given)
    assert "source_url" in page.context["adminform"].form.errors
    assert not Organisation.objects.filter(slug="new").exists()


def test_programme_without_a_source_is_refused_with_words(as_superuser: Client) -> None:
    page = as_superuser.post(reverse("admin:programs_programme_add"), {"name": "New", "slug": "new"})
    assert not Programme.objects.filter(slug="new").exists()
    formsets = [each.formset for each in page.context["inline_admin_formsets"]]
    (sources,) = [each for each in formsets if each.model is ProgrammeSource]
    assert sources.min_num == 1
    assert sources.validate_min


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.__name__)
def test_history_tells_who_changed_what(model: type, as_superuser: Client) -> None:
    record = model.objects.order_by("pk")[0]  # type: ignore[attr-defined]
    name = f"admin:programs_{model.__name__.lower()}"
    record.note = "Checked by telephone"
    record.name = "Another name"
    record.save()
    assert "Another name" in as_superuser.get(reverse(f"{name}_history", args=(record.pk,))).content.decode()
