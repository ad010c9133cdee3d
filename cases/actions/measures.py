"""Measures: recording what was ordered, serving it, extending, cancelling, and its breach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases import door, flagging, permissions, record, states
from cases.actions import breaches, events, issuing, series
from cases.actions.access import ReasonMissingError
from cases.actions.editing import check_seen
from cases.actions.incidents import InvalidTimeError, writable
from cases.choices import Deed
from cases.law_choices import (
    BREACHED,
    ISSUED,
    MEASURE_SERVED,
    SERVED,
    WARNING_ISSUED,
    FlagKind,
    MeasureStatus,
    UntilSource,
)
from cases.models import Case, CaseMeasure, Event
from cases.moments import local_day
from cases.querysets import WRITE
from cases.sealing import seal
from cases.terms import Until, until_of
from kbase.localised import localised
from kbase.localised_formats import day_text
from legislation.clocks.moments import Moment
from legislation.models import Measure
from legislation.models import Role as LawRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last day of a measure as it is given, and by what; by hand it needs a reason."""

    day: dt.date | None = None
    source: str = UntilSource.RULE
    reason: str = ""

    def __post_init__(self) -> None:
        if self.source == UntilSource.OVERRIDE and not self.reason.strip():
            raise ReasonMissingError


@transaction.atomic
def record_measure(
    *, actor: Any, case_id: Any, norm: Measure, issued: Moment, issuer: LawRole | None = None,
    conditions: str = "", document: str = "",
) -> CaseMeasure:  # fmt: skip
    """Record a measure that was issued; the event of its issue starts its clocks.

    Args:
        norm: the measure, of the version of the law that held on the day.

    Raises:
        NotLawThenError: that version was not law on the day.
        InvalidTimeError: it has not happened yet, or isn't known to the hour.
    """
    case = _managed(actor, case_id)
    place = norm.version.provision.law.jurisdiction
    issued_at = issuing.exact_instant(issued, place)
    issuing.check_law(norm, local_day(issued_at, place.timezone))
    measure = CaseMeasure(
        case=case, norm=norm, version=norm.version, issuer=issuer or norm.issued_by, issued_at=issued_at,
        created_by=actor,
    )  # fmt: skip
    seal(measure, conditions=conditions.strip(), document=document.strip())
    measure.save(force_insert=True)
    _happened(measure, ISSUED.get(norm.slug, ""), issued, actor)
    record.note(Deed.CREATED, measure)
    return measure


@transaction.atomic
def serve_measure(
    *, actor: Any, measure_id: Any, served: Moment, last: Last = Last(), seen: int | None = None
) -> CaseMeasure:
    """Record the service: from that day the measure is in force, until the last day as the law allows.

    Args:
        seen: the version of the record that the actor saw, here and below; None asks for no check.
    """
    measure = locked_measure(actor, measure_id, seen)
    place = issuing.place_of(measure)
    served_at = issuing.exact_instant(served, place)
    if served_at < measure.issued_at:
        raise InvalidTimeError(_("It is served after it was issued: check both times."))
    measure.starts_on = local_day(served_at, place.timezone)
    if last.day and last.day < measure.starts_on:
        raise InvalidTimeError(_("The last day is before the first: check both."))
    until = until_of(measure.norm, measure.starts_on, last.day, last.source)
    seal(measure, reason=last.reason.strip())
    measure.served_at, measure.until_on, measure.until_source = served_at, until.day, until.source
    _move(
        measure, MeasureStatus.IN_FORCE, served_at=served_at, starts_on=measure.starts_on,
        until_on=until.day, until_source=until.source, reason=measure.reason,
    )  # fmt: skip
    flag_term(measure, until, actor)
    _happened(measure, SERVED.get(measure.norm.slug, MEASURE_SERVED), served, actor)
    return measure


