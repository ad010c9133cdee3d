"""Tests 11, 15 and 57: guessing numbers, the administrator's ways round, history of every way to write."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import numbers
from cases.actions import emergencies
from cases.context import acting_as
from cases.demo.register import tables_of_cases
from cases.models import Case, CaseAccess, Party
from tests.factories import accounts
from tests.factories.cases import bar, make_case, make_party

pytestmark = pytest.mark.django_db
REASON = "He is at her door"
SAVEPOINT = re.compile(r'"s\d+_x\d+"')


def test_11_no_model_of_cases_is_in_the_admin():
    names = {model._meta.label for model in admin.site._registry if model._meta.app_label == "cases"}
    assert names == set()


def test_11_dumpdata_as_the_site_runs_finds_no_case_at_all(place):
    make_party(make_case(place))
    out = StringIO()
    call_command("dumpdata", "cases", stdout=out)
    for model in ("case", "party", "organisation", "membership", "caseaccess", "accessevent"):
        assert f'"model": "cases.{model}"' not in out.getvalue()


def asked(place, name: str, number: str) -> tuple[list[str], str]:
    """Ask for a case by number; return the statements that ran, without their values, and the page."""
    client = accounts.sign_in(Client(), place.user(name))
    with CaptureQueriesContext(connection) as ran:
        response = client.post(reverse("work-urgent"), {"number": number, "reason": REASON}, follow=True)
    shapes = [
        SAVEPOINT.sub("", re.sub(r"'[^']*'?", "?", query["sql"]).split("(")[0][:60])
        for query in ran.captured_queries
    ]
    body = response.content.decode()
    return shapes, body.partition("<main")[2].partition('name="csrfmiddlewaretoken"')[0]


def test_15_hit_and_miss_run_the_same_statements_and_answer_the_same(place):
    """Instead of a stopwatch, which measures the machine: the same is done, statement by statement."""
    real = make_case(place, "worker")
    sealed = make_case(place, "worker", confidentiality="sealed")
    barred = make_case(place, "worker")
    bar(barred, place.user("second"))
    answers = [
        asked(place, name, number)
        for name, number in (
            ("other", real.public_no), ("other", numbers.new_number()), ("other", sealed.public_no),
            ("second", barred.public_no),
        )
    ]  # fmt: skip
    statements = [shapes for shapes, _body in answers[:3]]
    assert statements[0] == statements[1] == statements[2]
    assert all("Your request was recorded" in body for _shapes, body in answers)


def test_15_guessing_ends_after_a_few(place):
    client = accounts.sign_in(Client(), place.user("other"))
    for _guess in range(emergencies.AN_HOUR):
        client.post(reverse("work-urgent"), {"number": numbers.new_number(), "reason": REASON})
    response = client.post(reverse("work-urgent"), {"number": numbers.new_number(), "reason": REASON})
    assert response.status_code == 200
    assert "Call your supervisor" in response.content.decode()
    with acting_as(place.user("other")):
        assert emergencies.BreakGlass.objects.count() == emergencies.AN_HOUR


def test_15_ones_limit_is_nobody_elses(place):
    for _guess in range(emergencies.AN_HOUR):
        with acting_as(place.user("other")):
            emergencies.ask(
                actor=place.user("other"), membership=place.other, number=numbers.new_number(), reason=REASON
            )
    with acting_as(place.user("colleague")):
        emergencies.ask(
            actor=place.user("colleague"),
            membership=place.colleague,
            number=numbers.new_number(),
            reason=REASON,
        )


def test_15_no_address_of_cases_takes_a_number(place):
    case = make_case(place)
    client = accounts.sign_in(Client(), place.user("worker"))
    for address in (
        f"/en/work/{case.public_no}/",
        f"/en/work/?q={case.public_no}",
        f"/en/work/?page={case.public_no}",
    ):
        response = client.get(address)
        assert response.status_code in (200, 404)
        assert reverse("work-item", args=(case.pk,)) not in response.headers.get("Location", "")


CHANGES = {
    "bulk_create": lambda case: Party.objects.bulk_create(
        [Party(case=case, kind="witness", code=f"W{n}", created_by=case.lead.user) for n in (7, 8)]
    ),
    "bulk_update": lambda case: Party.objects.bulk_update(_renamed(case), ["language"]),
    "update": lambda case: Party.objects.filter(case=case).update(row_version=F("row_version") + 1),
    "save": lambda case: _renamed(case)[0].save(update_fields=["language"]),
    "raw SQL": lambda case: connection.cursor().execute("UPDATE cases_party SET sex = 'male'"),
}


def _renamed(case: Case) -> list[Party]:
    found = list(Party.objects.filter(case=case))
    for each in found:
        each.language = "kk"
    return found


@pytest.mark.parametrize("way", CHANGES)
def test_57_every_way_to_write_leaves_history(place, rows, way):
    party = make_party(make_case(place))
    case = Case.objects.none()
    with acting_as(place.user("worker")):
        case = Case.objects.select_related("lead__user").get(pk=party.case_id)
        before = rows("SELECT count(*) FROM cases_partyevent")[0][0]
        CHANGES[way](case)
        after = rows("SELECT count(*) FROM cases_partyevent")[0][0]
    assert after - before == (2 if way == "bulk_create" else 1)


def test_57_every_record_of_a_case_that_may_change_has_a_history():
    """What has no history table can't be changed at all: the database gives no right to.

    But for the file of a copy: it is there to be emptied, and history would keep what it held.
    """
    models = list(apps.get_app_config("cases").get_models())
    kept = {model.pgh_tracked_model._meta.db_table for model in models if hasattr(model, "pgh_tracked_model")}
    assert {"cases_case", "cases_party", CaseAccess._meta.db_table} <= kept
    with connection.cursor() as cursor:
        for table in {*tables_of_cases(), "cases_case"} - kept - {"cases_exportedfile"}:
            cursor.execute("SELECT has_any_column_privilege(%s, 'UPDATE')", [table])
            assert cursor.fetchone() == (False,), table
