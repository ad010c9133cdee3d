"""What becomes of the duties of an event when another takes its place: kept, taken over or asked anew.

What was done or waived and is due as before stays as it is: nothing is asked twice. What is due otherwise is
replaced, done or not, and asked anew; the new one says that the former was done. A time set by hand is kept
where what was counted didn't change.
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
    """Mark a duty as replaced by another, which keeps a time set by hand where it was counted alike."""
    states.check_change(states.DUTY, duty.status, DutyStatus.REPLACED)
    CaseDuty.objects.filter(pk=duty.pk).update(
        status=DutyStatus.REPLACED, replaced_by=new, row_version=F("row_version") + 1
    )
    record.note(Deed.CHANGED, duty)
    if new is None or duty.override_due_at is None or not _is_alike(duty, new):
        return
    seal(new, override_reason=opened(duty, "override_reason"))
    CaseDuty.objects.filter(pk=new.pk).update(
        override_due_at=duty.override_due_at, override_by=duty.override_by_id,
        override_reason=new.override_reason, row_version=F("row_version") + 1,
    )  # fmt: skip


def give_up(former: Event) -> None:
    """Mark the open duties of an event as replaced by nothing: no rule asks for them any more."""
    for duty in CaseDuty.objects.open().filter(event__in=with_former(former)).select_related("case"):
        replace(duty, None)


def _is_alike(duty: CaseDuty, other: CaseDuty) -> bool:
    what = [(each.clock_id, each.addressee_id, each.due_at) for each in (duty, other)]
    return what[0] == what[1]
