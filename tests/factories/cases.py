"""Organisations, people in roles, and their cases, made as the site makes them: by action, in context."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.db import connection

from cases.actions import access, first_contact, memberships, opening, parties
from cases.choices import Confidentiality, OrganisationKind, PartyKind, Role, Section
from cases.context import acting_as
from cases.models import Case, Membership, Organisation
from legislation.models import Jurisdiction
from tests.factories import accounts

_numbers = count(1)


# Worker and colleague under the supervisor, other under the second one: role, supervisor.
PEOPLE = {
    "supervisor": (Role.SUPERVISOR, None),
    "second": (Role.SUPERVISOR, None),
    "worker": (Role.CASE_WORKER, "supervisor"),
    "colleague": (Role.CASE_WORKER, "supervisor"),
    "other": (Role.CASE_WORKER, "second"),
    "intake": (Role.INTAKE_WORKER, None),
    "auditor": (Role.AUDITOR, None),
}


class Members(Mapping[str, Membership]):
    """Who is what at a place; those of PEOPLE are made when they are first asked for."""

    def __init__(self, place: Place) -> None:
        self._place = place
        # With the savepoints within which it was made: when they are over, it may have been rolled back.
        self._made: dict[str, tuple[Membership, list[str | None]]] = {}

    def __getitem__(self, name: str) -> Membership:
        if name in self._made:
            member, within = self._made[name]
            if connection.savepoint_ids[: len(within)] == within:
                return member
            if User.objects.filter(pk=member.user_id).exists():
                self.add(name, member)
                return member
        role, supervisor = PEOPLE[name]
        return self._place.join(name, role, supervisor=self[supervisor] if supervisor else None)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*PEOPLE, *self._made)))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def add(self, name: str, member: Membership) -> None:
        self._made[name] = (member, list(connection.savepoint_ids))


class Place:
    """An organisation with its people: two lines of supervision, a worker in each, and the others."""

    def __init__(self, organisation: Organisation, administrator: User) -> None:
        self.organisation, self.administrator = organisation, administrator
        self.members = Members(self)

    def __getattr__(self, name: str) -> Membership:
        if name not in PEOPLE and name not in self.__dict__.get("members", ()):
            raise AttributeError(name)
        return self.members[name]

    def user(self, name: str) -> User:
        return self.members[name].user

    def join(
        self, name: str, role: str, *, supervisor: Membership | None = None, user: Any = None
    ) -> Membership:
        person = user or accounts.user(f"{name}-{next(_numbers)}")
        if user is None:
            accounts.add_totp(person)
        with acting_as(self.administrator):
            member = memberships.add_membership(
                actor=self.administrator, user=person, organisation=self.organisation, role=role,
                supervisor=supervisor,
            )  # fmt: skip
        self.members.add(name, member)
        return member


def make_organisation(administrator: User, kind: str = OrganisationKind.CRISIS_CENTRE) -> Organisation:
    with acting_as(administrator):
        return memberships.add_organisation(
            actor=administrator, name=f"Sample centre {next(_numbers)}", kind=kind, region="Almaty"
        )


def make_place(kind: str = OrganisationKind.CRISIS_CENTRE, *, everybody: bool = False) -> Place:
    """Make an organisation. Its people come when they are first asked for, or at once: where who sees what
    is asked of everybody, and where what is made within a transaction would go with it."""
    administrator = accounts.user(f"administrator-{next(_numbers)}", is_superuser=True)
    place = Place(make_organisation(administrator, kind), administrator)
    if everybody or not connection.in_atomic_block:
        list(place.members.values())
    return place


def make_case(
    place: Place, lead: str = "worker", *, confidentiality: str = Confidentiality.NORMAL, begun: bool = True
) -> Case:
    """Open a case for a member of the place; open unless it should stay a draft."""
    membership = place.members[lead]
    with acting_as(membership.user):
        case_id = opening.open_case(actor=membership.user, lead=membership, confidentiality=confidentiality)
        if begun:
            begin_in_an_emergency(case_id, membership.user)
        found = Case.objects.visible_to(membership.user).select_related("lead__user", "organisation")
        return found.get(pk=case_id)


def begin_in_an_emergency(case_id: Any, lead: User) -> None:
    """Begin the work as its lead; nobody is recorded by it, unlike at a first contact in peace."""
    first_contact.record_first_contact(
        actor=lead, case_id=case_id, jurisdiction=Jurisdiction.objects.get(code="KZ"),
        today=dt.date(2026, 11, 21), limits_explained=False, emergency_reason="He is at the door",
    )  # fmt: skip


def make_party(
    case: Case, kind: str = PartyKind.SURVIVOR, *, identity: parties.Identity | None = None
) -> Any:
    """Add a person to a case as its lead, with who it is where given."""
    lead = case.lead.user
    with acting_as(lead):
        party = parties.add_party(actor=lead, case_id=case.pk, kind=kind)
        if identity:
            parties.write_identity(actor=lead, party_id=party.pk, identity=identity)
    party.case = case  # with its lead loaded
    return party


def grant(case: Case, to: Membership | Organisation, kind: str, **values: Any) -> Any:
    """Give access as the case's lead, to all sections unless others are given."""
    lead = case.lead.user
    given = {"sections": Section.values, "reason": "works on it too"} | values
    with acting_as(lead):
        return access.grant_access(actor=lead, case_id=case.pk, to=to, kind=kind, **given)


def bar(case: Case, against: Any) -> Any:
    """Set a barrier as the case's lead."""
    lead = case.lead.user
    with acting_as(lead):
        return access.set_barrier(actor=lead, case_id=case.pk, against=against, reason="knows the offender")


@contextmanager
def as_member(place: Place, name: str) -> Iterator[User]:
    """Act as one of the place's people."""
    with acting_as(place.user(name)):
        yield place.user(name)
