"""The organisation of invented cases, and invented people who work there, made by the owner of the database.

Their accounts have no password and no second factor: `manage.py sign_in_link NAME` lets one in.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.utils import timezone

from cases.choices import OrganisationKind, Role
from cases.demo.register import Member, members_of, organisation_named, unlocked

CASES_A_WORKER = 40
WORKERS_A_SUPERVISOR = 10
# No mail can ever reach a domain of this kind (RFC 2606), and nobody's real address ends so.
MAIL_DOMAIN = "demo.invalid"
ROLES = (Role.SUPERVISOR, Role.CASE_WORKER, Role.AUDITOR)
WORDS = {Role.SUPERVISOR: "supervisor", Role.CASE_WORKER: "worker", Role.AUDITOR: "auditor"}


class NobodyToLeadError(ValueError):
    """An organisation in which nobody can lead a case."""


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where invented cases are: the organisation, who may lead them, and who may close them."""

    organisation_id: uuid.UUID
    leads: tuple[Member, ...]
    supervisors: tuple[Member, ...]

    def lead(self, number: int) -> Member:
        """The lead of a case: each gets every so-manieth."""
        return self.leads[number % len(self.leads)]

    def closer(self, lead: Member) -> Member | None:
        """Who may close a case of a lead: her supervisor, else another who isn't the same person."""
        own = [each for each in self.supervisors if each.id == lead.supervisor_id]
        others = [each for each in self.supervisors if each.user_id != lead.user_id]
        return next(iter(own or others), None)


def ensure_place(name: str, count: int, *, kind: str = OrganisationKind.CRISIS_CENTRE) -> DemoPlace:
    """Return the organisation of a name with its people; make it with invented ones where there is none.

    Raises:
        NobodyToLeadError: it is there, and nobody in it can lead a case.
        DemoRefusedError: the name is not one organisation's.
    """
    organisation_id = organisation_named(name)
    if organisation_id is None:
        organisation_id = _make(name, OrganisationKind(kind).value, count)
    members = members_of(organisation_id)
    leads = tuple(each for each in members if each.role != Role.SUPERVISOR)
    if not leads:
        raise NobodyToLeadError(
            f"Nobody in {name!r} can lead a case: give somebody a role with manage.py add_case_staff, or "
            "name an organisation that doesn't exist, and invented people are made for it."
        )
    return DemoPlace(organisation_id, leads, tuple(each for each in members if each.role == Role.SUPERVISOR))


def usernames(name: str, role: Role, count: int) -> list[str]:
    """Return the user names of an organisation's invented people in a role.

    >>> usernames("Sample centre", Role.CASE_WORKER, 1)
    ['demo-b457-worker-1']
    """
    mark = uuid.uuid5(uuid.NAMESPACE_URL, name).hex[:4]
    return [f"demo-{mark}-{WORDS[role]}-{number}" for number in range(1, count + 1)]


def _make(name: str, kind: str, count: int) -> uuid.UUID:
    workers = -(-count // CASES_A_WORKER)
    sizes = {Role.SUPERVISOR: -(-workers // WORKERS_A_SUPERVISOR), Role.CASE_WORKER: workers, Role.AUDITOR: 1}
    accounts = {role: _accounts(usernames(name, role, sizes[role])) for role in ROLES}
    organisation_id = uuid.uuid4()
    with unlocked(["cases_organisation", "cases_membership"]) as cursor:
        cursor.execute(
            "INSERT INTO cases_organisation (id, row_version, name, kind, region, is_active) "
            "VALUES (%s, 1, %s, %s, '', true)",
            [organisation_id, name, kind],
        )
        supervisors = _join(cursor, organisation_id, Role.SUPERVISOR, accounts[Role.SUPERVISOR], [])
        _join(cursor, organisation_id, Role.CASE_WORKER, accounts[Role.CASE_WORKER], supervisors)
        _join(cursor, organisation_id, Role.AUDITOR, accounts[Role.AUDITOR], [])
    return organisation_id


def _accounts(names: list[str]) -> list[int]:
    """Make accounts that nobody can sign in to yet; return their ids in order."""
    nobody = make_password(None)
    User.objects.bulk_create(
        [
            User(username=each, first_name="Demo", last_name=each.partition("-")[2], password=nobody,
                 email=f"{each}@{MAIL_DOMAIN}", date_joined=timezone.now())
            for each in names
        ],
        ignore_conflicts=True, batch_size=1000,
    )  # fmt: skip
    known = dict(User.objects.filter(username__in=names).values_list("username", "pk"))
    return [known[each] for each in names]


def _join(
    cursor: Any, organisation_id: uuid.UUID, role: Role, users: list[int], supervisors: list[uuid.UUID]
) -> list[uuid.UUID]:
    """Give people a role, each so many under one of the supervisors."""
    rows = []
    for place, user in enumerate(users):
        above = supervisors[place // WORKERS_A_SUPERVISOR] if supervisors else None
        rows.append((uuid.uuid4(), user, organisation_id, role.value, above))
    cursor.executemany(
        "INSERT INTO cases_membership (id, row_version, user_id, organisation_id, role, supervisor_id) "
        "VALUES (%s, 1, %s, %s, %s, %s)",
        rows,
    )
    return [identity for identity, *_rest in rows]
