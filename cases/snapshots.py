"""Parts of a case as they stand at a moment: what a referral sends and what a copy of the file prints.

Taken as codes, days and words, so that whoever reads it reads it in her own language. Only what the
person who takes it may see is in it, and only the parts that were named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from cases import care_door
from cases.choices import Section
from cases.law_choices import Known
from cases.models import (
    Assessment,
    Case,
    CaseDuty,
    CaseMeasure,
    Event,
    Incident,
    LawPin,
    Note,
    Party,
    PartyIdentity,
    PlanItem,
    SafeContact,
)
from cases.moments import days_of
from cases.sealing import SealedField, opened
from legislation.clocks.steps import local_text

Taken = dict[str, Any]

# What of each part is told, in order; everything else stays.
TOLD: dict[str, dict[type[models.Model], tuple[str, ...]]] = {
    Section.SUMMARY: {Case: ("status", "step", "risk", "opened_at", "closed_at")},
    Section.PARTIES: {
        Party: ("code", "kind", "age_band", "sex", "relationship", "language", "needs_access"),
    },
    Section.IDENTITY: {PartyIdentity: ("party", "name", "iin", "phones", "address")},
    Section.CONTACT: {
        SafeContact: (
            "party", "do_not_contact", "created_at", "channel", "ok_days", "ok_from", "ok_until",
            "voicemail_ok", "code_word", "who_may_answer", "valid_until",
        ),
    },
    Section.INCIDENTS: {
        Incident: (
            "starts_at", "ends_at", "goes_on", "violence_types", "place_kind", "region", "weapon",
            "children_present", "strangulation", "narrative",
        ),
        Event: ("kind", "occurred_at", "bound", "source", "detail"),
        LawPin: ("version", "as_of_on", "text_sha256"),
    },
    Section.NOTES: {Note: ("created_at", "body")},
    # Of an assessment what it found, never the answers; a safety plan never leaves.
    Section.ASSESSMENTS: {Assessment: ("party", "level_final", "override_reason", "signed_at")},
    Section.PLAN: {PlanItem: ("goal", "service_kind", "due_on", "status", "outcome")},
    Section.MEASURES: {
        CaseMeasure: (
            "norm", "version", "issuer", "issued_at", "served_at", "starts_on", "until_on", "status",
            "document", "conditions",
        ),
        CaseDuty: ("clock", "version", "addressee", "due_local", "status", "done_at", "evidence"),
    },
}  # fmt: skip


# Silence would be read as any day.
TOLD_IF_EMPTY = {"ok_days"}


def take(case: Case, sections: Collection[str], *, actor: Any) -> list[Taken]:
    """Take the parts of a case, in the order of the parts, as the actor sees them now."""
    return [
        {"section": section, "records": list(_records(case, section, actor))}
        for section in TOLD
        if section in sections
    ]


def without_identities(taken: list[Taken]) -> list[Taken]:
    """Return what was taken but for who the people are, which is kept under another key."""
    return [part for part in taken if part["section"] != Section.IDENTITY]


def _records(case: Case, section: str, actor: Any) -> Iterator[Taken]:
    for model, names in TOLD[section].items():
        for record in _found(model, case, actor):
            values = {name: _value(record, name) for name in names}
            kept = {
                name: value
                for name, value in values.items()
                if value not in (None, "", []) or name in TOLD_IF_EMPTY
            }
            yield {"of": model._meta.model_name, "values": kept}


def _found(model: type[models.Model], case: Case, actor: Any) -> Iterator[Any]:
    """Yield the records of a case that the actor may see, but for drafts and what a correction replaced."""
    if model is Case:
        yield case
        return
    found = model.objects.visible_to(actor).filter(case=case)  # type: ignore[attr-defined]
    for holding in ("standing", "signed"):
        found = getattr(found, holding, found.all)()
    for record in found.order_by("created_at", "pk"):
        record.case = case
        yield record


def _value(record: Any, name: str) -> Any:
    """Return a value as JSON has it: codes and words as they are, days and local times as text."""
    if isinstance(record, SafeContact) and name in ("ok_days", "ok_from", "ok_until"):
        value = _safe_time(record, name)
    else:
        value = getattr(record, name)
    field = record._meta.get_field(name)
    if isinstance(field, SealedField):
        return opened(record, name)
    if isinstance(value, Party):
        return value.code
    if isinstance(field, models.ForeignKey):
        return getattr(record, field.attname)
    if isinstance(value, dt.datetime):
        return _moment(record, value)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, dt.date) else value


def _safe_time(rule: SafeContact, name: str) -> Any:
    """Return the days or an hour of an agreement as it counts: nothing where nobody may be contacted."""
    days = list(care_door.safe_times(rule).weekdays)
    if name == "ok_days":
        return days
    return getattr(rule, name) if days else None


def _moment(record: Any, at: dt.datetime) -> str:
    """Return a local time, with no more than is known of it: '2026-03', '2026-03-17 09:00 +05'."""
    zone = _zone_of(record)
    first, _last = days_of(at, known := getattr(record, "known", Known.EXACT), zone)
    if known == Known.MONTH:
        return f"{first:%Y-%m}"
    return first.isoformat() if known == Known.DAY else local_text(at.astimezone(ZoneInfo(zone)))


def _zone_of(record: Any) -> str:
    """Return the zone of the place whose clocks are meant; of the site where the record names none."""
    if hasattr(record, "jurisdiction"):
        return str(record.jurisdiction.timezone)
    if hasattr(record, "version"):
        return str(record.version.provision.law.jurisdiction.timezone)
    return settings.TIME_ZONE
