"""How a case moves: through its states and its steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from cases import door, permissions, record, retention, states
from cases.actions.access import ReasonMissingError
from cases.choices import Deed
from cases.models import Case, CaseDuty, Event, FirstContact, Incident
from cases.outcomes import Outcome
from cases.querysets import DECIDE, WRITE
from cases.refusals import Refusal
from cases.sealing import seal


class FirstContactMissingError(Refusal):
    """Work was to begin before the limits of confidentiality were told."""

    def __init__(self) -> None:
        super().__init__(gettext("Record first contact before the work begins."))


class NotNewError(Refusal):
    """A draft that is not given up any more."""

    def __init__(self) -> None:
        words = gettext(
            "Only a draft of the last %(hours)s hours in which nothing is recorded can be given up: "
            "go on with it, and propose to close it."
        )
        super().__init__(words % {"hours": states.VOID_HOURS})


class OpenDutiesError(Refusal):
    """A case with duties of the law that are still to be done can't be closed."""

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "%(number)s duty is still to be done: do it, or have it waived by a supervisor.",
                "%(number)s duties are still to be done: do them, or have them waived by a supervisor.",
                count,
            )
            % {"number": count}
        )


@transaction.atomic
def begin(*, actor: Any, case_id: Any) -> None:
    """Open what was being opened; its lead does, once first contact is recorded.

    Raises:
        FirstContactMissingError: it isn't.
    """
    case = _of_lead(actor, case_id)
    require_first_contact(case)
    _move(case, states.OPEN)


@transaction.atomic
def void(*, actor: Any, case_id: Any) -> None:
    """Give up a case that was begun by mistake, within a day and before anything was recorded.

    Raises:
        NotNewError: it is older, or something happened.
    """
    case = _of_lead(actor, case_id)
    states.check_change(states.CASE, case.status, states.VOID)
    if not may_be_given_up(case):
        raise NotNewError
    _move(case, states.VOID)


def may_be_given_up(case: Case) -> bool:
    """Whether a draft is new, and nothing that happened is recorded in it; the database asks too."""
    return (
        case.status == states.DRAFT
        and case.created_at > timezone.now() - dt.timedelta(hours=states.VOID_HOURS)
        and not Event.objects.filter(case=case).exists()
        and not Incident.objects.filter(case=case).exists()
    )


@transaction.atomic
def propose_closing(*, actor: Any, case_id: Any, outcome: str, note: str = "") -> None:
    """Ask a supervisor to close, saying how it ended; by the lead.

    Raises:
        OpenDutiesError: a duty of the law is still to be done.
    """
    case = _of_lead(actor, case_id)
    permissions.check(actor, permissions.PROPOSE, permissions.CLOSING, organisation_id=case.organisation_id)
    _check_duties(case)
    if outcome == Outcome.OTHER and not note.strip():
        raise ReasonMissingError
    seal(case, outcome_note=note.strip())
    _move(case, states.CLOSING, outcome=Outcome(outcome).value, outcome_note=case.outcome_note)


@transaction.atomic
def close(*, actor: Any, case_id: Any) -> None:
    """Close a case: by a supervisor who isn't its lead.

    Raises:
        OpenDutiesError: an event that came meanwhile started a duty.
    """
    case, membership = _as_supervisor(actor, case_id)
    _check_duties(case)
    closed_at = timezone.now()
    _move(case, states.CLOSED, closed_at=closed_at, closed_by=membership)
    retention.set_last_day(case, closed_at=closed_at)


@transaction.atomic
def send_back(*, actor: Any, case_id: Any, reason: str) -> None:
    """Don't close: the work goes on, for a reason; by a supervisor."""
    case, _membership = _as_supervisor(actor, case_id)
    _move(case, states.OPEN, **NO_OUTCOME, **_because(case, reason))


@transaction.atomic
def reopen(*, actor: Any, case_id: Any, reason: str) -> None:
    """Take a closed case up again: by a supervisor, for a new event or because the survivor asks."""
    case, _membership = _as_supervisor(actor, case_id)
    _move(case, states.REOPENED, **_because(case, reason))
    retention.forget_last_day(case)
    case.status = states.REOPENED
    _move(case, states.OPEN, **NO_OUTCOME)


@transaction.atomic
def move_step(*, actor: Any, case_id: Any, step: str, reason: str = "") -> None:
    """Go on to the next step; back, or past some in an emergency, with a reason, which the case shows."""
    case = door.locked_case(actor, case_id, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id)
    states.check_change(states.STEP, case.step, step)
    is_next = states.ORDER.index(step) == states.ORDER.index(case.step) + 1
    if not is_next and not reason.strip():
        raise ReasonMissingError
    seal(case, step_reason=reason.strip())
    Case.objects.filter(pk=case.pk).update(
        step=step, step_reason=case.step_reason, row_version=F("row_version") + 1
    )
    record.note(Deed.CHANGED, case)


def require_first_contact(case: Case) -> None:
    """Refuse what comes after first contact in a draft that has none; the database refuses it too."""
    if case.status == states.DRAFT and not FirstContact.objects.filter(case=case).exists():
        raise FirstContactMissingError


NO_OUTCOME = {"outcome": "", "outcome_note": ""}


def _because(case: Case, reason: str) -> dict[str, str]:
    """Seal why the work goes on."""
    if not reason.strip():
        raise ReasonMissingError
    seal(case, sent_back=reason.strip())
    return {"sent_back": case.sent_back}


def _check_duties(case: Case) -> None:
    """Refuse while a duty of the law is to be done; the case is locked, so none comes while this is asked."""
    waiting = CaseDuty.objects.open().filter(case=case).count()
    if waiting:
        raise OpenDutiesError(waiting)


def _of_lead(actor: Any, case_id: Any) -> Case:
    case: Case = door.locked_case(actor, case_id, level=DECIDE)
    if case.lead.user_id != actor.pk:
        raise door.NotThere
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id)
    return case


def _as_supervisor(actor: Any, case_id: Any) -> tuple[Case, Any]:
    case: Case = door.locked_case(actor, case_id, level=DECIDE)
    return case, permissions.check_second(actor, permissions.CLOSING, case)


def _move(case: Case, status: str, **changes: Any) -> None:
    states.check_change(states.CASE, case.status, status)
    Case.objects.filter(pk=case.pk).update(status=status, row_version=F("row_version") + 1, **changes)
    record.note(Deed.CHANGED, case)
