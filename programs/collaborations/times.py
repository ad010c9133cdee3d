"""When an event is, in words: on the clock of its place, and on those of the countries that take part."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_time, get_timezone_gmt
from django.utils.translation import gettext as _

from kbase.local_times import wall_time
from kbase.localised import current_language, direction, localised
from kbase.localised_formats import day_text
from legislation.models import Jurisdiction
from programs.models import Event

# A first strong isolate: a span of hours keeps its order in a line from right to left.
ISOLATE, END = "\u2066", "\u2069"


def moment_text(moment: dt.datetime, zone: str) -> str:
    """Write an instant on the clock of a zone: '10 December 2026, 10:00'."""
    wall = wall_time(moment, zone)
    return f"{day_text(wall.date())}{_comma()} {ISOLATE}{_hour(wall)}{END}"


def span_text(event: Event, zone: str = "") -> str:
    """Write from when to when an event is, on the clock of its place or of another."""
    start, end = (wall_time(moment, zone or event.zone) for moment in (event.starts_at, event.ends_at))
    if start.utcoffset() != end.utcoffset():
        # The clock is changed meanwhile: without its offset the time would be read wrongly.
        return _("%(start)s to %(end)s") % {"start": _with_offset(start), "end": _with_offset(end)}
    if start.date() == end.date():
        return f"{day_text(start.date())}{_comma()} {ISOLATE}{_hour(start)}–{_hour(end)}{END}"
    return _("%(start)s to %(end)s") % {
        "start": moment_text(event.starts_at, zone or event.zone),
        "end": moment_text(event.ends_at, zone or event.zone),
    }


def zone_text(event: Event) -> str:
    """Name the clock of the place: 'Asia/Almaty (GMT+05:00)'."""
    start, end = (wall_time(moment, event.zone) for moment in (event.starts_at, event.ends_at))
    offsets = dict.fromkeys((_offset(start), _offset(end)))
    return f"{ISOLATE}{event.zone} ({', '.join(offsets)}){END}"


def other_clocks(event: Event, places: list[Jurisdiction]) -> list[tuple[str, str]]:
    """Give the same time where it differs: the name of each place and when it is there."""
    here = _offsets(event, event.zone)
    return [
        (str(localised(place, "name")), span_text(event, place.timezone))
        for place in places
        if _offsets(event, place.timezone) != here
    ]


def same_clocks(event: Event, places: list[Jurisdiction]) -> list[str]:
    """Name the places whose clocks show the same time."""
    here = _offsets(event, event.zone)
    return [str(localised(place, "name")) for place in places if _offsets(event, place.timezone) == here]


def _offsets(event: Event, zone: str) -> list[dt.timedelta | None]:
    """Give what a clock is ahead of UTC at the start and at the end: it may be changed in between."""
    return [wall_time(moment, zone).utcoffset() for moment in (event.starts_at, event.ends_at)]


def _offset(wall: dt.datetime) -> str:
    return str(get_timezone_gmt(wall, locale=current_language()))


def _with_offset(wall: dt.datetime) -> str:
    return f"{day_text(wall.date())}{_comma()} {ISOLATE}{_hour(wall)} ({_offset(wall)}){END}"


def _hour(wall: dt.datetime) -> str:
    return str(format_time(wall, "HH:mm", locale=current_language()))


def _comma() -> str:
    return "،" if direction(current_language()) == "rtl" else ","
