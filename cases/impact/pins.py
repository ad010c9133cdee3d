"""Pins of the law: those that no longer hold, those that are missing now, texts that are not the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cases import states
from cases.choosing import places_of
from cases.impact.raising import Finding
from cases.law_choices import Doubt, FlagKind
from cases.models import CaseDuty, Incident, LawPin
from cases.pinning import conduct_versions
from legislation.choices import EditorialState
from legislation.editing.texts import text_digest
from legislation.models import Jurisdiction, ProvisionText, ProvisionVersion

ABOUT = ("case_id", "incident_id", "event_id")
DIGITS = 16  # of a fingerprint: enough to tell one change of a text from the next
DATED = ("id", "case_id", "starts_at", "ends_at", "known", "goes_on", "violence_types")


def touched_pins(using: str) -> Iterator[Finding]:
    """Yield pins whose version is no longer the law of their day."""
    by_duty = CaseDuty.objects.using(using).filter(event=OuterRef("event"), version=OuterRef("version"))
    pins = _standing(using).exclude(Exists(by_duty))  # there the duty is flagged
    days = list(pins.values_list("version_id", "as_of_on").distinct())
    versions = ProvisionVersion.objects.in_bulk({version for version, _day in days})
    for version, day in days:
        if versions[version].state == EditorialState.PUBLISHED and day in versions[version].valid:
            continue
        for case, incident, event in pins.filter(version=version, as_of_on=day).values_list(*ABOUT):
            yield Finding(
                case_id=case, incident_id=incident, event_id=event, version_id=version,
                doubt=Doubt.PIN_NO_LONGER, from_on=day, until_on=day,
            )  # fmt: skip


def missing_pins(using: str, today: dt.date) -> Iterator[Finding]:
    """Yield versions that incidents would pin today and don't: published since, or reached by conduct
    that goes on."""
    law = list(conduct_versions().prefetch_related("provision__topics").select_related("provision__law"))
    if not law:
        return
    pinned = _pinned(using)
    for incident in _incidents(using):
        days = incident.days(today)
        if days is None:
            continue
        for version in law:
            if _concerns(version, incident, days) and (incident.pk, version.pk) not in pinned:
                yield Finding(
                    case_id=incident.case_id, incident_id=incident.pk, version_id=version.pk,
                    doubt=Doubt.PIN_MISSING, from_on=days[0], until_on=days[1],
                )  # fmt: skip


def changed_texts(using: str) -> tuple[int, list[Finding]]:
    """Return how many pinned texts were compared, and each pin whose text has another fingerprint now."""
    pins = _standing(using).exclude(text_sha256="")
    kept = list(pins.values_list("version_id", "language", "text_sha256").distinct())
    texts = ProvisionText.objects.filter(version__in={version for version, *_rest in kept})
    now = {(text.version_id, text.language): text_digest(text) for text in texts}
    found = []
    for version, language, digest in kept:
        present = now.get((version, language), "")
        if present == digest:
            continue
        same = pins.filter(version=version, language=language, text_sha256=digest)
        for case, incident, event in same.values_list(*ABOUT):
            found.append(
                Finding(
                    case_id=case, incident_id=incident, event_id=event, version_id=version,
                    kind=FlagKind.LAW_UNCLEAR, doubt=Doubt.PIN_TEXT_CHANGED, fact=present[:DIGITS],
                )
            )  # fmt: skip
    return len(kept), found


def _standing(using: str) -> QuerySet[LawPin]:
    """Pins that hold, of what stands, in cases that are worked on."""
    found: QuerySet[LawPin] = LawPin.objects.using(using).standing()
    return found.filter(case__status__in=states.WRITABLE).order_by()


def _incidents(using: str) -> Iterator[Incident]:
    """Yield what stands and has a date, in codes and dates, made anew: the law is on another connection."""
    found: QuerySet[Incident] = Incident.objects.using(using).standing()
    known = found.filter(case__status__in=states.WRITABLE, starts_at__isnull=False).order_by()
    places = Jurisdiction.objects.select_related("parent").in_bulk()
    for place, *values in known.values_list("jurisdiction_id", *DATED).iterator():
        yield Incident(jurisdiction=places[place], **dict(zip(DATED, values, strict=True)))


def _pinned(using: str) -> set[tuple[Any, int]]:
    pins = LawPin.objects.using(using).filter(incident__isnull=False).order_by()
    return set(pins.values_list("incident_id", "version_id"))


def _concerns(version: ProvisionVersion, incident: Incident, days: tuple[dt.date, dt.date]) -> bool:
    """Whether a version is law on some of the days, where the incident was, about its kinds."""
    start, end = version.valid.lower, version.valid.upper
    if (start and start > days[1]) or (end and end <= days[0]):
        return False
    law = version.provision.law
    topics = {topic.slug for topic in version.provision.topics.all()}
    here = law.jurisdiction_id in {place.pk for place in places_of(incident.jurisdiction)}
    return here and not topics.isdisjoint(incident.violence_types)
