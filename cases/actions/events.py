"""Recording and correcting events; each derives its duties in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import carrying, door, record
from cases.actions import breaches, issuing
from cases.actions.access import ReasonMissingError
from cases.actions.incidents import check_happened, check_standing, writable
from cases.choices import Deed
from cases.deriving import derive_duties
from cases.law_choices import BREACHED, ISSUED, MEASURE_SERVED, OF_MEASURES, SERVED
from cases.models import Case, CaseDuty, CaseMeasure, Event, Incident
from cases.moments import instant_of, local_day
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from legislation.clocks.moments import Moment
from legislation.models import EventKind, Jurisdiction
from legislation.models import Role as LawRole

SERVICES = (MEASURE_SERVED, *SERVED.values())


class UnknownKindError(Refusal):
    """A kind of event that the jurisdiction doesn't have."""


class ServiceElsewhereError(Refusal):
    """The time of a service, corrected as if no measure hung on it."""

    def __init__(self) -> None:
        super().__init__(
            _("The measure is in force from its service: correct the service on the page of the measure.")
        )


class OfMeasureError(Refusal):
    """A correction that would leave an event and its measure in contradiction; says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an event concerns: whom, an incident, a measure, each of the same case."""

    bound: LawRole | None = None
    incident_id: Any = None
    measure_id: Any = None


@transaction.atomic
def record_event(
    *, actor: Any, case_id: Any, jurisdiction: Jurisdiction, kind: str, moment: Moment,
    about: About = About(), source: str = "", detail: str = "",
) -> Event:  # fmt: skip
    """Record what happened and derive the duties that it starts.

    Args:
        kind: slug of a kind of event that the jurisdiction has.
        moment: local time of the jurisdiction, as far as it is known; what is back-dated is taken as it was.

    Raises:
        UnknownKindError: no such kind there.
        InvalidTimeError: it has not happened yet.
    """
    case = writable(actor, case_id)
    event = Event(
        case=case, jurisdiction=jurisdiction, kind=kind_of(kind, jurisdiction), created_by=actor,
        **_about(actor, case, about),
    )  # fmt: skip
    seal(event, source=source.strip(), detail=detail.strip())
    write(event, moment, actor)
    return event


@transaction.atomic
def correct_event(
    *, actor: Any, event_id: Any, reason: str, moment: Moment | None = None, kind: str = "",
    about: About | None = None, source: str | None = None, detail: str | None = None,
) -> Event:  # fmt: skip
    """Put a corrected event in the place of one, and derive anew (cases/carrying.py).

    Raises:
        ChangedMeanwhileError: somebody else corrected it already.
        ServiceElsewhereError: of the service of a measure, whose term hangs on it, another time or kind.
        OfMeasureError: an issue of another measure or kind, or the deed of a measure out of another event.
        NotLawThenError: of the issue of a measure, which was not law on that day as it was recorded.
        InvalidTimeError: it has not happened yet; of a breach, the measure was not in force then; of an
            issue, not known to the hour or after the service.
    """
    if not reason.strip():
        raise ReasonMissingError
    visible = Event.objects.visible_to(actor, level=WRITE).select_related(
        "jurisdiction", "kind", "bound", "incident", "measure"
    )
    case = writable(actor, door.one(visible, event_id).case_id)
    former = door.one(visible, event_id)
    former.case = case
    check_standing(former)
    linked = (
        {"bound": former.bound, "incident": former.incident, "measure": former.measure}
        if about is None
        else _about(actor, case, about)
    )
    event = Event(
        case=case, jurisdiction=former.jurisdiction, supersedes=former, created_by=actor,
        kind=kind_of(kind, former.jurisdiction) if kind else former.kind, **linked,
    )  # fmt: skip
    seal(
        event,
        reason=reason.strip(),
        source=opened(former, "source") if source is None else source.strip(),
        detail=opened(former, "detail") if detail is None else detail.strip(),
    )
    _check_deed(former, event, moment)
    _correct(former, event, moment or former.moment, actor)
    return event


def _correct(former: Event, event: Event, moment: Moment, actor: Any) -> None:
    """Put an event in the place of one, and carry through to a measure what that says of it."""
    issued = event.measure if former.kind.slug in ISSUED.values() else None
    issued_at = issuing.corrected_issue(issued, moment) if issued else None
    put_in_place(former, event, moment, actor)
    if issued and issued_at:
        issuing.move_issue(issued, issued_at)
    breaches.carry_through(former, event)


def put_in_place(former: Event, event: Event, moment: Moment, actor: Any) -> None:
    """Save an event that corrects one, with duties that take over and the pin of what punishes a breach."""
    is_breach = event.kind.slug == BREACHED
    if is_breach and event.measure is not None:
        breaches.check_in_force(event.measure, moment)
    write(event, moment, actor, expects_rule=event.kind.slug not in (BREACHED, MEASURE_SERVED))
    carrying.give_up(former)
    if is_breach:
        breaches.pin_punishment(event, actor)


def _check_deed(former: Event, event: Event, moment: Moment | None) -> None:
    """Refuse what would leave the measure of an event, or one that it comes to name, as it was."""
    slug, after = former.kind.slug, event.kind.slug
    same = (event.kind_id, event.measure_id) == (former.kind_id, former.measure_id)
    if former.measure_id and slug in SERVICES and not (same and moment in (None, former.moment)):
        raise ServiceElsewhereError
    if former.measure_id and slug in ISSUED.values() and not same:
        raise OfMeasureError(
            _("This is the issue of its measure. If another was issued, cancel it as recorded by mistake.")
        )
    if after in OF_MEASURES and (after != slug or (after != BREACHED and not same)):
        raise OfMeasureError(_("Record it on the page of the measure."))
    if after == BREACHED and former.measure_id and event.measure_id is None:
        raise OfMeasureError(_("Say which measure was breached."))


def write(event: Event, moment: Moment, actor: Any, *, expects_rule: bool = True) -> list[CaseDuty]:
    """Save an event that has everything but its time, derive its duties, and record the deed."""
    zone = event.jurisdiction.timezone
    event.occurred_at, event.known = instant_of(moment, zone), moment.precision.value
    check_happened(event.occurred_at)
    event.save(force_insert=True)
    today = local_day(timezone.now(), zone)
    duties = derive_duties(event, actor=actor, today=today, expects_rule=expects_rule)
    record.note(Deed.CREATED, event)
    return duties


def kind_of(slug: str, jurisdiction: Jurisdiction) -> EventKind:
    """Return a kind of event that is used everywhere or in a jurisdiction."""
    kind = EventKind.objects.filter(slug=slug).first()
    here = (None, jurisdiction.pk, jurisdiction.parent_id)
    if kind is None or kind.jurisdiction_id not in here:
        raise UnknownKindError(
            _("'%(kind)s' is no kind of event in %(place)s.") % {"kind": slug, "place": jurisdiction}
        )
    return kind


def _about(actor: Any, case: Case, about: About) -> dict[str, Any]:
    """Return what is named, each found in the same case by somebody who may see it."""
    incident = measure = None
    if about.incident_id:
        found = Incident.objects.visible_to(actor).filter(case=case).standing()
        incident = door.one(found.select_related("jurisdiction"), about.incident_id)
    if about.measure_id:
        measures = CaseMeasure.objects.visible_to(actor).filter(case=case)
        measure = door.one(measures.select_related("norm", "issuer"), about.measure_id)
    return {"bound": about.bound, "incident": incident, "measure": measure}
