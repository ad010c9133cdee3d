"""The admin of programmes: every model has its pages; figures are only shown there."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from programs.models import Observation, Target, TargetBasis
from tests.factories import accounts

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
