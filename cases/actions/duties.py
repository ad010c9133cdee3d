"""What becomes of a duty: done, waived, opened again, another time set by hand, replaced by a new rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import carrying, deriving, door, permissions, record, states
from cases.actions import flags
from cases.actions.access import ReasonMissingError
from cases.actions.editing import check_seen
from cases.actions.incidents import check_happened
from cases.choices import Deed, Section
from cases.impact.duties import holds
from cases.law_choices import DutyStatus, FlagKind
from cases.models import CaseDuty, Event, Flag
from cases.moments import local_day
from cases.querysets import DECIDE, WRITE
from cases.refusals import Refusal
from cases.sealing import seal
from legislation.models import Provision

# What each deed needs: of the case, and of the role. A supervisor's deeds are not the lead's.
COMPLETE, OVERRIDE, REPLACE, WAIVE, REOPEN = "complete", "override", "replace", "waive", "reopen"
NEEDS: dict[str, tuple[str, str]] = {
    COMPLETE: (WRITE, permissions.WRITE),
    OVERRIDE: (WRITE, permissions.WRITE),
    REPLACE: (WRITE, permissions.WRITE),
    WAIVE: (DECIDE, permissions.APPROVE),
    REOPEN: (DECIDE, permissions.APPROVE),
}


@transaction.atomic
def complete_duty(
    *, actor: Any, duty_id: Any, evidence: str, done_at: dt.datetime | None = None, seen: int | None = None
) -> CaseDuty | None:
    """Record that a duty was done and what proves it; return the next one where it recurs.

    Args:
        seen: the version of the record that the actor saw, here and below; None asks for no check.
    """
    duty, _membership = _duty(actor, duty_id, COMPLETE, seen)
    done_at = done_at or timezone.now()
    check_happened(done_at)
    seal(duty, evidence=_given(evidence))
    _move(duty, DutyStatus.DONE, done_at=done_at, evidence=duty.evidence)
    return deriving.derive_next(duty, actor=actor)


@transaction.atomic
def waive_duty(
    *, actor: Any, duty_id: Any, reason: str, under: Provision, seen: int | None = None
) -> CaseDuty | None:
    """Let a duty be: by a supervisor who doesn't lead the case, naming the provision that allows it.

    Returns:
        The next one where it recurs: one time is waived, not the series.
    """
    duty, membership = _duty(actor, duty_id, WAIVE, seen)
    seal(duty, reason=_given(reason))
    _move(duty, DutyStatus.WAIVED, waived_by=membership, waived_under=under, reason=duty.reason)
    return deriving.derive_next(duty, actor=actor)


@transaction.atomic
def reopen_duty(*, actor: Any, duty_id: Any, reason: str, seen: int | None = None) -> None:
    """Say that what was held to be done was not: by a supervisor; the history keeps when it was said."""
    duty, _membership = _duty(actor, duty_id, REOPEN, seen)
    seal(duty, reason=_given(reason))
    _move(duty, DutyStatus.REOPENED, reason=duty.reason, done_at=None)


@transaction.atomic
def override_duty(
    *, actor: Any, duty_id: Any, due_at: dt.datetime, reason: str, seen: int | None = None
) -> None:
    """Set another time by hand; what was counted stays beside it."""
    duty, _membership = _duty(actor, duty_id, OVERRIDE, seen)
    if duty.status not in states.OPEN_DUTY:
        raise states.ForbiddenChangeError(duty.status, "due at another time", states.DUTY[duty.status])
    seal(duty, override_reason=_given(reason))
    _update(duty, override_due_at=due_at, override_by=actor, override_reason=duty.override_reason)


@transaction.atomic
def accept_rule_change(*, actor: Any, duty_id: Any) -> CaseDuty | None:
    """Count a duty anew by the version of the law that holds now for its date; the former stays, replaced.

    Returns:
        The duty in its place; None where no rule, or no clear one, holds any more.
    """
    duty, _membership = _duty(actor, duty_id, REPLACE)
    unchanged = holds(duty.version, duty.chosen_from, duty.chosen_until)
    if unchanged or duty.status not in states.OPEN_DUTY:  # it stays to be done, or done
        raise states.ForbiddenChangeError(duty.status, DutyStatus.REPLACED, ())
    event = door.one(
        Event.objects.visible_to(actor).select_related(
            "case", "kind", "bound", "jurisdiction__parent", "incident__jurisdiction",
            "measure__norm", "measure__issuer",
        ),
        duty.event_id,
    )  # fmt: skip
    today = local_day(timezone.now(), event.jurisdiction.timezone)
    deriving.derive_duties(event, actor=actor, today=today, only=duty)
    duty.refresh_from_db(fields=["status", "replaced_by"])
    if duty.status != DutyStatus.REPLACED:  # by nothing, or by what came with another duty
        by = deriving.counted_already(duty)
        if by is None and not _found_by_the_site(duty):
            raise Refusal(_("No rule takes its place: a supervisor can waive it."))
        carrying.replace(duty, by)
    for flag in Flag.objects.open().filter(duty=duty, kind=FlagKind.RULE_CHANGED).select_related("case"):
        flags.settle(flag, actor, _("The version of the law that holds now was accepted."))
    return CaseDuty.objects.filter(replaces=duty).first()


def _found_by_the_site(duty: CaseDuty) -> bool:
    """Whether the site itself, and nobody's request, found that the rule of a duty changed."""
    found = Flag.objects.filter(duty=duty, kind=FlagKind.RULE_CHANGED, created_by__isnull=True)
    return found.exists()


