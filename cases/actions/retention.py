"""Ordering to keep a case, and destroying one: by two people who approve, and a hand that carries it out."""

from __future__ import annotations

import json
from typing import Any

from django.db import ProgrammingError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from psycopg.errors import InsufficientPrivilege

from cases import door, ledger, permissions, record, retention, states
from cases.actions.access import ReasonMissingError
from cases.choices import Deed
from cases.models import Case, Disposition, LegalHold
from cases.querysets import GRANT
from cases.refusals import Refusal
from cases.sealing import seal

APPROVER = "SELECT sec.approver(%s)"
APPROVE = "SELECT sec.approve_disposition(%s)"
EXECUTE = "SELECT sec.execute_disposition(%s)"
PREVIEW = "SELECT sec.preview_disposition(%s)"


class NotDueError(Refusal):
    """A case may not be destroyed now."""

    def __init__(self) -> None:
        super().__init__(
            gettext("This case may not be destroyed now: its day has not come, or it is held, or open again.")
        )


class SecondPersonError(Refusal):
    """One person can't approve twice."""

    def __init__(self) -> None:
        super().__init__(gettext("You approved it already: another person has to approve it too."))


@transaction.atomic
def hold(*, actor: Any, case_id: Any, reason: str) -> LegalHold:
    """Order to keep a case, whatever its day; by its lead or a supervisor."""
    case = door.locked_case(actor, case_id, level=GRANT)
    permissions.check(actor, permissions.WRITE, permissions.RETENTION, organisation_id=case.organisation_id)
    if not reason.strip():
        raise ReasonMissingError
    order = LegalHold(case=case, created_by=actor)
    seal(order, reason=reason.strip())
    order.save(force_insert=True)
    Case.objects.filter(pk=case.pk).update(legal_hold=True, row_version=F("row_version") + 1)
    retention.stop_disposition(case)
    record.note(Deed.HELD, order)
    return order


@transaction.atomic
def release(*, actor: Any, case_id: Any, hold_id: Any) -> None:
    """Lift an order to keep; by a supervisor who doesn't lead the case. What was proposed is so anew."""
    case = door.locked_case(actor, case_id, level=GRANT)
    permissions.check_second(actor, permissions.RETENTION, case)
    order = door.one(LegalHold.objects.filter(case=case, lifted_at__isnull=True), hold_id)
    LegalHold.objects.filter(pk=order.pk).update(
        lifted_at=timezone.now(), lifted_by=actor, row_version=F("row_version") + 1
    )
    if not LegalHold.objects.filter(case=case, lifted_at__isnull=True).exists():
        Case.objects.filter(pk=case.pk).update(legal_hold=False, row_version=F("row_version") + 1)
        propose_again(case)
    record.note(Deed.RELEASED, order)


def propose_again(case: Any) -> None:
    """Propose once more what was stopped, now that the case is closed and nothing holds it."""
    # The database asks the same, by the same calendar: sec.today().
    if case.status == states.CLOSED:
        Disposition.objects.filter(case=case, status=states.HELD).update(
            status=states.PROPOSED, row_version=F("row_version") + 1
        )


@transaction.atomic
def propose(*, actor: Any, case_id: Any) -> Disposition:
    """Propose to destroy a case past its day, before the queue does; by a supervisor."""
    case = door.locked_case(actor, case_id, level=GRANT)
    permissions.check(actor, permissions.CREATE, permissions.RETENTION, organisation_id=case.organisation_id)
    _check_due(case)
    proposed = Disposition(
        case=case, organisation_id=case.organisation_id, public_no=case.public_no,
        basis=case.retention_basis, due_on=case.dispose_after, created_by=actor,
    )  # fmt: skip
    proposed.save(force_insert=True)
    record.note(Deed.PROPOSED, proposed)
    return proposed


@transaction.atomic
def approve(*, actor: Any, disposition_id: Any) -> None:
    """Approve a destruction: one person, then another, neither of them the lead.

    Raises:
        SecondPersonError: the actor is the one who approved it.
    """
    disposition = _approved_by(actor, disposition_id)
    after = states.AGREED if disposition.status == states.PROPOSED else states.TWICE_APPROVED
    states.check_change(states.DISPOSITION, disposition.status, after)
    if disposition.first_by and disposition.first_by.user_id == actor.pk:
        raise SecondPersonError
    _run(APPROVE, disposition)
    _note(Deed.AGREED, disposition)


@transaction.atomic
def execute(*, actor: Any, disposition_id: Any) -> Disposition:
    """Destroy what two people approved: its keys, its records and their history; the certificate stays."""
    disposition = _approved_by(actor, disposition_id)
    states.check_change(states.DISPOSITION, disposition.status, states.EXECUTED)
    _note(Deed.DISPOSED, disposition)
    _run(EXECUTE, disposition)
    disposition.refresh_from_db()
    transaction.on_commit(lambda: ledger.append(ledger.entry_of(disposition)))
    return disposition


def preview(*, actor: Any, disposition_id: Any) -> dict[str, Any]:
    """Return what would be destroyed, by table: how many rows, and their fingerprint."""
    found = _ask(PREVIEW, door.disposition_for(disposition_id))
    return json.loads(found) if found else {}


def _approved_by(actor: Any, disposition_id: Any) -> Disposition:
    disposition: Disposition = door.disposition_for(disposition_id)
    permissions.check(
        actor, permissions.APPROVE, permissions.RETENTION, organisation_id=disposition.organisation_id
    )
    if _ask(APPROVER, disposition) is None:  # her own case, or barred from it
        raise permissions.NotAllowed("retention: this case")
    return disposition


def _check_due(case: Any) -> None:
    day = case.dispose_after
    if case.status != states.CLOSED or case.legal_hold or day is None or timezone.localdate() <= day:
        raise NotDueError


def _run(statement: str, disposition: Disposition) -> None:
    """Let the database do it, which asks once more whether it may be done now."""
    try:
        with transaction.atomic():
            _ask(statement, disposition)
    except ProgrammingError as refusal:
        if isinstance(refusal.__cause__, InsufficientPrivilege):
            raise NotDueError from refusal
        raise


def _ask(statement: str, disposition: Disposition) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, [disposition.pk])
        (answer,) = cursor.fetchone()
    return answer


def _note(deed: str, disposition: Disposition) -> None:
    record.note_ids(deed, case_id=disposition.case_id, kind="disposition", object_id=disposition.pk)
