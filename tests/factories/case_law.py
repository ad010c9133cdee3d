"""Incidents, events and measures of cases, recorded as their lead does; laws with clocks for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cases.actions import events, incidents, measures, reports
from cases.context import acting_as
from cases.models import Case, CaseMeasure, Event, Incident, MandatoryReport
from legislation.clocks.moments import Moment, Precision
from legislation.models import (
    ClockRule,
    Conduct,
    EventKind,
    Jurisdiction,
    Measure,
    ProvisionVersion,
    Topic,
)
from tests.factories.clocks import make_clock, make_duty
from tests.factories.legislation import as_loaded, make_law, make_provision, make_version
from tests.factories.sharing import law_now

HOUR = dt.timedelta(hours=1)
OLD, NEW = dt.date(2020, 7, 1), dt.date(2026, 3, 2)


def kazakhstan() -> Jurisdiction:
    return Jurisdiction.objects.get(code="KZ")


def at(text: str, known: str = "exact", *, second: bool | None = None) -> Moment:
    """Make a moment of a local time as it is written."""
    return Moment(dt.datetime.fromisoformat(text), Precision(known), second)


def make_kind(slug: str = "made-up-event") -> EventKind:
    return EventKind.objects.get_or_create(slug=slug, defaults={"name": "the made-up event"})[0]


def make_rule(*stretches: tuple[dt.date | None, dt.date | None], **values: Any) -> list[ClockRule]:
    """Make a provision with a clock in each of its versions, all started by the made-up event."""
    provision = make_provision(make_law())
    kind = make_kind(values.pop("kind", "made-up-event"))
    versions = [make_version(provision, start, end) for start, end in stretches or [(OLD, None)]]
    return [make_clock(make_duty(version), event_kind=kind, **values) for version in versions]


@as_loaded
def make_conduct(*stretches: tuple[dt.date | None, dt.date | None], topic: str = "stalking") -> list[Any]:
    """Make a provision that prohibits something, with a version for each stretch, under a new topic."""
    kind, _made = Topic.objects.get_or_create(slug=topic, defaults={"name": topic})
    provision = make_provision(make_law())
    provision.topics.add(kind)
    versions: list[ProvisionVersion] = []
    for start, end in stretches:
        versions.append(make_version(provision, start, end))
        Conduct.objects.create(version=versions[-1], slug="made-up", name="Made-up conduct")
    return versions


def record_event(case: Case, when: Moment, kind: str = "made-up-event", **values: Any) -> Event:
    """Record an event as the case's lead."""
    lead = case.lead.user
    with acting_as(lead):
        given = {"jurisdiction": kazakhstan()} | values
        return events.record_event(actor=lead, case_id=case.pk, kind=kind, moment=when, **given)


def record_incident(case: Case, when: incidents.When, **values: Any) -> Incident:
    """Record an incident as the case's lead."""
    lead = case.lead.user
    with acting_as(lead):
        given = {"jurisdiction": kazakhstan(), "violence_types": ["made-up-violence"]} | values
        return incidents.record_incident(actor=lead, case_id=case.pk, when=when, **given)


def protective_order(day: str = "2026-04-01") -> Measure:
    """Find the shipped protective order of thirty days that was law on a day."""
    found = Measure.objects.published().in_force_on(dt.date.fromisoformat(day)).filter(
        slug="protective-order", version__provision__law__identifier="kz-offence-prevention-2025",
        maximum_value__isnull=False,
    )  # fmt: skip
    norm: Measure = found.with_address().order_by("pk")[0]
    return norm


def issue_order(case: Case, issued: str = "2026-04-01 10:00", **values: Any) -> CaseMeasure:
    """Record a protective order as the case's lead."""
    lead = case.lead.user
    with acting_as(lead):
        order = measures.record_measure(
            actor=lead, case_id=case.pk, norm=protective_order(issued[:10]), issued=at(issued), **values
        )
    order.case = case  # with its lead loaded
    return order


def serve_order(order: CaseMeasure, served: str = "2026-04-01 18:00") -> CaseMeasure:
    """Record the service of a measure as the case's lead."""
    lead = order.case.lead.user
    with acting_as(lead):
        return measures.serve_measure(actor=lead, measure_id=order.pk, served=at(served))


def make_report(
    case: Case, *, aware: dt.timedelta = 3 * HOUR, sent: dt.timedelta = HOUR, version: Any = None,
    actor: Any = None, **told: Any,
) -> MandatoryReport:  # fmt: skip
    """Record a report that the law demands as the case's lead: known and told so long ago."""
    actor, now = actor or case.lead.user, timezone.now()
    values = {"channel": "phone", "recipient": "Duty officer", "their_ref": "KUI 12"} | told
    with acting_as(actor):
        return reports.record_report(
            actor=actor, case_id=case.pk, version=version or law_now(), survivor_informed="unsafe",
            told=reports.Told(aware_at=now - aware, sent_at=now - sent, **values),
        )  # fmt: skip


@as_loaded
def amend(clock: ClockRule, **values: Any) -> ClockRule:
    """End the version of a clock where the new law begins, and make its successor, with 48 hours."""
    version = clock.duty.version
    ProvisionVersion.objects.filter(pk=version.pk).update(valid=DateRange(OLD, NEW))
    newer = make_version(version.provision, NEW)
    return make_clock(make_duty(newer), event_kind=clock.event_kind, **({"offset_value": 48} | values))


@as_loaded
def put_off(newer: ClockRule, until: dt.date) -> None:
    """Let the former version hold until a later day after all."""
    versions = ProvisionVersion.objects.filter(provision=newer.duty.version.provision_id)
    versions.filter(pk=newer.duty.version_id).update(valid=DateRange(until, None))
    versions.exclude(pk=newer.duty.version_id).update(valid=DateRange(OLD, until))
