"""Many invented cases at once: rows copied in by the owner of the database, a batch in each transaction.

What a lean case has: the case with its keys, its lead's grant, a survivor with an identity, an event, and the
duties that the same code as in real work chooses and counts for it; those of closed cases are done. History
is kept by the triggers as always, and ciphertext is real. What it skips: the actions with their checks of
permission, records of access, incidents, pins of the law, flags, measures and rules for safe contact.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from cases import blind, keys, numbers
from cases.choices import AccessKind, CaseStatus, PartyKind, Section
from cases.choosing import choose_rules
from cases.demo.register import announce, as_guard, unlocked
from cases.demo.staff import DemoPlace
from cases.demo.stories import Story
from cases.law_choices import DutyStatus, Known
from cases.models import Case, CaseAccess, CaseDuty, Event, Party, PartyIdentity
from cases.models.parties import SEALED_IDENTITY
from cases.moments import instant_of
from cases.outcomes import Outcome
from cases.sealing import seal
from kbase.database import OWNER_ALIAS
from legislation.calendars import calendar_for
from legislation.clocks.calendar import Calendar
from legislation.clocks.counting import Due, due, series
from legislation.clocks.moments import Moment
from legislation.models import ClockRule, EventKind, Jurisdiction

# Kinds of events that start one or two clocks, on any day or from the new law on.
ANY_DAY, NEW_LAW = ("application-to-court",), ("request-received", "application-to-court")
MODELS: tuple[type[Model], ...] = (Case, CaseAccess, Party, PartyIdentity, Event, CaseDuty)
OPENED = dt.timedelta(hours=20)


@dataclass(slots=True)
class Rows:
    """The records of a batch, by model; none is saved one by one."""

    found: dict[type[Model], list[Any]] = field(default_factory=lambda: {model: [] for model in MODELS})

    def add(self, record: Model) -> None:
        self.found[type(record)].append(record)


class Maker:
    """Makes lean cases of one organisation."""

    def __init__(self, place: DemoPlace, now: dt.datetime) -> None:
        self.place, self.now = place, now
        self.country = Jurisdiction.objects.select_related("parent").get(code="KZ")
        slugs = {*ANY_DAY, *NEW_LAW}
        self.kinds = {kind.slug: kind for kind in EventKind.objects.filter(slug__in=slugs)}
        self.calendar = lru_cache(maxsize=32)(self._calendar)
        self.rules = lru_cache(maxsize=8192)(self._rules)

    def make(self, stories: Iterable[tuple[uuid.UUID, Story]]) -> int:
        """Write a batch of cases; return how many. All of it or nothing is there afterwards."""
        told, rows = list(stories), Rows()
        with as_guard() as cursor:
            announce(cursor, [case_id for case_id, _story in told])
            drawn = draw_numbers(cursor, len(told))
        # Before the tables are held: rules are asked for by another connection, which would wait for ever.
        for (case_id, story), number in zip(told, drawn, strict=True):
            self._add(rows, case_id, story, number)
        with unlocked([model._meta.db_table for model in MODELS]) as cursor:
            for model, records in rows.found.items():
                copy(cursor, model, records)
        return len(told)

    def _add(self, rows: Rows, case_id: uuid.UUID, story: Story, number: str) -> None:
        lead = self.place.lead(story.number)
        closer = self.place.closer(lead)
        moment = Moment(story.incident_at + OPENED)
        opened_at = min(instant_of(moment, self.country.timezone), self.now)
        is_over = story.is_over and closer is not None
        wrapped = {
            purpose: keys.new_wrapped_key(case_id, purpose) for purpose in (keys.CONTENT, keys.IDENTITY)
        }
        case = Case(
            id=case_id, created_by_id=lead.user_id, public_no=number, lead_id=lead.id,
            organisation_id=self.place.organisation_id,
            status=CaseStatus.CLOSED if is_over else CaseStatus.OPEN, risk=story.risk,
            confidentiality=story.confidentiality, opened_at=opened_at,
            closed_at=self.now if is_over else None, closed_by_id=closer.id if is_over and closer else None,
            outcome=Outcome.AGREED_IS_DONE if is_over else "",
            content_key=wrapped[keys.CONTENT], identity_key=wrapped[keys.IDENTITY],
            content_master=keys.master_id(wrapped[keys.CONTENT]),
            identity_master=keys.master_id(wrapped[keys.IDENTITY]),
        )  # fmt: skip
        rows.add(case)
        rows.add(
            CaseAccess(case=case, membership_id=lead.id, kind=AccessKind.LEAD, sections=list(Section.values),
                       created_by_id=lead.user_id, starts_at=opened_at)
        )  # fmt: skip
        self._add_survivor(rows, case, story, lead.user_id)
        self._add_event(rows, case, story, lead.user_id, moment, is_over=is_over)

    def _add_survivor(self, rows: Rows, case: Case, story: Story, by: int) -> None:
        survivor = story.people[0]
        party = Party(case=case, kind=PartyKind.SURVIVOR, code="S1", created_by_id=by, **survivor.facts)
        who = PartyIdentity(case=case, party=party, created_by_id=by)
        seal(who, **{name: getattr(survivor.who, name) for name in SEALED_IDENTITY})
        where = case.organisation_id
        who.iin_index = blind.index(blind.IIN, survivor.who.iin, organisation_id=where)
        who.phone_index = blind.index(blind.PHONE, survivor.who.phones, organisation_id=where)
        rows.add(party)
        rows.add(who)

    def _add_event(
        self, rows: Rows, case: Case, story: Story, by: int, moment: Moment, *, is_over: bool
    ) -> None:
        day = moment.local.date()
        usable = [slug for slug in NEW_LAW if self.rules(slug, day)] or [*ANY_DAY]
        kind = self.kinds[random.Random(story.number).choice(usable)]  # noqa: S311 - no secret
        event = Event(
            case=case, jurisdiction=self.country, kind=kind, known=Known.EXACT, created_by_id=by,
            occurred_at=min(instant_of(moment, self.country.timezone), self.now),
        )  # fmt: skip
        rows.add(event)
        for clock in self.rules(kind.slug, day):
            found = self._count(clock, moment)
            if found:
                rows.add(self._duty(event, clock, found, day, is_over=is_over))

    def _duty(self, event: Event, clock: ClockRule, found: Due, day: dt.date, *, is_over: bool) -> CaseDuty:
        duty = CaseDuty(
            case=event.case, event=event, clock=clock, version=clock.duty.version,
            addressee=clock.duty.bearer, chosen_from=day, chosen_until=day, starts_at=found.starts_at,
            due_at=found.due_at, due_local=found.local, calc_trace=[step.as_json() for step in found.steps],
            calendar=found.calendar, is_estimated=found.estimated, created_by_id=event.created_by_id,
        )  # fmt: skip
        if is_over:
            duty.status, duty.done_at = DutyStatus.DONE, found.due_at
            seal(duty, evidence="Invented receipt")
        return duty

    def _count(self, clock: ClockRule, moment: Moment) -> Due | None:
        calendar = self.calendar(moment.local.year)
        if clock.recurrence is None:
            return due(clock.rule, moment, calendar)
        return next(iter(series(clock.rule, moment, calendar, count=1)), None)

    def _calendar(self, year: int) -> Calendar:
        return calendar_for(self.country, year=year)

    def _rules(self, slug: str, day: dt.date) -> list[ClockRule]:
        """The rules that such an event starts on a day, chosen as in real work; asked once a kind and day."""
        noon = Moment(dt.datetime.combine(day, dt.time(12)))
        at = instant_of(noon, self.country.timezone)
        probe = Event(jurisdiction=self.country, kind=self.kinds[slug], known=Known.EXACT, occurred_at=at)
        return [chosen.clock for chosen in choose_rules(probe, today=day).chosen]


def draw_numbers(cursor: CursorWrapper, count: int) -> list[str]:
    """Draw numbers that were never used, and use them; as the guard."""
    drawn: list[str] = []
    while len(drawn) < count:
        wanted = list({numbers.new_number() for _number in range(count - len(drawn))})
        cursor.execute(
            "INSERT INTO sec.case_number SELECT unnest(%s::text[]) "
            "ON CONFLICT DO NOTHING RETURNING public_no",
            [wanted],
        )
        drawn += [number for (number,) in cursor.fetchall()]
    return drawn


def copy(cursor: CursorWrapper, model: type[Model], records: Sequence[Any]) -> None:
    """Copy records in; what the database itself says of each (when it was recorded) is left to it."""
    if not records:
        return
    fields = [
        each
        for each in model._meta.concrete_fields
        if each.column not in ("created_at", "is_demo")
        and not isinstance(getattr(records[0], each.attname), DatabaseDefault)
    ]
    columns = ", ".join(str(each.column) for each in fields)
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    connection = connections[OWNER_ALIAS]
    with cursor.cursor.copy(statement) as out:
        for record in records:
            out.write_row(
                [each.get_db_prep_save(getattr(record, each.attname), connection) for each in fields]
            )
