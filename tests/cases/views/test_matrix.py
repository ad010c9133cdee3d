"""Test 1: every address × method × role × relation, from the URL resolver; an unlisted route fails.

Whatever isn't for somebody answers as if it weren't there: the same status, headers and bytes as for an
identity that nobody ever had.
"""

import re
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.actions import duties, retention
from cases.choices import Confidentiality
from cases.models import CaseDuty
from tests.cases.views.matrix import ACTORS, FORMS, MATRIX, METHODS, ROUTES, ask
from tests.factories import accounts
from tests.factories.cases import Place, as_member, bar, make_case, make_place
from tests.factories.retention import close, destroy

pytestmark = pytest.mark.django_db


def test_1_every_route_is_listed():
    assert set(ROUTES) == set(MATRIX)


@pytest.mark.parametrize("actor", ACTORS)
def test_1_matrix(scene, actor):
    client, wrong = scene.client(actor), []
    for name, methods in MATRIX.items():
        if name in FORMS:
            methods = {"GET": methods["GET"], "POST": methods["GET"]}
        for method in ("GET", "POST"):
            status = ask(client, method, scene.address(name)).status_code
            expected = {404, 405} if actor not in methods.get(method, set()) else {200, 302}
            if method not in methods:
                expected = {405, 404}
            if status not in expected:
                wrong.append((name, method, status))
    assert wrong == []


@pytest.mark.parametrize(
    "actor", ["stranger", "second", "barred", "intake", "auditor", "administrator", "outsider"]
)
def test_1_foreign_case_answers_byte_for_byte_like_one_that_does_not_exist(scene, actor):
    client, different = scene.client(actor), []
    for name, parts in ROUTES.items():
        if not {"case_id", "record_id"} & set(parts):
            continue
        if any(actor in allowed for allowed in MATRIX[name].values()):  # it isn't foreign to her
            continue
        # What no page answers is refused before it looks who asks: once, by whom it would hurt most.
        for method in METHODS if actor == "barred" else ("GET", "POST"):
            allowed = (200, 404, 405) if method == "OPTIONS" else (404, 405)  # names the methods alone
            real = ask(client, method, scene.address(name))
            never = {part: uuid.uuid4() for part in ("case_id", "party_id", "record_id", "file_id")}
            invented = ask(client, method, scene.address(name, **never))
            if comparable(real) != comparable(invented) or real.status_code not in allowed:
                different.append((name, method, real.status_code, invented.status_code))
    assert different == []


def comparable(response: HttpResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", b"ID", response.content)
    return response.status_code, sorted(response.headers.items()), body


def test_2_child_of_a_foreign_case_is_not_reached_through_ones_own(scene):
    other = make_case(scene.place, "other")
    client = scene.client("stranger")
    for name, parts in ROUTES.items():
        if {"party_id", "file_id", "record_id"} & set(parts) and "case_id" in parts:
            status = ask(client, "GET", scene.address(name, case_id=other.pk)).status_code
            assert status in (404, 405), name


def test_anonymous_is_asked_to_sign_in_everywhere_alike(scene):
    for name in ROUTES:
        for address in (scene.address(name), "/en/work/no-such-page/"):
            response = ask(Client(), "GET", address)
            assert (response.status_code, response["Location"].split("?")[0]) == (
                302,
                reverse("account_login"),
            )


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_5_state_changes_only_by_post(scene, method):
    client = scene.client("lead")
    for name, methods in MATRIX.items():
        if "POST" in methods:
            assert ask(client, method, scene.address(name)).status_code in (404, 405), name
            overridden = client.generic(
                "GET", scene.address(name), headers={"X-HTTP-Method-Override": "POST"}
            )
            assert overridden.status_code == 405, name


def test_12_auditor_opens_the_record_and_no_case(scene):
    client = scene.client("auditor")
    body = ask(client, "GET", reverse("work-log")).content.decode()
    assert scene.case.shown_number not in body
    assert scene.case.public_no not in body


def test_11_administrator_gets_what_a_page_that_does_not_exist_answers(scene):
    client = scene.client("administrator")
    assert ask(client, "GET", reverse("work")).status_code == 404
    body = ask(client, "GET", "/admin/").content.decode()
    assert "cases" not in re.findall(r'href="/admin/([a-z]+)/', body)


@pytest.mark.parametrize("status", ["disposed", "closed"])
def test_1_what_is_over(scene, status):
    """A closed case is read and not written; a destroyed one isn't there for anyone."""
    with as_member(scene.place, "worker") as lead:
        for duty in CaseDuty.objects.open().filter(case=scene.case):
            duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="done")
    with as_member(scene.place, "supervisor") as supervisor:
        retention.release(actor=supervisor, case_id=scene.case.pk, hold_id=scene.records["work-keeping"])
    (destroy if status == "disposed" else close)(scene.place, scene.case)
    client = scene.client("lead")
    read = 404 if status == "disposed" else 200
    assert ask(client, "GET", scene.address("work-item")).status_code == read
    for name in (
        "work-person-new",
        "work-person-write",
        "work-person-contact",
        "work-file-new",
        "work-file-withdraw",
    ):
        assert ask(client, "GET", scene.address(name)).status_code == 404


def test_9_barrier_set_while_the_page_is_open_closes_it(scene):
    client = scene.client("coworker")
    assert ask(client, "GET", scene.address("work-item")).status_code == 200
    bar(scene.case, scene.place.user("colleague"))
    assert ask(client, "GET", scene.address("work-item")).status_code == 404


@pytest.mark.parametrize("confidentiality", [Confidentiality.RESTRICTED, Confidentiality.SEALED])
def test_t3_restricted_case_is_in_no_list_of_the_supervisor(confidentiality):
    place: Place = make_place()
    case = make_case(place, confidentiality=confidentiality)
    client = accounts.sign_in(Client(), place.user("supervisor"))
    assert case.shown_number not in client.get(reverse("work")).content.decode()
    assert client.get(reverse("work-item", args=(case.pk,))).status_code == 404
