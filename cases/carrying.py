"""What becomes of the duties of an event when another takes its place: kept, taken over or asked anew.

What was done or waived and is due as before stays as it is: nothing is asked twice. What is due otherwise is
replaced, done or not, and asked anew; the new one says that the former was done. What is counted as one was
before, however many corrections lie between, takes up what became of that one: done, waived, set by hand.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F

from cases import record, states
from cases.choices import Deed
from cases.law_choices import DutyStatus
from cases.models import CaseDuty, Event
from cases.sealing import opened, seal
from legislation.models import ClockRule


def with_former(event: Event) -> list[Any]:
    """Return the identity of an event, and those of the events that it corrects, one after the other."""
    chain, former = [event.pk], event.supersedes_id
    while former:
        chain.append(former)
        former = Event.objects.filter(pk=former).values_list("supersedes_id", flat=True).first()
    return chain


def standing(event: Event) -> Event:
    """Return the event that stands in the place of one, itself where nobody corrected it."""
    related = ("case", "kind", "bound", "jurisdiction__parent", "measure__norm", "measure__issuer")
    while newer := Event.objects.filter(supersedes=event.pk).select_related(*related).first():
        event = newer
    return event


def standing_duties(event: Event) -> list[CaseDuty]:
    """Return the duties of an event and of those that it corrects, but for replaced ones, in order."""
    found = CaseDuty.objects.filter(event__in=with_former(event)).exclude(status=DutyStatus.REPLACED)
    return list(found.select_related("case", "version", "clock__duty__version").order_by("seq", "pk"))


def series_of(event: Event, clock: ClockRule) -> list[CaseDuty]:
    """Return the standing duties of an event by a rule, in whichever version each, in order."""
    return [duty for duty in standing_duties(event) if is_same_rule(duty, clock)]


def is_same_rule(duty: CaseDuty, clock: ClockRule) -> bool:
    """Whether a rule says the same of the same provision as the rule of a duty, in whichever version."""
    if duty.clock_id == clock.pk:
        return True
    mine, other = duty.clock.duty, clock.duty
    places = [(each.version.provision_id, each.position) for each in (mine, other)]
    return places[0] == places[1]


def stays(duty: CaseDuty, counted: CaseDuty) -> bool:
    """Whether a duty that is done or waived is what would be counted now."""
    return duty.status in (states.DONE, states.WAIVED) and _is_alike(duty, counted)


def replace(duty: CaseDuty, new: CaseDuty | None) -> None:
    """Mark a duty as replaced by another, or by nothing."""
    states.check_change(states.DUTY, duty.status, DutyStatus.REPLACED)
    CaseDuty.objects.filter(pk=duty.pk).update(
        status=DutyStatus.REPLACED, replaced_by=new, row_version=F("row_version") + 1
    )
    record.note(Deed.CHANGED, duty)


def take_up(new: CaseDuty) -> None:
    """Let a new duty stand in the place of all that stood there before, and take up what was counted alike.

    The newest of those says what holds: what a supervisor opened again is not done by an older one.
    """
    former = CaseDuty.objects.filter(
        event__in=with_former(new.event), seq=new.seq, status=DutyStatus.REPLACED
    ).exclude(pk=new.pk)
    related = former.select_related("case", "clock__duty__version").order_by("created_at", "pk")
    same = [duty for duty in related if is_same_rule(duty, new.clock)]
    behind = CaseDuty.objects.filter(pk__in=[duty.pk for duty in same]).exclude(replaced_by=new)
    behind.update(replaced_by=new, row_version=F("row_version") + 1)
    alike = [duty for duty in same if _is_alike(duty, new)]
    if alike:
        _take_over(alike[-1], new)


def _take_over(former: CaseDuty, new: CaseDuty) -> None:
    """Write into a duty what became of another, sealed anew."""
    changes: dict[str, Any] = {}
    if former.override_due_at:
        seal(new, override_reason=opened(former, "override_reason"))
        changes |= {"override_due_at": former.override_due_at, "override_by": former.override_by_id}
        changes |= {"override_reason": new.override_reason}
    if former.waived_by_id:
        seal(new, reason=opened(former, "reason"))
        changes |= {"status": DutyStatus.WAIVED, "waived_by": former.waived_by_id, "reason": new.reason}
        changes |= {"waived_under": former.waived_under_id}
    elif former.done_at:
        seal(new, evidence=opened(former, "evidence"))
        changes |= {"status": DutyStatus.DONE, "done_at": former.done_at, "evidence": new.evidence}
    if changes:
        new.status = changes.get("status", new.status)
        CaseDuty.objects.filter(pk=new.pk).update(row_version=F("row_version") + 1, **changes)
        record.note(Deed.CHANGED, new)


def give_up(former: Event) -> None:
    """Mark the open duties of an event as replaced by nothing: no rule asks for them any more."""
    for duty in CaseDuty.objects.open().filter(event__in=with_former(former)).select_related("case"):
        replace(duty, None)


def _is_alike(duty: CaseDuty, other: CaseDuty) -> bool:
    what = [(each.clock_id, each.addressee_id, each.due_at) for each in (duty, other)]
    return what[0] == what[1]
