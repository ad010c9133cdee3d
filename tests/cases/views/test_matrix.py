"""Test 1: every address × method × role × relation, from the URL resolver; an unlisted route fails.

Whatever isn't for somebody answers as if it weren't there: the same status, headers and bytes as for an
identity that nobody ever had.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cases.actions import duties, memberships, parties, retention
from cases.actions.incidents import When
from cases.actions.referrals import Ground
from cases.choices import AccessKind, Confidentiality, OrganisationKind, Section
from cases.context import acting_as
from cases.flagging import raise_flag
from cases.models import CaseDuty
from tests.factories import accounts, files
from tests.factories.care import care_records
from tests.factories.case_law import (
    OLD,
    at,
    issue_order,
    make_conduct,
    make_rule,
    record_event,
    record_incident,
)
from tests.factories.cases import Place, as_member, bar, grant, make_case, make_party, make_place
from tests.factories.retention import close, close_long_ago, destroy, propose
from tests.factories.sharing import consent_to, copied, offer, refer

pytestmark = pytest.mark.django_db

WORKING = {"lead", "coworker"}
MANAGING = {"lead", "supervisor"}
SEEING = {"lead", "coworker", "summary", "supervisor", "referred"}
WORKERS = {*SEEING, "second", "stranger", "barred"}
ALL = {*WORKERS, "intake", "auditor"}
SUPERVISORS = {"supervisor", "second"}
NAMING = {"lead", "coworker", "supervisor", "referred"}
# Who gets an answer, by method; everybody else gets a page that isn't there.
MATRIX: dict[str, dict[str, set[str]]] = {
    "work": {"GET": ALL},
    "work-new": {"GET": {"lead", "coworker", "summary", "referred", "stranger", "barred", "intake"}},
    "work-urgent": {"GET": WORKERS},
    "work-urgent-decide": {"POST": set()},
    "work-urgent-review": {"POST": set()},
    "work-day": {"GET": ALL},
    "work-law-changes": {"GET": ALL},
    "work-log": {"GET": {"auditor"}},
    "work-log-csv": {"GET": {"auditor"}},
    "work-alarms": {"GET": {"auditor", *SUPERVISORS}},
    "work-board": {"GET": SUPERVISORS},
    "work-members": {"GET": SUPERVISORS},
    "work-member-new": {"GET": SUPERVISORS},
    "work-member": {"GET": SUPERVISORS},
    "work-member-end": {"GET": SUPERVISORS},
    "work-member-supervisor": {"GET": SUPERVISORS},
    "work-member-hand-over": {"GET": {"supervisor"}},
    "work-figures": {"GET": ALL},
    # Made by the worker, in another transaction: tests/cases/figures/test_releases.py asks for them.
    "work-figures-month": {"GET": set()},
    "work-figures-csv": {"GET": set()},
    "work-figures-publish": {"POST": set()},
    "work-retention": {"GET": {"auditor", *SUPERVISORS}},
    "work-disposition": {"GET": {"auditor", "supervisor"}},
    "work-disposition-approve": {"POST": {"auditor", "supervisor"}},
    "work-disposition-execute": {"POST": {"auditor", "supervisor"}},
    "work-disposition-pdf": {"GET": set()},
    "work-keeping": {"GET": MANAGING},
    "work-keeping-hold": {"GET": MANAGING},
    "work-keeping-lift": {"POST": {"supervisor"}},
    "work-item": {"GET": SEEING},
    "work-item-log": {"GET": MANAGING},
    "work-item-move": {"POST": {"lead"}},
    "work-closing": {"GET": {"lead"}},
    "work-item-step": {"POST": WORKING | {"summary"}},
    "work-access": {"GET": MANAGING},
    "work-access-give": {"GET": MANAGING},
    "work-access-bar": {"GET": MANAGING},
    "work-hand-over": {"GET": MANAGING},
    "work-access-revoke": {"POST": MANAGING},
    "work-access-lift": {"POST": set()},
    "work-happened": {"GET": NAMING},
    "work-incident": {"GET": NAMING},
    "work-incident-new": {"GET": WORKING},
    "work-incident-correct": {"GET": WORKING},
    "work-event": {"GET": NAMING},
    "work-event-new": {"GET": WORKING},
    "work-event-correct": {"GET": WORKING},
    "work-law": {"GET": NAMING},
    "work-flag": {"GET": WORKING},
    "work-duties": {"GET": NAMING},
    "work-duty": {"GET": NAMING},
    "work-duty-done": {"GET": WORKING},
    "work-duty-time": {"GET": WORKING},
    "work-duty-waive": {"GET": {"supervisor"}},
    "work-duty-again": {"GET": {"supervisor"}},
    "work-duty-accept": {"POST": WORKING},
    "work-measure": {"GET": NAMING},
    "work-measure-new": {"GET": WORKING},
    "work-measure-serve": {"GET": WORKING},
    "work-measure-extend": {"GET": WORKING},
    "work-measure-cancel": {"GET": WORKING},
    "work-measure-breach": {"GET": WORKING},
    "work-people": {"GET": NAMING},
    "work-files": {"GET": NAMING},
    "work-file-new": {"GET": WORKING},
    "work-file": {"GET": NAMING},
    "work-file-copy": {"GET": set()},  # it waits to be checked; files/test_giving_out.py has one that was
    "work-file-original": {"GET": set()},
    "work-file-withdraw": {"GET": WORKING},
    "work-person-new": {"GET": WORKING},
    "work-person": {"GET": NAMING},
    "work-person-write": {"GET": WORKING},
    "work-person-contact": {"GET": WORKING},
    "work-person-who": {"GET": NAMING},
    "work-first-contact": {"GET": WORKING},
    "work-consents": {"GET": NAMING},
    "work-consent-new": {"GET": WORKING},
    "work-consent-withdraw": {"GET": WORKING | {"supervisor"}},
    "work-notes": {"GET": NAMING},
    "work-note-new": {"GET": WORKING},
    "work-note": {"GET": WORKING},
    "work-plan": {"GET": NAMING},
    "work-goal-new": {"GET": WORKING},
    "work-goal": {"GET": WORKING},
    "work-goal-move": {"GET": WORKING},
    "work-task-new": {"GET": WORKING},
    "work-task-settle": {"GET": WORKING | {"supervisor"}},
    "work-person-reach": {"GET": WORKING},
    "work-assessments": {"GET": NAMING},
    "work-assessment-new": {"GET": WORKING},
    "work-assessment": {"GET": NAMING},
    "work-assessment-write": {"GET": WORKING},
    "work-assessment-sign": {"GET": WORKING},
    "work-assessment-agree": {"GET": {"supervisor"}},
    "work-safety-plan": {"GET": NAMING},
    "work-safety-plan-write": {"GET": WORKING},
    "work-safety-plan-agree": {"GET": WORKING},
    "work-sharing": {"GET": NAMING},
    "work-refer": {"GET": WORKING},
    "work-refer-consent": {"GET": WORKING},
    "work-refer-law": {"GET": WORKING},
    "work-refer-without": {"GET": WORKING},
    "work-referral": {"GET": NAMING},
    "work-referral-send": {"POST": WORKING},
    "work-referral-revoke": {"POST": WORKING | {"supervisor"}},
    "work-referral-answer": {"GET": set()},
    "work-received": {"GET": WORKERS},
    "work-received-item": {"GET": {"referred"}},
    "work-received-answer": {"GET": {"referred"}},
    "work-received-who": {"GET": {"referred"}},
    "work-offer": {"GET": MANAGING},
    "work-offer-cancel": {"POST": MANAGING},
    "work-offered": {"GET": {"referred"}},
    "work-offered-accept": {"GET": {"referred"}},
    "work-offered-decline": {"GET": {"referred"}},
    "work-approvals": {"GET": {"supervisor", "second"}},
    "work-approval": {"GET": {"supervisor"}},
    "work-export": {"GET": WORKING | {"summary", "supervisor"}},
    "work-exported": {"GET": WORKING | {"summary", "supervisor"}},
    "work-exported-again": {"POST": {"lead"}},
    "work-exported-open": {"POST": {"lead"}},
    "work-exported-download": {"POST": {"lead"}},
    "work-exported-delete": {"POST": {"lead"}},
    "work-exported-told": {"POST": {"lead"}},
}
# Sent empty by who may open them, they come back with what is missing.
FORMS = {
    "work-new", "work-urgent", "work-access-give", "work-access-bar", "work-hand-over", "work-person-new",
    "work-person-write", "work-person-contact", "work-person-who", "work-first-contact", "work-consent-new",
    "work-consent-withdraw", "work-note-new", "work-note", "work-goal-new", "work-goal", "work-goal-move",
    "work-task-new", "work-task-settle", "work-person-reach", "work-assessment-new", "work-assessment-write",
    "work-assessment-sign", "work-assessment-agree", "work-safety-plan-write", "work-safety-plan-agree",
    "work-member-new", "work-member-end", "work-member-supervisor", "work-member-hand-over",
    "work-file-new", "work-file-withdraw",
    "work-refer-consent", "work-refer-law", "work-refer-without",
    "work-referral-answer", "work-received-answer", "work-received-who", "work-offer", "work-offered-accept",
    "work-offered-decline", "work-approval", "work-export",
    "work-keeping-hold", "work-incident-new",
    "work-incident-correct", "work-event-new", "work-event-correct", "work-flag", "work-duty-done",
    "work-duty-time", "work-duty-waive", "work-duty-again", "work-measure-new", "work-measure-serve",
    "work-measure-extend", "work-measure-cancel", "work-measure-breach", "work-closing",
}  # fmt: skip
ACTORS = (
    "lead", "coworker", "summary", "supervisor", "second", "stranger", "barred", "referred", "intake",
    "auditor", "administrator", "outsider",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def routes() -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each address below work/, and the names of its parts."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, list[str]]]:
        for entry in resolver.url_patterns:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, path)
            elif isinstance(entry, URLPattern) and "/work/" in f"/{path}":
                assert entry.name, f"{path} has no name"
                yield entry.name, list(entry.pattern.converters)

    yield from walk(get_resolver(), "")


ROUTES = dict(routes())


class Scene:
    """One case, its people, and everyone who might come near it."""

    def __init__(self) -> None:
        self.place, self.elsewhere = make_place(), make_place(OrganisationKind.POLICE)
        place = self.place
        place.join("summary", "case-worker", supervisor=place.second)
        place.join("barred", "case-worker", supervisor=place.second)
        self.case = make_case(place)
        self.party = make_party(self.case, identity=parties.Identity(name="Invented Name"))
        self.file = files.add(self.case)
        self.grant = grant(self.case, place.colleague, AccessKind.COWORKER)
        grant(self.case, place.summary, AccessKind.COWORKER, sections=[Section.SUMMARY])
        grant(self.case, place.barred, AccessKind.COWORKER)
        bar(self.case, place.user("barred"))
        grant(self.case, self.elsewhere.worker, AccessKind.REFERRAL)
        gone = place.join("gone", "case-worker", supervisor=place.supervisor)
        with as_member(place, "supervisor"):
            memberships.end_membership(actor=place.user("supervisor"), membership=gone, at=timezone.now())
        proposed = propose(place, close_long_ago(place, make_case(place)))
        with as_member(place, "worker"):
            order = retention.hold(actor=place.user("worker"), case_id=self.case.pk, reason="asked for")
        mine = {"work-member": gone.pk, "work-disposition": proposed.pk, "work-keeping": order.pk}
        # What an address names by its record, where it is no grant.
        self.records = (
            care_records(self.case, self.party)
            | law_records(self.case)
            | self.shared()
            | {name: pk for name in ROUTES for start, pk in mine.items() if name.startswith(start)}
        )

    def shared(self) -> dict[str, object]:
        """Share the case in each way; return what each address names."""
        case, other = self.case, self.elsewhere.organisation
        consent = consent_to(case, self.party, other, sections=[Section.IDENTITY])
        referral = refer(case, other, ground=Ground(consent=consent), sections=[Section.IDENTITY])
        asked = refer(case, other, ground=Ground(reason="He knows where she is"))
        offered, copy = offer(case, other), copied(case)
        found = {"work-refer-consent": consent.pk, "work-approval": asked.approval.pk}
        of_a_kind = {"work-referral": referral, "work-received": referral, "work-offer": offered,
                     "work-exported": copy}  # fmt: skip
        for name in ROUTES:
            for start, record in of_a_kind.items():
                if name.startswith(start):
                    found[name] = record.pk
        return found

    def user(self, actor: str) -> object:
        names = {"lead": "worker", "coworker": "colleague", "stranger": "other"}
        if actor == "administrator":
            accounts.add_totp(self.place.administrator)
            return self.place.administrator
        if actor == "outsider":
            return accounts.staff("outsider")
        if actor == "referred":
            return self.elsewhere.user("worker")
        return self.place.user(names.get(actor, actor))

    def client(self, actor: str) -> Client:
        return accounts.sign_in(Client(), self.user(actor))

    def address(self, name: str, **other: object) -> str:
        values = {
            "case_id": self.case.pk, "party_id": self.party.pk, "verb": "begin",
            "record_id": self.records.get(name, self.grant.pk),
            "file_id": self.file.pk,
        } | other  # fmt: skip
        return reverse(name, kwargs={part: values[part] for part in ROUTES[name]})


def law_records(case: Any) -> dict[str, uuid.UUID]:
    """Record something of each kind that the law attaches to, by the routes that name it."""
    make_rule()
    make_conduct((OLD, None), topic="made-up-violence")
    incident = record_incident(case, When(start=at("2026-03-09 00:00", "day")))
    event = record_event(case, at("2026-03-10 09:00"))
    order = issue_order(case)
    with acting_as(case.lead.user):
        duty = CaseDuty.objects.get(event=event)
        doubt = raise_flag(case, "needs-lawyer", "term-not-stated", actor=case.lead.user, measure=order)
    kinds = {"incident": incident, "event": event, "duty": duty, "measure": order, "flag": doubt}
    words = {name: name.removeprefix("work-").partition("-")[0] for name in ROUTES}
    return {name: kinds[word].pk for name, word in words.items() if word in kinds}


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """Make a request whose writes are undone."""
    with transaction.atomic():
        response = client.generic(method, address, HTTP_HOST="localhost")
        transaction.set_rollback(True)
    return response


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


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
        for method in METHODS:
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
