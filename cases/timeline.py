"""The timeline of a case: incidents, events, measures and duties in one dated list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import door, law_door, states
from cases.choices import Section
from cases.law_choices import ISSUED
from cases.law_words import (
    due_words,
    duty_marks,
    event_time,
    event_title,
    incident_time,
    instant_words,
    recorded_later,
    topic_names,
    zone_of_duty,
)
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.clocks.moments import end_of_day

INCIDENT, EVENT, MEASURE, DUE, DONE = "incident", "event", "measure", "due", "done"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    Attributes:
        at: places it in the list; None where no date is known.
        kind: which sort of line, for its look.
        when, what: the time and the sort of line in words.
        notes: what else has to be known, the day it was recorded among it.
    """

    at: dt.datetime | None
    kind: str
    when: str
    what: str
    title: str | Localised
    url: str
    notes: list[str | Localised] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What lies ahead, what has been, and what has no date; each the latest first."""

    ahead: list[Entry]
    past: list[Entry]
    undated: list[Entry]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded."""
        return not (self.ahead or self.past or self.undated)


def timeline_of(user: Any, case: Any, *, now: dt.datetime) -> Timeline:
    """Gather the timeline of a case, as far as its parts are open to a person."""
    entries = [*_incidents(user, case), *_events(user, case)]
    if door.may_use(user, case.pk, section=Section.MEASURES):
        entries += [*_measures(user, case), *_duties(user, case)]
    dated = sorted((each for each in entries if each.at), key=lambda each: each.at or now, reverse=True)
    return Timeline(
        ahead=[each for each in dated if each.at and each.at > now],
        past=[each for each in dated if each.at and each.at <= now],
        undated=[each for each in entries if each.at is None],
    )


def _incidents(user: Any, case: Any) -> Iterator[Entry]:
    incidents = list(law_door.incidents_of(user, case))
    topics = {topic.slug: topic for topic in law_door.kinds_of_violence()} if incidents else {}
    for incident in incidents:
        yield Entry(
            at=incident.starts_at, kind=INCIDENT, when=incident_time(incident), what=_("Incident"),
            title=topic_names(incident.violence_types, topics),
            url=reverse("work-incident", args=(case.pk, incident.pk)),
            notes=_given([incident.get_place_kind_display() if incident.place_kind != "unknown" else "",
                          _corrected(incident), recorded_later(incident)]),
        )  # fmt: skip


def _events(user: Any, case: Any) -> Iterator[Entry]:
    for event in law_door.events_of(user, case):
        yield Entry(
            at=event.occurred_at, kind=EVENT, when=event_time(event), what=_("Event"),
            title=event_title(event.kind), url=reverse("work-event", args=(case.pk, event.pk)),
            notes=_given([localised(event.bound, "name") if event.bound else "", _corrected(event),
                          recorded_later(event)]),
        )  # fmt: skip


def _measures(user: Any, case: Any) -> Iterator[Entry]:
    """Issue, where it is no event of its own, and the last day."""
    for measure in law_door.measures_of(user, case):
        place = measure.norm.version.provision.law.jurisdiction
        slug, url = measure.norm.slug, reverse("work-measure", args=(case.pk, measure.pk))
        name = localised(measure.norm, "name")
        said: list[tuple[dt.datetime | None, str, str]] = []
        if slug not in ISSUED or measure.extension_of_id:
            words = _("Measure extended") if measure.extension_of_id else _("Measure issued")
            said.append((measure.issued_at, words, instant_words(measure.issued_at, place.timezone)))
        if measure.until_on and measure.status in states.RUNNING_MEASURE:
            last = end_of_day(measure.until_on, ZoneInfo(place.timezone))
            said.append((last, _("Last day of the measure"), day_text(measure.until_on)))
        for at, what, when in said:
            notes = _given([measure.get_status_display()])
            yield Entry(at=at, kind=MEASURE, when=when, what=what, title=name, url=url, notes=notes)


def _duties(user: Any, case: Any) -> Iterator[Entry]:
    for duty in law_door.duties_of(user, case).exclude(status=states.REPLACED):
        url, title = reverse("work-duty", args=(case.pk, duty.pk)), localised(duty.clock.duty, "action")
        who: list[str | Localised] = [localised(duty.addressee, "name")]
        if duty.done_at and duty.status == states.DONE:
            yield Entry(
                at=duty.done_at, kind=DONE, when=instant_words(duty.done_at, zone_of_duty(duty)),
                what=_("Duty done"), title=title, url=url, notes=who,
            )  # fmt: skip
            continue
        what = _("Duty waived") if duty.status == states.WAIVED else _("Duty due")
        marks = [] if duty.status == states.WAIVED else duty_marks(duty)
        yield Entry(
            at=duty.due_as_binding, kind=DUE, when=due_words(duty), what=what, title=title, url=url,
            notes=[*who, *marks],
        )  # fmt: skip


def _corrected(happened: Any) -> str:
    return _("corrected") if happened.supersedes_id else ""


def _given(notes: list[Any]) -> list[str | Localised]:
    return [note for note in notes if note]
