"""Who may open which address of case work, as data; and one case with everyone who might come near it."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cases.actions import memberships, parties, retention
from cases.actions.grounds import Ground
from cases.actions.incidents import When
from cases.choices import AccessKind, OrganisationKind, Section
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
    make_report,
    make_rule,
    record_event,
    record_incident,
)
from tests.factories.cases import as_member, bar, grant, make_case, make_party, make_place
from tests.factories.retention import close_long_ago, propose
from tests.factories.sharing import consent_to, copied, offer, refer

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
    "work-member-agree": {"POST": set()},  # nothing waits: team/test_members.py has one that does
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
    "work-item-go-on": {"GET": set()},  # it is open: test_closing.py has others
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
    "work-report": {"GET": NAMING},
    "work-report-new": {"GET": WORKING},
    "work-measure": {"GET": NAMING},
    "work-measure-new": {"GET": WORKING},
    "work-measure-serve": {"GET": WORKING},
    "work-measure-service": {"GET": WORKING},
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
    "work-person-edit": {"GET": WORKING},
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
    "work-offer-consent": {"GET": MANAGING},
    "work-offer-law": {"GET": MANAGING},
    "work-offer-without": {"GET": MANAGING},
    "work-offer-send": {"POST": MANAGING},
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
    "work-person-edit",
    "work-person-write", "work-person-contact", "work-person-who", "work-first-contact", "work-consent-new",
    "work-consent-withdraw", "work-note-new", "work-note", "work-goal-new", "work-goal", "work-goal-move",
    "work-task-new", "work-task-settle", "work-person-reach", "work-assessment-new", "work-assessment-write",
    "work-assessment-sign", "work-assessment-agree", "work-safety-plan-write", "work-safety-plan-agree",
    "work-member-new", "work-member-end", "work-member-supervisor", "work-member-hand-over",
    "work-file-new", "work-file-withdraw",
    "work-refer-consent", "work-refer-law", "work-refer-without",
    "work-referral-answer", "work-received-answer", "work-received-who",
    "work-offer-consent", "work-offer-law", "work-offer-without", "work-offered-accept",
    "work-offered-decline", "work-approval", "work-export",
    "work-keeping-hold", "work-report-new", "work-incident-new",
    "work-incident-correct", "work-event-new", "work-event-correct", "work-flag", "work-duty-done",
    "work-duty-time", "work-duty-waive", "work-duty-again", "work-measure-new", "work-measure-serve",
    "work-measure-service",
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
        self.place, self.elsewhere = make_place(everybody=True), make_place(OrganisationKind.POLICE)
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
        consent = consent_to(case, self.party, other, sections=Section.values)
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
        return found | {"work-offer-consent": consent.pk}

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
    kinds["report"] = make_report(case)
    words = {name: name.removeprefix("work-").partition("-")[0] for name in ROUTES}
    return {name: kinds[word].pk for name, word in words.items() if word in kinds}


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """Make a request whose writes are undone."""
    with transaction.atomic():
        response = client.generic(method, address, HTTP_HOST="localhost")
        transaction.set_rollback(True)
    return response
