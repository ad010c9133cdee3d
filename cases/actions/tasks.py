"""Giving tasks and settling them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from cases import care_door, door, permissions, record, states
from cases.care_choices import TaskKind
from cases.choices import Deed, Role, Section
from cases.models import Case, Membership, Task
from cases.models.base import ClockNow
from cases.querysets import DECIDE, WRITE
from cases.refusals import Refusal
from cases.sealing import seal

# What only a supervisor settles.
OF_SUPERVISORS = (TaskKind.CONTACT_REVIEW, TaskKind.LOWERING)
BY_HAND = (TaskKind.GENERAL, TaskKind.CONTACT)


class InvalidTaskError(Refusal):
    """A task that can't be given or settled so; the message says what is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a task concerns: a person of the case, a consent; the words are sealed."""

    what: str = ""
    party: Any = None
    consent: Any = None

    def __repr__(self) -> str:
        return "<About>"


@transaction.atomic
def add_task(
    *, actor: Any, case_id: Any, kind: str, about: About, assignee: Membership, due_on: dt.date
) -> Task:
    """Give somebody who works on the case a task.

    Raises:
        InvalidTaskError: of a kind that only the site makes, without words, or for somebody who
            doesn't work on the case.
    """
    case = door.locked_case(actor, case_id, section=Section.PLAN, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id)
    if kind not in BY_HAND or (kind == TaskKind.GENERAL and not about.what.strip()):
        raise InvalidTaskError(gettext("Say what is to be done."))
    if kind == TaskKind.CONTACT and about.party is None:
        raise InvalidTaskError(gettext("Say who is to be contacted."))
    if not care_door.workers_on(actor, case).filter(pk=assignee.pk).exists():
        raise InvalidTaskError(gettext("Choose somebody who works on this case."))
    return make_task(case, kind, actor=actor, about=about, assignee=assignee, due_on=due_on)


@transaction.atomic
def settle_task(*, actor: Any, task_id: Any, outcome: str = "", cancel: bool = False) -> None:
    """Say that a task is done, or not to be done; what only a supervisor settles needs words.

    Raises:
        ForbiddenChangeError: it is settled already.
        InvalidTaskError: a supervisor's decision without words, or cancelled without them.
    """
    found = Task.objects.visible_to(actor, level=DECIDE).select_related("case__lead")
    task: Task = door.one(found.select_for_update(of=("self",)), task_id)
    of_supervisor = task.kind in OF_SUPERVISORS
    if of_supervisor:
        permissions.check_second(actor, permissions.CASE, task.case)
    else:
        permissions.check(
            actor, permissions.READ, permissions.CASE, organisation_id=task.case.organisation_id
        )
    if (of_supervisor or cancel) and not outcome.strip():
        raise InvalidTaskError(gettext("Say in words what was decided."))
    if of_supervisor and cancel:
        raise InvalidTaskError(gettext("A supervisor decides this; it is not cancelled."))
    settle(task, actor=actor, status=states.CANCELLED if cancel else states.DONE, outcome=outcome)


def make_task(
    case: Case, kind: str, *, actor: Any, about: About, assignee: Membership | None, due_on: dt.date
) -> Task:
    """Add a task, as part of an action that has checked who may."""
    task = Task(
        case=case, kind=TaskKind(kind).value, assignee=assignee, due_on=due_on, party=about.party,
        consent=about.consent, created_by=actor,
    )  # fmt: skip
    seal(task, what=about.what.strip())
    task.save(force_insert=True)
    record.note(Deed.CREATED, task)
    return task


def settle(task: Task, *, actor: Any, status: str, outcome: str = "") -> None:
    """Settle a task that is locked, as part of an action that has checked who may."""
    states.check_change(states.TASK, task.status, status)
    seal(task, outcome=outcome.strip())
    Task.objects.filter(pk=task.pk).update(
        status=status,
        done_at=ClockNow(),
        done_by=actor,
        outcome=task.outcome,
        row_version=F("row_version") + 1,
    )
    record.note(Deed.CHANGED, task)


def supervisor_of(case: Case) -> Membership | None:
    """Return the supervisor who sees a case: the lead's, or of a restricted case one who was let in."""
    if case.confidentiality == "normal" and case.lead.supervisor_id:
        found = Membership.objects.current().filter(pk=case.lead.supervisor_id).first()
        if found is not None:
            return found
    let_in = Membership.objects.current().filter(
        role=Role.SUPERVISOR, grants__case=case, grants__kind="supervisor", grants__revoked_at__isnull=True
    )
    return let_in.order_by("grants__created_at").first()
