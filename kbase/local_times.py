"""Times on the clock of a place, turned into instants and back, across shifts of its clock. Pure."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


class UnknownZoneError(ValueError):
    """A name that is no IANA time zone."""


class SkippedTimeError(ValueError):
    """A time that the clock jumped over."""


class RepeatedTimeError(ValueError):
    """A time that the clock showed twice."""


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Give the names of the zones of places: 'Asia/Almaty', not 'EST5EDT'."""
    return frozenset(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "posix", "right"))
    ) | {"UTC"}


def zone(name: str) -> ZoneInfo:
    """Find a zone by its name.

    >>> zone("Asia/Karachi")
    zoneinfo.ZoneInfo(key='Asia/Karachi')
    """
    if name not in zone_names():
        raise UnknownZoneError(name)
    return ZoneInfo(name)


def instant(wall: dt.datetime, zone_name: str) -> dt.datetime:
    """Give the instant, in UTC, at which the clocks of a zone show a time.

    Args:
        wall: without a zone.

    Raises:
        SkippedTimeError, RepeatedTimeError: where there is no such instant, or two.

    >>> instant(dt.datetime(2026, 12, 1, 10), "Asia/Karachi").isoformat()
    '2026-12-01T05:00:00+00:00'
    >>> instant(dt.datetime(2024, 2, 29, 23, 30), "Asia/Almaty")
    Traceback (most recent call last):
    kbase.local_times.RepeatedTimeError: 2024-02-29 23:30 Asia/Almaty
    """
    place = zone(zone_name)
    first, second = (wall.replace(tzinfo=place, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    if first.astimezone(place).replace(tzinfo=None) != wall:
        raise SkippedTimeError(f"{wall:%Y-%m-%d %H:%M} {zone_name}")
    if first != second:
        raise RepeatedTimeError(f"{wall:%Y-%m-%d %H:%M} {zone_name}")
    return first


def wall_time(moment: dt.datetime, zone_name: str) -> dt.datetime:
    """Give what the clocks of a zone show at an instant.

    >>> wall_time(dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC), "Asia/Almaty").isoformat()
    '2026-12-01T10:00:00+05:00'
    """
    return moment.astimezone(zone(zone_name))


def last_day(deadline: dt.datetime, zone_name: str) -> dt.date:
    """Give the last day on which one is still before a deadline.

    >>> last_day(dt.datetime(2027, 1, 31, 19, tzinfo=dt.UTC), "Asia/Almaty")
    datetime.date(2027, 1, 31)
    """
    return wall_time(deadline - dt.timedelta(microseconds=1), zone_name).date()
