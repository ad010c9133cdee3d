"""Until when a measure lasts, with what extends it and what cancelled it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Min

from cases.law_choices import MeasureStatus
from cases.models import CaseMeasure
from cases.moments import local_day


def last_day(measure: CaseMeasure, zone: ZoneInfo) -> dt.date | None:
    """Return the last day of a measure, or of the one that goes on from it; None while it has none.

    What was cancelled ends on the day on which that was recorded. An extension that was cancelled before its
    first day takes nothing from the measure that it extended.
    """
    day = measure.until_on
    if measure.status == MeasureStatus.CANCELLED:
        at = cancelled_at(measure)
        cancelled = local_day(at, zone.key) if at else None
        day = min(day, cancelled) if day and cancelled else cancelled or day
    later = CaseMeasure.objects.filter(extension_of=measure).first()
    if later is None:
        return day
    further = last_day(later, zone)
    return day if further and later.starts_on and further < later.starts_on else further


def cancelled_at(measure: CaseMeasure) -> dt.datetime | None:
    """Return when its cancelling was recorded, by the history: the measure keeps the term as ordered."""
    history = CaseMeasure.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=measure.pk, status=MeasureStatus.CANCELLED
    )
    found: dt.datetime | None = history.aggregate(first=Min("pgh_created_at"))["first"]
    return found
