"""What an event's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import number_text
from legislation.law_rows import Fact
from legislation.models import Jurisdiction
from programs.collaborations.choices import EventState
from programs.collaborations.languages import language_names
from programs.collaborations.registering import is_open
from programs.collaborations.rows import places_text
from programs.collaborations.times import moment_text, other_clocks, same_clocks, span_text, zone_text
from programs.models import Event, EventMaterial


@dataclass(frozen=True, slots=True)
class Handout:
    """A material that an event left behind."""

    title: Localised
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything an event's page shows."""

    facts: list[Fact]
    clocks: list[str]
    handouts: list[Handout]
    is_open: bool
    is_full: bool
    is_over: bool
    deadline: str


def event_page(event: Any, now: dt.datetime) -> EventPage:
    """Gather an event's page; the event comes with its names and places."""
    over = event.ends_at <= now
    return EventPage(
        facts=_facts(event, now),
        clocks=clocks(event),
        handouts=[_handout(each) for each in event.materials.all()] if over else [],
        is_open=is_open(event, now),
        is_full=event.registered >= event.capacity,
        is_over=over,
        deadline=moment_text(event.register_until, event.zone),
    )


def clocks(event: Event) -> list[str]:
    """Say for the countries that take part when it is on their clocks."""
    countries = {code.partition("-")[0] for code in event.jurisdictions}
    places = list(Jurisdiction.objects.filter(code__in=countries).order_by("code"))
    lines = [
        _("In %(place)s: %(time)s") % {"place": place, "time": time}
        for place, time in other_clocks(event, places)
    ]
    same = same_clocks(event, places)
    if same:
        lines.append(_("The same time on the clock in: %(places)s.") % {"places": ", ".join(same)})
    return lines


def _facts(event: Any, now: dt.datetime) -> list[Fact]:
    venue = localised(event, "venue")
    facts = [
        Fact(_("When"), span_text(event)),
        Fact(_("Time zone"), zone_text(event)),
        Fact(_("Where"), venue or _("Online"), note=_("also online") if venue and event.is_online else ""),
        Fact(_("Languages"), language_names(event.languages)),
        Fact(_("Organiser"), localised(event.organiser, "name"), event.organiser.get_absolute_url()),
        Fact(_("Kind"), localised(event.kind, "name"), reverse("collaboration") + f"#{event.kind.area.slug}"),
    ]
    if event.state == EventState.ANNOUNCED:
        facts.append(Fact(_("Places"), places_text(event, now)))
        if event.waiting:
            facts.append(Fact(_("On the waiting list"), number_text(event.waiting)))
        facts.append(Fact(_("Registration until"), moment_text(event.register_until, event.zone)))
    if event.action:
        facts.append(Fact(_("Part of"), localised(event.action, "title"), event.action.get_absolute_url()))
    return facts


def _handout(material: EventMaterial) -> Handout:
    if material.url:
        return Handout(localised(material, "title"), material.url, _("link"))
    kilobytes = number_text(max(1, round((material.file_size or 0) / 1024)))
    address = reverse("event-material", args=(material.event.slug, material.pk))
    return Handout(
        localised(material, "title"),
        address,
        _("%(kind)s, %(size)s kB") % {"kind": material.file_kind.upper(), "size": kilobytes},
    )
