"""Telling a story through the actions people use: permissions, pins, duties, accesses as in real work."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.utils import timezone

from cases.actions import (
    access,
    duties,
    events,
    first_contact,
    incidents,
    measures,
    opening,
    parties,
    progress,
)
from cases.actions.events import About
from cases.actions.incidents import When
from cases.choices import AccessKind, Confidentiality, Section
from cases.context import acting_as
from cases.demo import plenty
from cases.demo.register import Member, announce, as_guard
from cases.demo.stories import Story
from cases.law_choices import UntilSource
from cases.models import Case, CaseDuty, CaseMeasure, Membership
from cases.outcomes import Outcome
from legislation.clocks.moments import Moment, Precision
from legislation.models import Jurisdiction, Measure

ONE_DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
WHERE = "KZ"


def tell(
    story: Story, *, case_id: uuid.UUID, lead: Member, closer: Member | None, now: dt.datetime,
    others: plenty.Others | None = None,
) -> None:  # fmt: skip
    """Make the case of a story: all of what its lead does in one transaction, or nothing of it.

    Args:
        others: with whom it is told with everything (cases/demo/plenty.py).
    """
    if others:
        story = plenty.plentiful(story, today=timezone.localdate(now))
    with as_guard() as cursor:
        announce(cursor, [case_id])
    worker = User.objects.get(pk=lead.user_id)
    with acting_as(worker):
        _Telling(story, case_id, worker, now).run(Membership.objects.get(pk=lead.id))
        ready = story.is_over and closer is not None and not _open_duties(case_id).exists()
        if closer is not None and story.confidentiality != Confidentiality.NORMAL:
            access.grant_access(
                actor=worker, case_id=case_id, to=Membership.objects.get(pk=closer.id),
                kind=AccessKind.SUPERVISOR, sections=Section.values, reason="Invented: she supervises it",
            )  # fmt: skip
        if others:
            plenty.tell_the_rest(story, case_id=case_id, worker=worker, others=others, now=now)
        if ready:
            progress.propose_closing(actor=worker, case_id=case_id, outcome=Outcome.AGREED_IS_DONE)
    if ready and closer is not None:
        supervisor = User.objects.get(pk=closer.user_id)
        with acting_as(supervisor):
            progress.close(actor=supervisor, case_id=case_id)
    if others:
        plenty.finish(story, case_id=case_id, worker=worker, others=others)


def _open_duties(case_id: uuid.UUID) -> Any:
    return CaseDuty.objects.open().filter(case_id=case_id)


class _Telling:
    """One story under way."""

    def __init__(self, story: Story, case_id: uuid.UUID, worker: User, now: dt.datetime) -> None:
        self.story, self.case_id, self.worker, self.now = story, case_id, worker, now
        self.place = Jurisdiction.objects.get(code=WHERE)
        self.local_now = now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def zone(self) -> Any:
        return ZoneInfo(self.place.timezone)

    def run(self, lead: Membership) -> None:
        given: dict[str, Any] = {"actor": self.worker, "case_id": self.case_id}
        opening.open_case(
            actor=self.worker, lead=lead, confidentiality=self.story.confidentiality, case_id=self.case_id
        )
        self.people()
        first_contact.record_first_contact(
            **given, jurisdiction=self.place, today=self.local_now.date(), limits_explained=True,
            answer=first_contact.Answer(kinds=("services", "contact", "statistics")),
        )  # fmt: skip
        day = self.story.incident_at.date() + ONE_DAY
        opened_at = dt.datetime.combine(day, dt.time(9), self.zone)
        Case.objects.filter(pk=self.case_id).update(opened_at=min(opened_at, self.now))
        start = Moment(self.story.incident_at, Precision(self.story.known))
        incident = incidents.record_incident(
            **given, jurisdiction=self.place, when=When(start=start, goes_on=self.story.goes_on),
            violence_types=[self.story.violence], narrative=self.story.told, place_kind=self.story.place,
            **self.story.facts,
        )  # fmt: skip
        for turn in self.story.course:
            getattr(self, turn)(incident)
        self.do_what_is_over()
        progress.move_step(**given, step="assess")

    def people(self) -> None:
        for person in self.story.people:
            party = parties.add_party(
                actor=self.worker, case_id=self.case_id, kind=person.kind, **person.facts
            )
            who = person.who
            parties.write_identity(
                actor=self.worker, party_id=party.pk,
                identity=parties.Identity(who.name, who.iin, who.phones, who.address),
            )  # fmt: skip
            if person.kind == "survivor":
                parties.add_safe_contact(
                    actor=self.worker, party_id=party.pk, channel="phone", code_word="sample",
                    who_may_answer="nobody else", do_not_contact=not self.story.phone_is_safe,
                    ok_from=dt.time(10), ok_until=dt.time(16),
                )  # fmt: skip

    def after(self, *, hours: int) -> Moment | None:
        """A moment so long after the incident, or nothing where that lies ahead."""
        at = dt.datetime.combine(self.story.incident_at.date() + ONE_DAY, dt.time(9)) + hours * HOUR
        return Moment(at) if at < self.local_now else None

    def event(self, kind: str, incident: Any, *, hours: int) -> None:
        moment = self.after(hours=hours)
        if moment:
            events.record_event(
                actor=self.worker, case_id=self.case_id, jurisdiction=self.place, kind=kind, moment=moment,
                about=About(incident_id=incident.pk), source="Invented document 0",
                detail="Invented, like everything in this case.",
            )  # fmt: skip

    def order(self, incident: Any) -> None:
        """A protective order is issued, and served some hours later; some are breached."""
        measure = self.measure("protective-order", served=7)
        breach = self.after(hours=5 * 24)
        if measure and measure.served_at and breach and self.story.risk in ("high", "immediate"):
            measures.breach_measure(
                actor=self.worker, measure_id=measure.pk, moment=breach, detail="Invented breach."
            )

    def measure(self, slug: str, *, served: int) -> CaseMeasure | None:
        """A measure is issued where the law has it, and served so many hours after the incident."""
        norm = self._norm(slug)
        issued, handed = self.after(hours=2), self.after(hours=served)
        if norm is None or issued is None:
            return None
        given: dict[str, Any] = {"actor": self.worker}
        measure = measures.record_measure(
            **given, case_id=self.case_id, norm=norm, issued=issued, conditions="Not to come near (invented)",
            document="0/INVENTED",
        )  # fmt: skip
        if handed is None:
            return measure
        return measures.serve_measure(
            **given, measure_id=measure.pk, served=handed, last=self._last(norm, handed)
        )

    def warning(self, incident: Any) -> None:
        self.measure("official-warning", served=4)

    def shelter(self, incident: Any) -> None:
        self.event("victim-seeks-help", incident, hours=3)

    def court(self, incident: Any) -> None:
        self.event("application-to-court", incident, hours=30)

    def help(self, incident: Any) -> None:
        self.event("request-received", incident, hours=5)

    def do_what_is_over(self) -> None:
        """What was due long ago has mostly been done; of what recurs the next is then due."""
        for _turn in range(12):
            long_ago = self.now - 3 * ONE_DAY
            waiting = [each for each in _open_duties(self.case_id) if each.due_at < long_ago]
            if not waiting or (self.story.number % 9 == 0 and not self.story.is_over):
                return
            for duty in waiting:
                duties.complete_duty(
                    actor=self.worker, duty_id=duty.pk, evidence="Invented receipt", done_at=duty.due_at
                )

    def _norm(self, slug: str) -> Measure | None:
        day = self.story.incident_at.date() + ONE_DAY
        norms: Any = Measure.objects.in_force_on(day).filter(version__provision__law__jurisdiction=self.place)
        found: Measure | None = (
            norms.filter(slug=slug, issued_by__isnull=False)
            .order_by("-maximum_value", "-version__provision_id")
            .first()
        )
        return found

    def _last(self, norm: Measure, served: Moment) -> measures.Last:
        if norm.minimum_value and norm.minimum_value == norm.maximum_value:
            return measures.Last()
        return measures.Last(day=served.local.date() + 29 * ONE_DAY, source=UntilSource.COURT)
