"""Duties that recur as long as a measure lasts: ended when it is cancelled, going on when it is extended."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from cases import deriving, record, states
from cases.choices import Deed
from cases.lasting import last_day
from cases.law_choices import DutyStatus
from cases.law_querysets import DutyQuerySet
from cases.models import CaseDuty, CaseMeasure
from cases.moments import local_day
from cases.sealing import seal


def end_series(measure: CaseMeasure, words: str) -> None:
    """Mark the open duties that are due after the end of a cancelled measure as replaced, and say why.

    The case is locked. What was due until then stays to be done.
    """
    for duty in _series_of(measure).open():
        zone = duty.event.jurisdiction.timezone
        last = last_day(duty.event.measure, ZoneInfo(zone))
        if last is None or local_day(duty.due_at, zone) <= last:
            continue
        states.check_change(states.DUTY, duty.status, DutyStatus.REPLACED)
        seal(duty, reason=words)
        CaseDuty.objects.filter(pk=duty.pk).update(
            status=DutyStatus.REPLACED, reason=duty.reason, row_version=F("row_version") + 1
        )
        record.note(Deed.CHANGED, duty)


def resume_series(measure: CaseMeasure, *, actor: Any) -> None:
    """Add the next duty of each series that had reached the end of a measure which is extended now."""
    for duty in _series_of(measure).filter(status__in=(DutyStatus.DONE, DutyStatus.WAIVED)):
        deriving.derive_next(duty, actor=actor)


def _series_of(measure: CaseMeasure) -> DutyQuerySet:
    """Return the duties that recur as long as a measure, or what it extends, lasts."""
    chain, former = [measure.pk], measure.extension_of_id
    while former:
        chain.append(former)
        former = CaseMeasure.objects.get(pk=former).extension_of_id
    found = CaseDuty.objects.filter(
        event__measure__in=chain, clock__ends_with_measure=True, clock__recurs_times__isnull=False
    )
    return found.with_rule().select_related(
        "case", "addressee", "event__case", "event__measure", "event__jurisdiction__parent", "event__kind",
        "clock__duty__version", "clock__duty__bearer", "version__provision",
    )  # fmt: skip
