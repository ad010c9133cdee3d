"""The breach of a measure: on a day on which it was in force, punished by the law of that day."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from cases import pinning, record, states
from cases.actions import issuing
from cases.actions.incidents import InvalidTimeError
from cases.choices import Deed
from cases.law_choices import BREACHED, Basis, MeasureStatus
from cases.models import CaseMeasure, Event
from cases.moments import instant_of
from kbase.localised_formats import day_text
from legislation.clocks.moments import Moment
from legislation.models import ProvisionVersion


def check_in_force(measure: CaseMeasure, moment: Moment) -> None:
    """Refuse a breach on a day on which the measure wasn't in force, or after its cancelling was recorded.

    Raises:
        InvalidTimeError: with the days on which it was.
    """
    issuing.check_not_cancelled(measure, instant_of(moment, issuing.place_of(measure).timezone))
    day = moment.days[0]
    if measure.starts_on and measure.starts_on <= day and (not measure.until_on or day <= measure.until_on):
        return
    raise InvalidTimeError(
        _("%(day)s is outside the days on which it is in force: %(first)s to %(last)s.")
        % {
            "day": day_text(day),
            "first": day_text(measure.starts_on) if measure.starts_on else _("not served yet"),
            "last": day_text(measure.until_on) if measure.until_on else "…",
        }
    )


def pin_punishment(event: Event, actor: Any) -> None:
    """Pin the provision that punishes a breach as it stood on the day."""
    if event.measure is None:
        return
    versions = ProvisionVersion.objects.in_force_on(event.days[0]).with_address()
    version = versions.filter(provision=event.measure.norm.breach_provision_id).first()
    if version:
        pinning.pin_rule(event, version, event.days, basis=Basis.EVENT_DATE, actor=actor)


def carry_through(former: Event, event: Event) -> None:
    """Let measures stand as breached, or not, as an event says that took the place of one; both are saved.

    One that was cancelled since, or extended, stays so: the event says that it was breached.
    """
    of_former = former.measure if former.kind.slug == BREACHED else None
    of_event = event.measure if event.kind.slug == BREACHED else None
    if of_former == of_event:
        return
    if of_event is not None and of_event.status == MeasureStatus.IN_FORCE:
        _move(of_event, MeasureStatus.VIOLATED)
    if of_former is not None and of_former.status == MeasureStatus.VIOLATED:
        others = Event.objects.filter(measure=of_former, kind__slug=BREACHED).standing()
        if not others.exists():
            _move(of_former, MeasureStatus.IN_FORCE)


def _move(measure: CaseMeasure, status: MeasureStatus) -> None:
    states.check_change(states.MEASURE, measure.status, status)
    CaseMeasure.objects.filter(pk=measure.pk).update(status=status, row_version=F("row_version") + 1)
    record.note(Deed.CHANGED, measure)
