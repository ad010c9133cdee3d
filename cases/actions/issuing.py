"""The issue of a measure: by the law of its day, at an hour that is known; and its correction."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from cases import record
from cases.actions.incidents import InvalidTimeError, check_happened
from cases.choices import Deed
from cases.lasting import cancelled_at
from cases.law_choices import MeasureStatus
from cases.models import CaseMeasure
from cases.moments import instant_of, local_day
from cases.refusals import Refusal
from kbase.localised_formats import day_text
from legislation.clocks.moments import Moment, Precision
from legislation.models import Jurisdiction, Measure


class NotLawThenError(Refusal):
    """The measure was not in the law on the day."""


def place_of(measure: CaseMeasure) -> Jurisdiction:
    """Return whose law and clocks a measure goes by."""
    return measure.norm.version.provision.law.jurisdiction


def exact_instant(moment: Moment, place: Jurisdiction) -> dt.datetime:
    """Return the instant of a moment that is over and known to the hour; other ones are refused."""
    if moment.precision != Precision.EXACT:
        raise InvalidTimeError(_("Give the day and the hour."))
    at = instant_of(moment, place.timezone)
    check_happened(at)
    return at


def check_not_cancelled(measure: CaseMeasure, at: dt.datetime) -> None:
    """Refuse a time of issue, service or breach after the cancelling of a measure was recorded."""
    ended = cancelled_at(measure) if measure.status == MeasureStatus.CANCELLED else None
    if ended and at > ended:
        day = local_day(ended, place_of(measure).timezone)
        words = _("Its cancelling was recorded on %(day)s: give a time before that.")
        raise InvalidTimeError(words % {"day": day_text(day)})


def check_law(norm: Measure, day: dt.date) -> None:
    """Refuse a measure of a version that was not law on the day.

    Raises:
        NotLawThenError: which version is asked for.
    """
    if not _is_law(norm, day):
        raise NotLawThenError(
            _("%(provision)s as given here was not law on %(day)s: take the version of that day.")
            % {"provision": norm.version.provision, "day": day_text(day)}
        )


def corrected_issue(measure: CaseMeasure, moment: Moment) -> dt.datetime:
    """Return when a measure was issued after all; it keeps its law and its term, so both have to hold then.

    Raises:
        NotLawThenError: the version that the measure follows was not law on that day.
        InvalidTimeError: after its service or cancelling, still ahead, or not known to the hour.
    """
    place = place_of(measure)
    issued_at = exact_instant(moment, place)
    day = local_day(issued_at, place.timezone)
    if issued_at != measure.issued_at and not _is_law(measure.norm, day):
        words = _(
            "%(provision)s as given here was not law on %(day)s. Cancel this measure as recorded by mistake, "
            "and record it by the law of that day."
        )
        raise NotLawThenError(words % {"provision": measure.norm.version.provision, "day": day_text(day)})
    if measure.served_at and measure.served_at < issued_at:
        raise InvalidTimeError(_("It is served after it was issued: check both times."))
    check_not_cancelled(measure, issued_at)
    return issued_at


def move_issue(measure: CaseMeasure, issued_at: dt.datetime) -> None:
    """Write the time of issue that the event in the place of the former says; the case is locked."""
    if issued_at == measure.issued_at:
        return
    CaseMeasure.objects.filter(pk=measure.pk).update(issued_at=issued_at, row_version=F("row_version") + 1)
    record.note(Deed.CHANGED, measure)


def _is_law(norm: Measure, day: dt.date) -> bool:
    return Measure.objects.in_force_on(day).filter(pk=norm.pk).exists()
