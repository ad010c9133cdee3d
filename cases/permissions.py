"""Who may do what in case work: one table, read by the code, the tests and docs/cases.md.

A right here is necessary, never sufficient: which case it is used on is decided by
`Case.objects.visible_to`, and by the database.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from cases.choices import Role

READ, WRITE, CREATE, APPROVE, PROPOSE = "read", "write", "create", "approve", "propose"

CASE, PARTY, IDENTITY, CONTACT = "case", "party", "identity", "contact"
NOTE, ASSESSMENT, MEASURE, REFERRAL = "note", "assessment", "measure", "referral"
RETENTION, STATISTICS = "retention", "statistics"
CLOSING, ACCESS, EMERGENCY, EXPORT, RECORD, MEMBER = (
    "closing",
    "access",
    "emergency",
    "export",
    "record",
    "member",
)
FILE = "file"

_WORK = frozenset({READ, WRITE})
_NEW_WORK = frozenset({READ, WRITE, CREATE})
_READ = frozenset({READ})

# Rows of design-cases.md B.4; an absent role has no right.
TABLE: dict[str, dict[str, frozenset[str]]] = {
    CASE: {
        Role.INTAKE_WORKER: frozenset({CREATE}),
        Role.CASE_WORKER: _NEW_WORK,
        Role.INSPECTOR: _NEW_WORK,
        Role.SUPERVISOR: frozenset({READ, APPROVE}),
    },
    PARTY: {Role.CASE_WORKER: _NEW_WORK, Role.INSPECTOR: _NEW_WORK, Role.SUPERVISOR: _READ},
    IDENTITY: {Role.CASE_WORKER: _NEW_WORK, Role.INSPECTOR: _NEW_WORK, Role.SUPERVISOR: _READ},
    CONTACT: {Role.CASE_WORKER: _NEW_WORK, Role.INSPECTOR: _NEW_WORK, Role.SUPERVISOR: _READ},
    NOTE: {Role.CASE_WORKER: _WORK, Role.INSPECTOR: _WORK, Role.SUPERVISOR: _READ},
    ASSESSMENT: {Role.CASE_WORKER: _WORK, Role.SUPERVISOR: frozenset({READ, APPROVE})},
    MEASURE: {
        Role.INTAKE_WORKER: _READ,
        Role.CASE_WORKER: _WORK,
        Role.INSPECTOR: _WORK,
        Role.SUPERVISOR: _WORK | {APPROVE},
    },
    FILE: {Role.CASE_WORKER: _NEW_WORK, Role.INSPECTOR: _NEW_WORK, Role.SUPERVISOR: _READ},
    # Reading is receiving too: whoever receives, answers.
    REFERRAL: {
        Role.CASE_WORKER: frozenset({CREATE, READ}),
        Role.INSPECTOR: frozenset({CREATE, READ}),
        Role.SUPERVISOR: frozenset({READ, APPROVE}),
    },
    CLOSING: {
        Role.CASE_WORKER: frozenset({PROPOSE}),
        Role.INSPECTOR: frozenset({PROPOSE}),
        Role.SUPERVISOR: frozenset({APPROVE}),
    },
    ACCESS: {
        Role.CASE_WORKER: frozenset({READ, CREATE}),
        Role.INSPECTOR: frozenset({READ, CREATE}),
        Role.SUPERVISOR: frozenset({READ, CREATE}),
    },
    EMERGENCY: {
        Role.CASE_WORKER: frozenset({CREATE, APPROVE}),  # a lead reviews what was approved
        Role.INSPECTOR: frozenset({CREATE, APPROVE}),
        Role.SUPERVISOR: frozenset({CREATE, APPROVE}),
    },
    EXPORT: {
        Role.CASE_WORKER: frozenset({CREATE}),
        Role.INSPECTOR: frozenset({CREATE}),
        Role.SUPERVISOR: frozenset({CREATE, APPROVE}),
        Role.AUDITOR: frozenset({APPROVE}),
    },
    RECORD: {
        Role.CASE_WORKER: _READ,
        Role.INSPECTOR: _READ,
        Role.SUPERVISOR: _READ,
        Role.AUDITOR: _READ,
    },
    MEMBER: {Role.SUPERVISOR: frozenset({READ, WRITE, CREATE})},
    # A destruction is approved by two people; a lead and a supervisor may order to keep (write).
    RETENTION: {
        Role.CASE_WORKER: _WORK,
        Role.INSPECTOR: _WORK,
        Role.SUPERVISOR: frozenset({READ, WRITE, CREATE, APPROVE}),
        Role.AUDITOR: frozenset({READ, APPROVE}),
    },
    # An auditor makes public what was released: no case worker's numbers depend on her.
    STATISTICS: {**dict.fromkeys(Role.values, _READ), Role.AUDITOR: frozenset({READ, APPROVE})},
}


class NotAllowed(PermissionDenied):
    """The table gives no such right; pages answer as if the thing weren't there."""


def allows(role: str, verb: str, thing: str) -> bool:
    """Whether a role has a right.

    >>> allows("supervisor", "approve", "closing"), allows("case-worker", "approve", "closing")
    (True, False)
    """
    return verb in TABLE[thing].get(role, frozenset())


def memberships_with(actor: Any, verb: str, thing: str) -> Any:
    """Return the actor's memberships that give a right now."""
    from cases.models import Membership

    roles = [role for role in Role.values if allows(role, verb, thing)]
    return Membership.objects.of(actor).current().filter(role__in=roles)


def check_second(actor: Any, thing: str, case: Any, *others: Any) -> Any:
    """Return the membership of a second person, who may approve something of a case and doesn't lead it;
    sec.supervises_not_leading asks the same.

    Args:
        others: ids of users who may not decide either: who asked, who wrote.

    Raises:
        NotAllowed: the actor is one of them, or may approve nothing there.
    """
    membership = check(actor, APPROVE, thing, organisation_id=case.organisation_id)
    if actor.pk in (case.lead.user_id, *others):
        raise NotAllowed(f"{thing}: own")
    return membership


def check(actor: Any, verb: str, thing: str, *, organisation_id: Any = None) -> Any:
    """Return a membership of the actor that gives a right, in an organisation where one is named.

    Raises:
        NotAllowed: there is none at this moment.
    """
    found = memberships_with(actor, verb, thing)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    membership = found.order_by("created_at").first()
    if membership is None:
        raise NotAllowed(f"{thing}: {verb}")
    return membership
