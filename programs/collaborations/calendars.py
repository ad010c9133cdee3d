"""Events as iCalendar (RFC 5545): times on the clock of the place, revisions and cancellations told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import icalendar
from django.utils.translation import gettext as _

from kbase.local_times import wall_time
from kbase.localised import Localised, localised
from programs.collaborations.choices import EventState
from programs.models import Event

PRODUCT = "-//Qorgau//Events//EN"
REFRESH = dt.timedelta(hours=12)
YEAR = dt.timedelta(days=366)


def calendar(events: Iterable[Event], *, site: str, name: str) -> bytes:
    """Write events as one calendar, in the page's language.

    The same event has the same UID for ever; what changed since has a higher SEQUENCE.

    Args:
        events: with their names; drafts are the caller's to leave out.
        site: scheme and host, for links.
        name: shown by programs that subscribe.
    """
    listed = list(events)
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in listed:
        made.add_component(_entry(event, site))
    if listed:
        first = min(event.starts_at for event in listed) - YEAR
        last = max(event.ends_at for event in listed) + YEAR
        made.add_missing_timezones(first_date=first.date(), last_date=last.date())
    return bytes(made.to_ical())


def _entry(event: Event, site: str) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"{event.uid}@events.qorgau")
    entry.add("dtstamp", event.changed_at.astimezone(dt.UTC))
    entry.add("last-modified", event.changed_at.astimezone(dt.UTC))
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    entry.add("dtstart", wall_time(event.starts_at, event.zone))
    entry.add("dtend", wall_time(event.ends_at, event.zone))
    entry.add("url", f"{site}{event.get_absolute_url()}")
    _words(entry, "summary", localised(event, "title"))
    _words(entry, "description", _description(event))
    _words(entry, "location", localised(event, "venue") or Localised(_("Online"), ""))
    _words(entry, "categories", localised(event.kind, "name"))
    return entry


def _description(event: Event) -> Localised:
    words = localised(event, "description")
    organiser = _("Organiser: %(name)s") % {"name": localised(event.organiser, "name")}
    cancelled = localised(event, "cancel_reason")
    reason = _("Cancelled: %(reason)s") % {"reason": cancelled} if cancelled else ""
    return Localised("\n\n".join(filter(None, [reason, words.text, organiser])), words.lang)


def _words(entry: icalendar.Event, name: str, words: Localised) -> None:
    text: str | list[str] = [words.text] if name == "categories" else words.text
    entry.add(name, text, parameters=icalendar.Parameters({"LANGUAGE": words.lang} if words.lang else {}))
