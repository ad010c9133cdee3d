"""Invented cases: made by number, marked by the database, refused beside real ones, taken away again."""

import datetime as dt
import uuid
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from cases.chain import verify
from cases.context import acting_as
from cases.demo import bulk, register
from cases.demo.stories import CHANGE, story
from cases.models import Attachment, Case, CaseDuty, Incident, Membership, PartyIdentity
from cases.sealing import opened
from kbase.database import OWNER_ALIAS, WORKER_ALIAS
from tests.factories import accounts
from tests.factories.cases import make_case, make_place

WHERE = "Sample demonstration"


@pytest.fixture(autouse=True)
def _closed_afterwards(committing_db):
    yield
    for alias in (OWNER_ALIAS, WORKER_ALIAS):
        connections[alias].close()


@pytest.fixture
def _development(settings):
    settings.DEBUG = True


def create(count: int, detailed: int = 0, plenty: int = 0, **options: object) -> str:
    out, options = StringIO(), {"organisation": WHERE, **options}
    call_command("create_demo_cases", count=count, detailed=detailed, plenty=plenty, stdout=out, **options)
    return out.getvalue()


def workers() -> list[Membership]:
    """Everybody who leads a case there."""
    with register.as_guard() as cursor:
        cursor.execute("SELECT DISTINCT lead_id FROM cases_case ORDER BY 1")
        ids = [found for (found,) in cursor.fetchall()]
    connections[OWNER_ALIAS].close()
    return list(Membership.objects.using("backup").select_related("user").filter(pk__in=ids))


@pytest.mark.usefixtures("_development")
def test_lean_cases_are_open_to_their_leads_with_a_duty_each(backup):
    assert "60 invented cases were made" in create(60)
    leads = workers()
    assert len(leads) == 2
    for lead in leads:
        with acting_as(lead.user):
            found = list(Case.objects.visible_to(lead.user))
            assert len(found) == 30
            assert all(case.is_demo and case.shown_number.endswith("DEMO") for case in found)
            for identity in PartyIdentity.objects.visible_to(lead.user).select_related("case"):
                assert opened(identity, "name").endswith("(invented)")
            still_open = {case.pk for case in found if case.status == "open"}
            assert (
                set(CaseDuty.objects.visible_to(lead.user).open().values_list("case", flat=True))
                == still_open
            )


@pytest.mark.usefixtures("_development")
def test_detailed_cases_are_told_through_the_actions(backup):
    create(12, detailed=12)
    (lead,) = workers()
    with acting_as(lead.user):
        incidents = list(Incident.objects.visible_to(lead.user).select_related("case"))
        assert len(incidents) == 12
        assert all(opened(incident, "narrative").startswith("Invented.") for incident in incidents)
        assert {incident.starts_at.date() < CHANGE for incident in incidents} == {True, False}
        assert CaseDuty.objects.visible_to(lead.user).count() > 3
    assert verify().problems == ()


@pytest.mark.usefixtures("_development")
def test_running_again_makes_what_is_missing_and_nothing_twice(backup):
    create(20, detailed=2)
    assert "10 invented cases were made" in create(30, detailed=2)
    assert "0 invented cases were made" in create(30, detailed=2)
    assert Case.objects.using("backup").count() == 30


@pytest.mark.usefixtures("_development")
def test_stopped_in_a_batch_leaves_no_half_of_it(backup, monkeypatch):
    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cases.demo.bulk.copy", stop)
        with pytest.raises(KeyboardInterrupt):
            create(10)
    assert Case.objects.using("backup").count() == 0
    assert "10 invented cases were made" in create(10)


def test_where_real_cases_are_none_is_made_unless_developing(settings, backup):
    make_case(make_place())
    with pytest.raises(CommandError, match="real cases here and DEBUG is off"):
        create(1)
    assert Case.objects.using("backup").filter(is_demo=True).count() == 0
    settings.DEBUG = True
    assert "1 invented" in create(1)


def test_invented_cases_alone_are_no_hindrance(backup):
    create(1)
    assert "1 invented cases were made" in create(2)


@pytest.mark.parametrize("count", [0, -3, 1_000_001])
def test_impossible_counts_are_refused_in_words(count):
    with pytest.raises(CommandError, match="give 1 to 1,000,000"):
        create(count)


@pytest.mark.usefixtures("_development")
def test_organisation_in_which_nobody_can_lead_is_refused_in_words():
    place = make_place()
    with register.unlocked(["cases_membership"]) as cursor:
        cursor.execute("UPDATE cases_membership SET ends_at = now()")
    with pytest.raises(CommandError, match="add_case_staff"):
        call_command("create_demo_cases", organisation=place.organisation.name, count=1)


