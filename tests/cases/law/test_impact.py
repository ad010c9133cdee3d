"""A change of law as cases learn of it: by a role that sees codes and dates, once, and nothing is moved."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connections
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from cases.actions.flags import resolve_flag
from cases.actions.incidents import When
from cases.context import acting_as
from cases.impact import raise_law_changes, verify_pins
from cases.law_choices import Doubt
from cases.models import Flag
from kbase.database import OWNER_ALIAS, WORKER_ALIAS
from legislation.models import Conduct, ProvisionText, ProvisionVersion
from tests.factories import accounts
from tests.factories.case_law import NEW, OLD, at, make_conduct, record_incident
from tests.factories.cases import Place, make_case
from tests.factories.legislation import as_loaded, make_version

pytestmark = pytest.mark.usefixtures("committing_db")
TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def place(committed_place: Place) -> Place:
    return committed_place


def doubts(place: Place, name: str = "worker") -> list[str]:
    user = place.user(name)
    with acting_as(user):
        return sorted(Flag.objects.visible_to(user).open().values_list("doubt", flat=True))


def incident_under_old_law(place, **when):
    """An incident of May 2025, and the version of the law that it pins."""
    (version,) = make_conduct((OLD, None), topic="made-up-violence")
    case = make_case(place)
    given = {"start": at("2025-05-05 21:00")} | when
    record_incident(case, When(**given))
    return case, version


@as_loaded
def end_version(version, day):
    ProvisionVersion.objects.filter(pk=version.pk).update(valid=DateRange(version.valid.lower, day))


@as_loaded
def add_conduct(version):
    Conduct.objects.create(version=version, slug="also", name="Made-up conduct")


def test_nothing_is_raised_while_the_law_stays(place):
    incident_under_old_law(place)
    assert sum(raise_law_changes(today=TODAY).values()) == 0


def test_version_that_ends_before_the_day_it_was_pinned_for_is_told(place):
    _case, version = incident_under_old_law(place)
    end_version(version, dt.date(2025, 1, 1))
    for _time in range(2):
        assert raise_law_changes(today=TODAY)[Doubt.PIN_NO_LONGER] == 1
    assert doubts(place) == ["pin-no-longer"]
    assert doubts(place, "supervisor") == ["pin-no-longer"]
    assert doubts(place, "other") == doubts(place, "auditor") == []


def test_law_that_takes_the_place_of_another_afterwards_is_told_too(place):
    _case, version = incident_under_old_law(place)
    end_version(version, dt.date(2025, 1, 1))
    add_conduct(make_version(version.provision, dt.date(2025, 1, 1)))
    raise_law_changes(today=TODAY)
    assert doubts(place) == ["pin-missing", "pin-no-longer"]


def test_change_after_the_incident_is_not_told(place):
    _case, version = incident_under_old_law(place)
    end_version(version, NEW)
    add_conduct(make_version(version.provision, NEW))
    assert sum(raise_law_changes(today=TODAY).values()) == 0


def test_conduct_that_goes_on_into_the_new_law_is_told(place):
    _case, version = incident_under_old_law(place, goes_on=True)
    end_version(version, NEW)
    add_conduct(make_version(version.provision, NEW))
    raise_law_changes(today=TODAY)
    assert doubts(place) == ["pin-missing"]


def test_what_a_person_settled_is_not_raised_again(place):
    _case, version = incident_under_old_law(place)
    end_version(version, dt.date(2025, 1, 1))
    raise_law_changes(today=TODAY)
    worker = place.user("worker")
    with acting_as(worker):
        flag = Flag.objects.visible_to(worker).get()
        resolve_flag(actor=worker, flag_id=flag.pk, resolution="Looked at with the lawyer")
    raise_law_changes(today=TODAY)
    assert doubts(place) == []


def test_t22_one_character_of_a_pinned_text_is_found(place, capsys):
    _case, version = incident_under_old_law(place)
    call_command("verify_pins")
    assert "1 pinned texts compared." in capsys.readouterr().out
    text = ProvisionText.objects.get(version=version)
    with connections[OWNER_ALIAS].cursor() as cursor:  # past the site, and past its own fingerprint
        cursor.execute("ALTER TABLE legislation_provisiontext DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE legislation_provisiontext SET summary = %s WHERE id = %s", [f"{text.summary}.", text.pk]
        )
        cursor.execute("ALTER TABLE legislation_provisiontext ENABLE TRIGGER USER")
    with pytest.raises(CommandError, match="1 pins"):
        call_command("verify_pins")
    assert f"version {version.pk}:" in capsys.readouterr().err
    assert doubts(place) == ["pin-text-changed"]
    verify_pins()
    assert doubts(place) == ["pin-text-changed"]


@pytest.mark.parametrize(
    "statement",
    ["SELECT narrative FROM cases_incident", "SELECT lead_id FROM cases_case", "SELECT * FROM cases_party"],
)
def test_worker_sees_no_content(place, statement):
    incident_under_old_law(place)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        connections[WORKER_ALIAS].cursor() as cursor,
    ):
        cursor.execute(statement)


def test_lead_finds_it_on_her_day_and_a_colleague_does_not(place):
    case, version = incident_under_old_law(place)
    end_version(version, dt.date(2025, 1, 1))
    raise_law_changes(today=TODAY)
    lead = accounts.sign_in(Client(), place.user("worker"))
    day = lead.get(reverse("work-day")).content.decode()
    assert reverse("work-law-changes") in day
    listed = lead.get(reverse("work-law-changes")).content.decode()
    assert case.shown_number in listed
    assert version.provision.get_absolute_url() in listed
    colleague = accounts.sign_in(Client(), place.user("colleague"))
    assert case.shown_number not in colleague.get(reverse("work-law-changes")).content.decode()