@transaction.atomic
def extend_measure(
    *, actor: Any, measure_id: Any, decided: Moment, last: Last, seen: int | None = None
) -> CaseMeasure:
    """Extend a measure: another one goes on the day after it ends; the whole term is checked."""
    former = locked_measure(actor, measure_id, seen)
    if former.until_on is None or last.day is None or last.day <= former.until_on:
        day = day_text(former.until_on) if former.until_on else _("no day that is recorded")
        raise InvalidTimeError(_("It lasts until %(day)s: give a later last day.") % {"day": day})
    first = former
    while first.extension_of_id:
        first = CaseMeasure.objects.get(pk=first.extension_of_id)
    start = former.until_on + dt.timedelta(days=1)
    until = until_of(former.norm, start, last.day, last.source, extended_from=first.starts_on)
    decided_at = issuing.exact_instant(decided, issuing.place_of(former))
    measure = CaseMeasure(
        case=former.case, norm=former.norm, version=former.version, issuer=former.issuer,
        issued_at=decided_at, served_at=decided_at, starts_on=start, until_on=until.day,
        until_source=until.source, status=MeasureStatus.IN_FORCE, extension_of=former, created_by=actor,
    )  # fmt: skip
    seal(measure, reason=last.reason.strip())
    _move(former, MeasureStatus.EXTENDED)
    measure.save(force_insert=True)
    flag_term(measure, until, actor)
    record.note(Deed.CREATED, measure)
    series.resume_series(measure, actor=actor)
    return measure


@transaction.atomic
def cancel_measure(*, actor: Any, measure_id: Any, reason: str, seen: int | None = None) -> None:
    """Record that a court or prosecutor cancelled it; what recurs as long as it lasts ends on this day."""
    if not reason.strip():
        raise ReasonMissingError
    measure = locked_measure(actor, measure_id, seen)
    seal(measure, reason=reason.strip())
    _move(measure, MeasureStatus.CANCELLED, reason=measure.reason)
    name = localised(measure.norm, "name")
    series.end_series(measure, f"{name}: {MeasureStatus.CANCELLED.label}. {reason.strip()}")


@transaction.atomic
def breach_measure(*, actor: Any, measure_id: Any, moment: Moment, detail: str = "") -> Event:
    """Record a breach: an event, with the provision that punishes it as of its day; it stays in force.

    Raises:
        InvalidTimeError: the measure was not in force at that time.
    """
    measure = locked_measure(actor, measure_id)
    place = issuing.place_of(measure)
    event = Event(
        case=measure.case, jurisdiction=place, kind=events.kind_of(BREACHED, place), measure=measure,
        created_by=actor,
    )  # fmt: skip
    seal(event, detail=detail.strip())
    breaches.check_in_force(measure, moment)
    if measure.status not in (MeasureStatus.VIOLATED, MeasureStatus.EXTENDED):
        _move(measure, MeasureStatus.VIOLATED)
    events.write(event, moment, actor, expects_rule=False)
    breaches.pin_punishment(event, actor)
    return event


def _managed(actor: Any, case_id: Any) -> Case:
    case = writable(actor, case_id)
    permissions.check(actor, permissions.WRITE, permissions.MEASURE, organisation_id=case.organisation_id)
    return case


def locked_measure(actor: Any, measure_id: Any, seen: int | None = None) -> CaseMeasure:
    """Return the measure, locked after its case as everywhere."""
    found = CaseMeasure.objects.visible_to(actor, level=WRITE)
    case = _managed(actor, door.one(found, measure_id).case_id)
    related = found.select_related(
        "norm__version__provision__law__jurisdiction__parent", "norm__issued_by", "issuer", "version"
    )
    measure: CaseMeasure = door.one(related.select_for_update(of=("self",)), measure_id)
    measure.case = case
    check_seen(measure, seen)
    return measure


def _happened(measure: CaseMeasure, kind: str, moment: Moment, actor: Any) -> None:
    if not kind:
        return
    place = issuing.place_of(measure)
    event = Event(
        case=measure.case, jurisdiction=place, kind=events.kind_of(kind, place), measure=measure,
        created_by=actor,
    )  # fmt: skip
    # No law counts from the issue of a warning, only from its announcement: that is no doubt.
    events.write(event, moment, actor, expects_rule=kind not in (WARNING_ISSUED, MEASURE_SERVED))


def flag_term(measure: CaseMeasure, until: Until, actor: Any) -> None:
    """Ask a lawyer, where the term is doubtful."""
    if until.doubt:
        flagging.raise_flag(
            measure.case, FlagKind.NEEDS_LAWYER, until.doubt, actor=actor, measure=measure,
            version=measure.version,
        )  # fmt: skip


def _move(measure: CaseMeasure, status: MeasureStatus, **changes: Any) -> None:
    states.check_change(states.MEASURE, measure.status, status)
    CaseMeasure.objects.filter(pk=measure.pk).update(
        status=status, row_version=F("row_version") + 1, **changes
    )
    measure.status = status
    record.note(Deed.CHANGED, measure)