def test_application_can_not_mark_a_case_or_take_the_mark_away(backup):
    place = make_place()
    real = make_case(place)
    create_in = place.organisation.name
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.conf.settings.DEBUG", True)
        call_command("create_demo_cases", organisation=create_in, count=1, detailed=0, stdout=StringIO())
    for lead in workers():
        for value in ("true", "false"):
            with (
                acting_as(lead.user),
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"UPDATE cases_case SET is_demo = {value}")
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO sec.demo_case VALUES (%s)", [uuid.uuid4()])
    assert list(Case.objects.using("backup").filter(is_demo=False).values_list("pk", flat=True)) == [real.pk]


@pytest.mark.usefixtures("_development")
def test_every_page_of_an_invented_case_says_so(backup):
    create(1)
    (lead,) = workers()
    user = User.objects.get(pk=lead.user_id)
    accounts.add_totp(user)
    client = accounts.sign_in(Client(), user)
    with acting_as(user):
        case = Case.objects.get()
    assert "DEMO" in client.get(reverse("work")).content.decode()
    for name in ("work-item", "work-item-log", "work-access", "work-person-new"):
        assert "An invented case" in client.get(reverse(name, args=(case.pk,))).content.decode(), name


@pytest.mark.usefixtures("_development")
def test_each_part_of_a_plentiful_case_shows_something(backup):
    create(1, detailed=1, plenty=1)
    (lead,) = workers()
    user = User.objects.get(pk=lead.user_id)
    accounts.add_totp(user)
    client = accounts.sign_in(Client(), user)
    with acting_as(user):
        case = Case.objects.get()
        assert set(Attachment.objects.values_list("status", flat=True)) == {"clean", "withdrawn"}
    shown = {
        "work-item": "DEMO", "work-people": "O1", "work-consents": "Partner of", "work-happened": "rotective",
        "work-law": "domestic", "work-duties": "rotective order", "work-plan": "divorce",
        "work-notes": "with a bag packed", "work-assessments": "Draft", "work-safety-plan": "neighbour",
        "work-files": "letter.txt", "work-sharing": "Accepted",
    }  # fmt: skip
    for page, words in shown.items():
        assert words in client.get(reverse(page, args=(case.pk,))).content.decode(), page


@pytest.mark.usefixtures("_development")
def test_who_can_sign_in_is_said_of_those_who_lead_there(backup):
    place = make_place()
    said = create(1, organisation=place.organisation.name)
    leads = [each.user.username for each in workers()]
    assert f"sign_in_link {leads[0]}\n" in said
    assert "demo-" not in said


@pytest.mark.usefixtures("_development")
def test_they_are_removed_with_their_history_and_files_and_real_ones_stay(backup, volume):
    real = make_case(make_place())
    create(12, detailed=3, plenty=1)
    assert list(volume.glob("??/*"))
    call_command("remove_demo_cases", organisation=WHERE, stdout=StringIO())
    assert list(Case.objects.using("backup").values_list("pk", flat=True)) == [real.pk]
    with connections["backup"].cursor() as cursor:
        for table in [*register.tables_of_cases(), "cases_caseevent"]:
            column = "id" if table == "cases_caseevent" else "case_id"
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} <> %s", [real.pk])
            assert cursor.fetchone() == (0,), table
    assert not list(volume.glob("??/*"))
    assert verify().problems == ()
    assert "0 invented cases were removed" in removed()


def removed() -> str:
    out = StringIO()
    call_command("remove_demo_cases", stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("_development")
def test_tables_are_guarded_again_afterwards():
    create(3, detailed=1)
    removed()
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'cases\_%%' "
            "AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
        assert cursor.fetchall() == []


def test_numbers_are_drawn_again_when_taken(monkeypatch):
    drawn = iter(["000000011", "000000011", "00000002" + "2"])
    monkeypatch.setattr("cases.numbers.new_number", lambda: next(drawn))
    with register.as_guard() as cursor:
        assert sorted(bulk.draw_numbers(cursor, 2)) == ["000000011", "000000022"]


def test_stories_lie_in_both_regimes_and_never_ahead():
    today = dt.date(2026, 11, 22)
    days = [story(1, number, today=today).incident_at.date() for number in range(300)]
    assert min(days) < CHANGE <= max(days) < today
    assert sum(day < CHANGE for day in days) > 80
