"""The calendar of a jurisdiction: its zone and rest days, public holidays, and days moved by decision."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from legislation.clocks.calendar import Calendar
from legislation.models import Jurisdiction, MovedDay

LANGUAGE = "en_US"
SUBSTITUTED = "Day off (substituted from"
YEARS_BEFORE, YEARS_AFTER = 1, 6


@dataclass(frozen=True)
class PublishedDays:
    """What the package 'holidays' knows of a country for some years."""

    names: dict[dt.date, str] = field(default_factory=dict)
    estimated: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    off: frozenset[dt.date] = frozenset()


def calendar_for(jurisdiction: Jurisdiction, *, year: int) -> Calendar:
    """Give the calendar for terms that begin in a year.

    What a part of a country doesn't say itself is that of the country. Lunar holidays that aren't
    announced yet are marked as estimated. `MovedDay` goes before what the package knows.
    """
    places = [jurisdiction, *([jurisdiction.parent] if jurisdiction.parent else [])]
    rest_days = next((place.rest_days for place in places if place.rest_days), [])
    country = next((place.holidays for place in places if place.holidays), "")
    first, last = dt.date(year - YEARS_BEFORE, 1, 1), dt.date(year + YEARS_AFTER, 12, 31)
    known = published_days(country, first.year, last.year) if country else PublishedDays()
    moved = list(MovedDay.objects.filter(jurisdiction__in=places, day__range=(first, last)).order_by("day"))
    at_work = frozenset(each.day for each in moved if each.is_working)
    at_rest = frozenset(each.day for each in moved if not each.is_working)
    return Calendar(
        zone=ZoneInfo(jurisdiction.timezone),
        rest_days=frozenset(rest_days),
        holidays=known.names,
        estimated=known.estimated - at_work - at_rest,
        worked=(known.worked - at_rest) | at_work,
        off=(known.off - at_work) | at_rest,
        first=first,
        last=last,
        version=_version(country, moved),
    )


def zone_only(jurisdiction: Jurisdiction) -> Calendar:
    """Give a calendar that knows the clocks of a place and no working days: enough for hours and days."""
    return Calendar(ZoneInfo(jurisdiction.timezone))


@lru_cache(maxsize=32)
def published_days(country: str, first: int, last: int) -> PublishedDays:
    years = range(first, last + 1)
    told = holidays.country_holidays(country, years=years, language=LANGUAGE)
    plain = holidays.country_holidays(country, years=years, language=LANGUAGE, islamic_show_estimated=False)
    off = {day for day, name in plain.items() if name.startswith(SUBSTITUTED)}
    return PublishedDays(
        names={day: name for day, name in plain.items() if day not in off},
        estimated=frozenset(day for day, name in plain.items() if told[day] != name),
        worked=frozenset(getattr(plain, "weekend_workdays", ())),
        off=frozenset(off),
    )


def _version(country: str, moved: list[MovedDay]) -> str:
    """Name what the days come from, so that a result can be counted again from the same."""
    if not country:
        return ""
    words = f"{country}, holidays {holidays.__version__}"
    if moved:
        listed = ";".join(f"{each.day} {each.is_working}" for each in moved)
        words += f", moved days {hashlib.sha256(listed.encode()).hexdigest()[:8]}"
    return words
