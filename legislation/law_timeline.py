"""The life of a law as events for components/timeline.html."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kbase.localised import Localised, localised
from legislation.law_page import LawPage


@dataclass(frozen=True)
class Event:
    """One day, or a day that is not established, and what happened."""

    on: dt.date | None
    label: str | Localised
    kind: str
    url: str = ""
    note: str | Localised = ""
    current: bool = False


def law_timeline(page: LawPage, shown: dt.date) -> list[Event]:
    """Give the days that matter in a law's life, in order; days not established come last."""
    law = page.law
    address = law.get_absolute_url()
    events = [
        Event(law.adopted, _("Adopted"), "adopted"),
        Event(law.published, _("Published"), "other"),
        Event(law.in_force, _("In force"), "commenced", _at(address, law.in_force)),
        Event(law.repealed, _("No longer in force"), "repealed", _at(address, law.repealed)),
    ]
    events = [event for event in events if event.on]
    days_named = {event.on for event in events}
    for day in page.dates_of_change:
        amendments = [a for a in page.amendments if a.commenced == day]
        if day in days_named and not amendments:
            continue
        label = ngettext("Amended by %(numbers)s", "Amended by %(numbers)s", len(amendments) or 1) % {
            "numbers": ", ".join(a.number for a in amendments)
        }
        note = localised(amendments[0], "summary") if len(amendments) == 1 else ""
        kind = "future" if day > shown else "amended"
        events.append(
            Event(day, label if amendments else _("Provisions changed"), kind, _at(address, day), note)
        )
    events.sort(key=lambda event: event.on or dt.date.max)
    return _mark_current(events, shown) + _undated(page)


def _at(address: str, day: dt.date | None) -> str:
    return f"{address}?on={day.isoformat()}" if day else ""


def _mark_current(events: list[Event], shown: dt.date) -> list[Event]:
    past = [i for i, event in enumerate(events) if event.on and event.on <= shown]
    last = past[-1] if past else -1
    return [Event(e.on, e.label, e.kind, e.url, e.note, current=i == last) for i, e in enumerate(events)]


def _undated(page: LawPage) -> list[Event]:
    known = set(page.dates_of_change)
    return [
        Event(
            amendment.commenced,
            _("Amended by %(numbers)s") % {"numbers": amendment.number},
            "amended",
            note=localised(amendment, "summary"),
        )
        for amendment in page.amendments
        if amendment.commenced is None or amendment.commenced not in known
    ]