def may(actor: Any, case: Any, deed: str) -> bool:
    """Whether a person may do a deed with duties of a case at all, however each of them stands."""
    level, verb = NEEDS[deed]
    if not case.is_writable or (verb == permissions.APPROVE and case.lead.user_id == actor.pk):
        return False
    roles = permissions.memberships_with(actor, verb, permissions.MEASURE)
    return (
        door.may_use(actor, case.pk, section=Section.MEASURES, level=level)
        and roles.filter(organisation=case.organisation_id).exists()
    )


def _duty(actor: Any, duty_id: Any, deed: str, seen: int | None = None) -> tuple[CaseDuty, Any]:
    """Return the duty, locked after its case as everywhere, and the membership that allows the deed."""
    level, verb = NEEDS[deed]
    found = CaseDuty.objects.visible_to(actor, level=level)
    case_id = door.one(found, duty_id).case_id
    case = door.locked_case(actor, case_id, section=Section.MEASURES, level=level)
    locked = found.with_rule().select_for_update(of=("self",)).select_related(*RULE)
    duty = door.one(locked, duty_id)
    if verb == permissions.APPROVE:
        membership = permissions.check_second(actor, permissions.MEASURE, duty.case)
    else:
        membership = permissions.check(actor, verb, permissions.MEASURE, organisation_id=case.organisation_id)
    check_seen(duty, seen)
    if not case.is_writable:
        raise states.ForbiddenChangeError(case.status, deed, ())
    return duty, membership


RULE = (
    "case__lead",
    "event__case",
    "event__jurisdiction__parent",
    "event__measure",
    "addressee",
    "clock__duty__version",
    "clock__duty__bearer",
    "event__kind",
    "version__provision",
)


def _move(duty: CaseDuty, status: DutyStatus, **changes: Any) -> None:
    states.check_change(states.DUTY, duty.status, status)
    _update(duty, status=status, **changes)


def _update(duty: CaseDuty, **changes: Any) -> None:
    CaseDuty.objects.filter(pk=duty.pk).update(row_version=F("row_version") + 1, **changes)
    record.note(Deed.CHANGED, duty)


def _given(words: str) -> str:
    if not words.strip():
        raise ReasonMissingError
    return words.strip()
