"""Recording and correcting incidents; each pins the substantive law of its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import door, flagging, permissions, pinning, record
from cases.actions.access import ReasonMissingError
from cases.actions.editing import ChangedMeanwhileError
from cases.actions.progress import require_first_contact
from cases.choices import Deed, Section
from cases.law_choices import Basis, Doubt, FlagKind, Known
from cases.models import Case, CaseDuty, Incident
from cases.moments import instant_of, local_day
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from legislation.clocks.moments import Moment
from legislation.models import Jurisdiction, Topic


class InvalidTimeError(Refusal):
    """A time that can't be; the message says what is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an incident happened: nothing known, one moment, a stretch, or from a moment on."""

    start: Moment | None = None
    end: Moment | None = None
    goes_on: bool = False

    def __post_init__(self) -> None:
        if self.start is None and (self.end or self.goes_on):
            raise InvalidTimeError(_("Say when it began, as far as it is known, or nothing about the time."))
        if self.end and self.goes_on:
            raise InvalidTimeError(_("What goes on has no end: give one or the other."))
        if self.end and self.start and self.end.precision != self.start.precision:
            raise InvalidTimeError(_("Give beginning and end with the same precision."))


@transaction.atomic
def record_incident(
    *, actor: Any, case_id: Any, jurisdiction: Jurisdiction, when: When, violence_types: Collection[str],
    narrative: str = "", **facts: Any,
) -> Incident:  # fmt: skip
    """Record what was done, and pin the law of its dates.

    Raises:
        InvalidTimeError: it has not happened yet.
        ValueError: a kind of violence that is no topic of the law.
    """
    case = writable(actor, case_id)
    incident = Incident(case=case, jurisdiction=jurisdiction, created_by=actor, **facts)
    _write(incident, when, violence_types, narrative)
    pinning.pin_incident(incident, actor=actor, today=_today(jurisdiction))
    record.note(Deed.CREATED, incident)
    return incident


@transaction.atomic
def correct_incident(
    *, actor: Any, incident_id: Any, reason: str, when: When, violence_types: Collection[str] | None = None,
    narrative: str | None = None, **facts: Any,
) -> Incident:  # fmt: skip
    """Put a corrected incident in the place of one; that it ended is a correction too.

    Duties whose law the former date chose are not moved: they are flagged for a lawyer.

    Raises:
        ChangedMeanwhileError: somebody else corrected it already.
    """
    if not reason.strip():
        raise ReasonMissingError
    visible = Incident.objects.visible_to(actor, level=WRITE).select_related("jurisdiction")
    case = writable(actor, door.one(visible, incident_id).case_id)
    former = door.one(visible, incident_id)
    check_standing(former)
    kept = {name: getattr(former, name) for name in KEPT}
    incident = Incident(case=case, supersedes=former, created_by=actor, **(kept | facts))
    former.case = case
    words = opened(former, "narrative") if narrative is None else narrative
    seal(incident, reason=reason.strip())
    _write(incident, when, violence_types or former.violence_types, words)
    pinning.pin_incident(incident, actor=actor, today=_today(incident.jurisdiction), reason=reason.strip())
    _flag_duties(former, actor)
    record.note(Deed.CHANGED, incident)
    return incident


KEPT = ("jurisdiction", "place_kind", "region", "weapon", "children_present", "strangulation")


def writable(actor: Any, case_id: Any) -> Case:
    """Return the case, locked, to somebody who may add to incidents and to what follows from them."""
    case: Case = door.locked_case(actor, case_id, section=Section.INCIDENTS, level=WRITE)
    door.case_for(actor, case_id, section=Section.MEASURES, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id)
    require_first_contact(case)
    return case


def check_standing(former: Any) -> None:
    """Refuse to correct what somebody corrected meanwhile; the case is locked."""
    if type(former).objects.filter(supersedes=former.pk).exists():
        raise ChangedMeanwhileError


def check_happened(at: dt.datetime) -> None:
    """Refuse what lies ahead."""
    if at > timezone.now():
        raise InvalidTimeError(_("This time lies ahead: record what has happened."))


def _write(incident: Incident, when: When, violence_types: Collection[str], narrative: str) -> None:
    kinds = sorted(set(violence_types))
    known = set(Topic.objects.filter(slug__in=kinds).values_list("slug", flat=True))
    if not kinds or set(kinds) - known:
        raise ValueError(f"{sorted(set(kinds) - known)} are no topics of the law: give at least one that is.")
    zone = incident.jurisdiction.timezone
    incident.violence_types, incident.goes_on = kinds, when.goes_on
    incident.known = when.start.precision.value if when.start else Known.UNKNOWN.value
    if when.start:
        incident.starts_at = instant_of(when.start, zone)
        check_happened(incident.starts_at)
    if when.end:
        incident.ends_at = instant_of(when.end, zone)
        check_happened(incident.ends_at)
        if incident.starts_at and incident.ends_at < incident.starts_at:
            raise InvalidTimeError(_("It ended before it began: give the earlier time first."))
    seal(incident, narrative=narrative.strip())
    incident.full_clean(
        exclude=("case", "created_by", "supersedes", "jurisdiction"), validate_constraints=False
    )
    incident.save(force_insert=True)


def _today(jurisdiction: Jurisdiction) -> dt.date:
    return local_day(timezone.now(), jurisdiction.timezone)


def _flag_duties(former: Incident, actor: Any) -> None:
    duties = CaseDuty.objects.open().filter(event__incident=former, clock__choose_by=Basis.INCIDENT_DATE)
    for duty in duties.select_related("case"):
        flagging.raise_flag(
            duty.case, FlagKind.NEEDS_LAWYER, Doubt.INCIDENT_CORRECTED, actor=actor, duty=duty
        )
