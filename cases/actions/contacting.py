"""Attempts to reach a person: within what is safe, else with a reason, and never a fourth in vain."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cases import care_door, door, permissions, record
from cases.actions.tasks import About, make_task, supervisor_of
from cases.care_choices import ContactOutcome, TaskKind
from cases.choices import ContactChannel, Deed, Section
from cases.models import ContactAttempt
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.safe_times import is_safe
from cases.sealing import seal

IN_VAIN = 3


class UnsafeContactError(Refusal):
    """Contact outside what was agreed, and no reason why it could not wait."""

    def __init__(self) -> None:
        super().__init__(
            gettext("This is outside what was agreed. Wait for the safe hours, or say why it could not wait.")
        )


class ReviewFirstError(Refusal):
    """Three attempts in a row reached nobody: a supervisor decides before there is another."""

    def __init__(self) -> None:
        super().__init__(
            gettext("Three safe attempts reached nobody. A supervisor decides before there is another.")
        )


@transaction.atomic
def record_attempt(
    *, actor: Any, party_id: Any, channel: str, outcome: str, at: dt.datetime | None = None,
    override_reason: str = "", detail: str = "",
) -> ContactAttempt:  # fmt: skip
    """Record an attempt to reach a person; the third in vain asks a supervisor.

    Args:
        at: when it was made; now where nothing is given.

    Raises:
        UnsafeContactError: outside the agreed days, hours or way, or none agreed, without a reason.
        ReviewFirstError: three in a row were in vain and no supervisor has decided since.
        ValueError: it lies ahead.
    """
    party = door.party_for(actor, party_id)
    case = door.locked_case(actor, party.case_id, section=Section.CONTACT, level=WRITE)
    door.case_for(actor, case.pk, section=Section.PLAN, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CONTACT, organisation_id=case.organisation_id)
    at = at or timezone.now()
    if at > timezone.now():
        raise FutureAttemptError
    if care_door.attempts_in_vain(party) >= IN_VAIN:
        raise ReviewFirstError
    rule = care_door.rule_for(actor, party)
    safe = rule is not None and rule.channel == channel and is_safe(
        care_door.safe_times(rule), timezone.localtime(at).replace(tzinfo=None)
    )  # fmt: skip
    if not safe and not override_reason.strip():
        raise UnsafeContactError
    attempt = ContactAttempt(
        case=case, party=party, rule=rule, channel=ContactChannel(channel).value, attempted_at=at,
        was_safe=safe, outcome=ContactOutcome(outcome).value, created_by=actor,
    )  # fmt: skip
    reason = "" if safe else override_reason.strip()
    seal(attempt, override_reason=reason, detail=detail.strip())
    attempt.save(force_insert=True)
    record.note(Deed.CREATED, attempt)
    if care_door.attempts_in_vain(party) >= IN_VAIN:
        make_task(
            case, TaskKind.CONTACT_REVIEW, actor=actor, about=About(party=party),
            assignee=supervisor_of(case), due_on=timezone.localdate(),
        )  # fmt: skip
    return attempt


class FutureAttemptError(Refusal):
    """An attempt that was not made yet."""

    def __init__(self) -> None:
        super().__init__(gettext("This lies ahead: record attempts that were made."))
