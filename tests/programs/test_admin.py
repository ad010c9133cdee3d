"""The admin of programmes: every model has its pages; bad values are refused with words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.forms import ModelForm
from django.test import Client, RequestFactory
from django.urls import reverse

from programs.models import Indicator, Observation
from tests.factories import accounts

pytestmark = pytest.mark.django_db

# What is written in steps that the admin doesn't know has pages of its own at the desk.
MODELS = [model for model in apps.get_app_config("programs").get_models() if model in admin.site._registry]


@pytest.fixture
def as_superuser() -> Client:
    return accounts.sign_in(Client(), accounts.staff("root", is_superuser=True))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_its_pages(model: type, as_superuser: Client) -> None:
    name = f"admin:programs_{model.__name__.lower()}"
    record = model.objects.first()  # type: ignore[attr-defined]
    assert as_superuser.get(reverse(f"{name}_changelist")).status_code == 200
    assert as_superuser.get(reverse(f"{name}_add")).status_code == 200
    assert as_superuser.get(reverse(f"{name}_change", args=(record.pk,))).status_code == 200
    assert as_superuser.get(reverse(f"{name}_history", args=(record.pk,))).status_code == 200


def form(**values: object) -> ModelForm:
    given = {
        "indicator": Indicator.objects.get(slug="women-judges-kz").pk,
        "period": "2025-Q2",
        "value": "54",
        "source_url": "https://example.org/",
        "publisher": "Made up",
    }
    request = RequestFactory().get("/")
    request.user = get_user_model()(is_superuser=True, is_staff=True, is_active=True)
    return admin.site._registry[Observation].get_form(request)(given | values)


def test_days_follow_from_the_period() -> None:
    filled = form()
    assert filled.is_valid(), filled.errors
    seen = filled.save()
    assert (seen.days.lower, seen.days.upper) == (dt.date(2025, 4, 1), dt.date(2025, 7, 1))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("period", "last year", "is not a period"),
        ("value", "154", "outside what"),
        ("source_url", "", "required"),
        ("source_url", "nowhere", "valid URL"),
    ],
)
def test_bad_observation_is_refused_with_words(field: str, value: str, words: str) -> None:
    filled = form(**{field: value})
    assert not filled.is_valid()
    assert words in str(filled.errors[field])


def test_same_period_with_another_value_is_a_disagreement_and_kept() -> None:
    form().save()
    assert form(value="50", source_url="https://example.com/").is_valid()


def test_the_very_same_observation_is_refused() -> None:
    form().save()
    assert "already been recorded" in str(form().errors)
