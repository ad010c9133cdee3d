"""When two people in different zones can meet: weekly windows on their own clocks, week by week. Pure.

A week is a bit mask of quarter-hours in UTC, from Monday 00:00. What is kept of it are the quarter-hours
at which a whole meeting can begin: of two people, those that both masks have.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

QUARTER = 15
SLOTS = 7 * 24 * 60 // QUARTER
ALL_SLOTS = (1 << SLOTS) - 1
MEETING_SLOTS = 60 // QUARTER
WEEKS_AHEAD = 26
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WRITTEN = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


class InvalidWindow(ValueError):
    """Text that is no weekly window; says what one looks like."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f"{given[:40]!r} is no weekly window: expected a day and quarter-hours, as 'mon 18:00-20:00', "
            "of at least an hour."
        )


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a week on someone's clock; minutes since midnight, the end exclusive."""

    weekday: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {_clock(self.start)}-{_clock(self.end)}"


def parse_window(text: str) -> Window:
    """Read a window.

    >>> parse_window("mon 18:00-20:00")
    Window(weekday=0, start=1080, end=1200)
    >>> parse_window("mon 20:00-18:00")
    Traceback (most recent call last):
    programs.mentoring.availability.InvalidWindow: 'mon 20:00-18:00' is no weekly window: expected a day and \
quarter-hours, as 'mon 18:00-20:00', of at least an hour.
    """
    found = WRITTEN.fullmatch(text)
    if not found:
        raise InvalidWindow(text)
    day, *numbers = found.groups()
    hour, minute, last_hour, last_minute = map(int, numbers)
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    if start % QUARTER or end % QUARTER or end > 24 * 60 or end - start < 60:
        raise InvalidWindow(text)
    return Window(DAYS.index(day), start, end)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def meeting_starts(windows: Iterable[str], zone: str, monday: dt.date) -> int:
    """Give the quarter-hours of a week, in UTC, at which someone can begin a meeting of an hour.

    >>> starts = meeting_starts(["mon 18:00-19:00"], "Asia/Almaty", dt.date(2026, 11, 23))
    >>> starts == 1 << (13 * 4)  # 13:00 in UTC
    True
    """
    return _meeting_starts(tuple(windows), zone, monday)


@lru_cache(maxsize=65536)
def _meeting_starts(windows: tuple[str, ...], zone: str, monday: dt.date) -> int:
    free = 0
    for window in map(parse_window, windows):
        first, last = (_slot(window.weekday, minutes, zone, monday) for minutes in (window.start, window.end))
        for slot in range(first, last):
            free |= 1 << (slot % SLOTS)
    starts = free
    for _quarter in range(MEETING_SLOTS - 1):
        free = ((free >> 1) | (free << (SLOTS - 1))) & ALL_SLOTS
        starts &= free
    return starts


def _slot(weekday: int, minutes: int, zone: str, monday: dt.date) -> int:
    """Count quarter-hours from Monday 00:00 in UTC to a time on a clock, across its shifts."""
    day = monday + dt.timedelta(days=weekday, minutes=0)
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone))
    wall = (midnight.replace(tzinfo=None) + dt.timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone))
    since = wall.astimezone(dt.UTC) - dt.datetime.combine(monday, dt.time(), tzinfo=dt.UTC)
    return int(since.total_seconds()) // 60 // QUARTER


def shared_starts(masks: Sequence[int], others: Sequence[int]) -> int:
    """Count the quarter-hours at which two people can begin a meeting, in their scarcest week."""
    return min((mask & other).bit_count() for mask, other in zip(masks, others, strict=True))


def telling_weeks(zones: Collection[str], first: dt.date, weeks: int = WEEKS_AHEAD) -> list[dt.date]:
    """Give the Mondays of weeks that differ: one for each set of clocks ahead.

    >>> telling_weeks(["Asia/Almaty", "Asia/Karachi"], dt.date(2026, 11, 25))
    [datetime.date(2026, 11, 23)]
    >>> len(telling_weeks(["Asia/Karachi", "Europe/London"], dt.date(2026, 11, 25)))
    3
    """
    start = first - dt.timedelta(days=first.weekday())
    seen: dict[tuple[object, ...], dt.date] = {}
    for number in range(weeks):
        monday = start + dt.timedelta(weeks=number)
        seen.setdefault(tuple(_offsets(sorted(zones), monday)), monday)
    return list(seen.values())


def _offsets(zones: Iterable[str], monday: dt.date) -> Iterator[object]:
    for zone in zones:
        for days in range(8):
            noon = dt.datetime.combine(monday + dt.timedelta(days=days), dt.time(), tzinfo=ZoneInfo(zone))
            yield noon.utcoffset()
