"""Correcting the service of a measure: term and duties follow; what stood there before stays visible."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases import record
from cases.actions import breaches, events, issuing, measures
from cases.actions.access import ReasonMissingError
from cases.actions.incidents import InvalidTimeError
from cases.actions.measures import Last
from cases.choices import Deed
from cases.law_choices import BREACHED, MEASURE_SERVED, SERVED, MeasureStatus
from cases.models import CaseMeasure, Event
from cases.moments import local_day
from cases.refusals import Refusal
from cases.sealing import opened, seal
from cases.terms import TermOutsideLawError, Until, until_of
from kbase.localised_formats import day_text
from legislation.clocks.moments import Moment

BY_LAW = Last()


class ServiceStaysError(Refusal):
    """A service that can't be corrected as the measure stands; the message says what to do."""


@transaction.atomic
def correct_service(
    *, actor: Any, measure_id: Any, served: Moment, reason: str, last: Last = BY_LAW, seen: int | None = None
) -> CaseMeasure:
    """Put the right time of service in the place of a wrong one.

    The event of the service is corrected, as any event is; from it the first day, the last day and the
    duties are counted anew (cases/carrying.py). A measure that is over is corrected alike: what was due then
    is late on entry. Of one that was extended the last day stays, since the extension goes on from there.

    Args:
        reason: why; it is kept with the event that takes the place of the former.
        last: the last day as it is now; nothing where the law gives one term.
        seen: the version of the record that the actor saw; None asks for no check.

    Raises:
        ServiceStaysError: not served, an extension, or a last day that an extension goes on from.
        InvalidTimeError: before its issue, after it was cancelled or its extension decided, still ahead, or
            a breach would lie outside its days.
        TermOutsideLawError: as when it was served; the same of what extends it.
    """
    if not reason.strip():
        raise ReasonMissingError
    measure = measures.locked_measure(actor, measure_id, seen)
    _check_served(measure)
    first_before = measure.starts_on
    until = _settle(measure, served, last)
    former = _event_of_service(measure)
    former_until = measure.until_on if measure.status == MeasureStatus.EXTENDED else until.day
    if until.day != former_until:
        raise ServiceStaysError(
            _("It was extended from the day after %(day)s: give this as its last day.")
            % {"day": day_text(former_until) if former_until else "…"}
        )
    _write(measure, until)
    _check_breaches(measure)
    measures.flag_term(measure, until, actor)
    if measure.starts_on != first_before:
        _check_extensions(measure, actor)
    event = Event(
        case=measure.case, jurisdiction=former.jurisdiction, kind=former.kind, bound=former.bound,
        incident=former.incident, measure=measure, supersedes=former, created_by=actor,
    )  # fmt: skip
    seal(event, reason=reason.strip(), source=opened(former, "source"), detail=opened(former, "detail"))
    events.put_in_place(former, event, served, actor)
    return measure


def _check_served(measure: CaseMeasure) -> None:
    if measure.extension_of_id:
        raise ServiceStaysError(
            _("An extension has no service of its own: correct that of the measure that it extends.")
        )
    if measure.served_at is None:
        raise ServiceStaysError(_("No service is recorded: there is nothing to correct."))


def _settle(measure: CaseMeasure, served: Moment, last: Last) -> Until:
    """Set the time of service and the first day on the record; return the last day."""
    place = issuing.place_of(measure)
    served_at = issuing.exact_instant(served, place)
    if served_at < measure.issued_at:
        raise InvalidTimeError(_("It is served after it was issued: check both times."))
    _check_decisions(measure, served_at)
    start = local_day(served_at, place.timezone)
    if last.day and last.day < start:
        raise InvalidTimeError(_("The last day is before the first: check both."))
    if measure.status != MeasureStatus.CANCELLED:  # then it says why that was
        seal(measure, reason=last.reason.strip())
    until = until_of(measure.norm, start, last.day, last.source)
    measure.served_at, measure.starts_on = served_at, start
    return until


def _check_decisions(measure: CaseMeasure, served_at: dt.datetime) -> None:
    """Refuse a service after what can only have been decided of a measure that was served."""
    issuing.check_not_cancelled(measure, served_at)
    later = CaseMeasure.objects.filter(extension_of=measure).first()
    if later and served_at > later.issued_at:
        day = local_day(later.issued_at, issuing.place_of(measure).timezone)
        words = _("Its extension was decided on %(day)s: give a time before that.")
        raise InvalidTimeError(words % {"day": day_text(day)})


def _check_extensions(measure: CaseMeasure, actor: Any) -> None:
    """Check the term of what extends a measure once more: the whole is counted from its first day."""
    found = CaseMeasure.objects.exclude(status=MeasureStatus.CANCELLED).select_related("norm", "version")
    longer = found.filter(extension_of=measure).first()
    while longer is not None and longer.starts_on:
        longer.case = measure.case
        try:
            until = until_of(
                longer.norm, longer.starts_on, longer.until_on, longer.until_source,
                extended_from=measure.starts_on,
            )  # fmt: skip
        except TermOutsideLawError as error:
            words = _("Its extension would not keep to the law any more. %(why)s") % {"why": error}
            raise TermOutsideLawError(words) from None
        measures.flag_term(longer, until, actor)
        longer = found.filter(extension_of=longer).first()


def _event_of_service(measure: CaseMeasure) -> Event:
    slug = SERVED.get(measure.norm.slug, MEASURE_SERVED)
    found = Event.objects.filter(measure=measure, kind__slug=slug).standing()
    former = found.select_related("jurisdiction__parent", "kind", "bound", "incident").first()
    if former is None:
        raise ServiceStaysError(_("No service is recorded: there is nothing to correct."))
    former.case = measure.case
    return former


def _write(measure: CaseMeasure, until: Until) -> None:
    measure.until_on, measure.until_source = until.day, until.source
    CaseMeasure.objects.filter(pk=measure.pk).update(
        served_at=measure.served_at, starts_on=measure.starts_on, until_on=until.day,
        until_source=until.source, reason=measure.reason, row_version=F("row_version") + 1,
    )  # fmt: skip
    record.note(Deed.CHANGED, measure)


def _check_breaches(measure: CaseMeasure) -> None:
    """Refuse days of which a recorded breach would lie outside: that is corrected first."""
    found = Event.objects.filter(measure=measure, kind__slug=BREACHED).standing()
    for event in found.select_related("jurisdiction"):
        try:
            breaches.check_in_force(measure, event.moment)
        except InvalidTimeError as error:
            words = _("A breach is recorded. %(why)s Correct it first.") % {"why": error}
            raise InvalidTimeError(words) from None
