"""Commands: the made-up cohort, and erasing what is past its time."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from programs.models import Application, Cohort
from tests.factories.cohorts import make_application, make_cohort

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_nothing_makes_a_cohort_but_the_command() -> None:
    assert not Cohort.objects.exists()
    run("create_demo_cohort")
    assert Cohort.objects.get().is_demo


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_made_up_cohort_says_so_in_every_language(client: Client, language: str) -> None:
    run("create_demo_cohort")
    address = Cohort.objects.get().get_absolute_url().replace("/en/", f"/{language}/")
    page = client.get(address).content.decode()
    words = {"en": "made up", "ru": "вымышлен", "kk": "ойдан шығарылған", "ur": "فرضی"}
    assert words[language] in page


def test_erasing_is_proposed_and_done_only_when_told_to() -> None:
    today = timezone.now().date()
    over = make_cohort(
        starts_on=today - dt.timedelta(days=800), ends_on=today - dt.timedelta(days=760), retention_months=24
    )
    make_application(over, "declined")
    make_application(make_cohort(), "declined")
    assert "1 applications are due" in run("erase_applications")
    assert Application.objects.count() == 2
    assert "1 applications are erased" in run("erase_applications", "--apply")
    assert list(Application.objects.values_list("cohort", flat=True)) != [over.pk]
    assert over.tallies.filter(key="now:declined", count=1).exists()
