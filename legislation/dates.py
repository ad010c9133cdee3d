"""Days and what is law on them: parsing the day shown, and the status of laws and versions. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

EARLIEST = dt.date(1800, 1, 1)
LATEST = dt.date(2199, 12, 31)

StatusCode = Literal["in-force", "partly", "not-yet", "repealed", "proposed", "unknown"]


class InvalidDay(ValueError):
    """A day that can't be shown; the message says what was given and what is accepted."""


@dataclass(frozen=True)
class Status:
    """One plain word for where a law or provision stands on a day, with its reason.

    Attributes:
        code: the word.
        day: the day the reason names: first day in force, first day no longer in force, first day to come.
        day_known: False where only the earliest possible day is known, or none.
    """

    code: StatusCode
    day: dt.date | None = None
    day_known: bool = True

    @property
    def is_law(self) -> bool:
        """Whether this is law on the day.

        >>> Status("partly").is_law, Status("proposed").is_law
        (True, False)
        """
        return self.code in {"in-force", "partly"}


@dataclass(frozen=True)
class Stretch:
    """The half-open stretch of days that a version is valid for; None is open.

    Attributes:
        unrecorded_before: it took the place of a wording that isn't recorded.
        unrecorded_after: a wording that isn't recorded takes its place.
    """

    start: dt.date | None
    end: dt.date | None
    start_known: bool = True
    ceased_unknown: bool = False
    unrecorded_before: bool = False
    unrecorded_after: bool = False

    def covers(self, day: dt.date) -> bool:
        """Tell whether the day lies in the stretch; the last day is not in it.

        >>> s = Stretch(dt.date(2025, 9, 16), dt.date(2026, 3, 2))
        >>> [s.covers(dt.date(2025, 9, 15)), s.covers(dt.date(2025, 9, 16)), s.covers(dt.date(2026, 3, 2))]
        [False, True, False]
        """
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def parse_day(text: str) -> dt.date:
    """Read a day as it stands in an address.

    Raises:
        InvalidDay: for anything but a real day YYYY-MM-DD from 1800 to 2199.

    >>> parse_day("2026-03-02")
    datetime.date(2026, 3, 2)
    >>> parse_day("2024-13-45")
    Traceback (most recent call last):
    legislation.dates.InvalidDay: 2024-13-45
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise InvalidDay(text)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidDay(text) from error
    if not EARLIEST <= day <= LATEST:
        raise InvalidDay(text)
    return day


def today_in(timezone: str, *, now: dt.datetime) -> dt.date:
    """Give the day it is at an instant in a time zone.

    >>> today_in("Asia/Almaty", now=dt.datetime(2026, 3, 1, 19, 30, tzinfo=dt.UTC))
    datetime.date(2026, 3, 2)
    """
    return now.astimezone(ZoneInfo(timezone)).date()


def stretch_status(stretch: Stretch, day: dt.date, *, is_bill: bool = False) -> Status:
    """Say where one version stands on a day.

    >>> stretch_status(Stretch(dt.date(2025, 9, 16), None), dt.date(2025, 9, 15))
    Status(code='not-yet', day=datetime.date(2025, 9, 16), day_known=True)
    >>> stretch_status(Stretch(None, None, start_known=False, ceased_unknown=True), dt.date(2026, 1, 1)).code
    'unknown'
    """
    if is_bill:
        return Status("proposed")
    if stretch.start is not None and day < stretch.start:
        return Status("not-yet", stretch.start, stretch.start_known)
    if stretch.end is not None and day >= stretch.end:
        return Status("repealed", stretch.end)
    if stretch.ceased_unknown:
        return Status("unknown", None, day_known=False)
    return Status("in-force", stretch.start, stretch.start_known and stretch.start is not None)


def provision_status(
    stretches: list[Stretch],
    day: dt.date,
    *,
    is_bill: bool = False,
    law_begins: dt.date | None = None,
    law_ends: dt.date | None = None,
) -> Status:
    """Say where a provision stands on a day, from its versions in order of time.

    Between two versions it is repealed since the end of the one before. Without a version, or on a day
    whose wording isn't recorded, nothing is known of it. A provision that ceased on a day nobody has
    established is never called in force.

    >>> first = Stretch(None, dt.date(2023, 7, 1), start_known=False)
    >>> provision_status([first, Stretch(dt.date(2023, 7, 1), None)], dt.date(2024, 1, 1))
    Status(code='in-force', day=datetime.date(2023, 7, 1), day_known=True)
    """
    if is_bill:
        return Status("proposed")
    begun = [s for s in stretches if s.start is None or s.start <= day]
    shown = next(iter(begun[-1:] or stretches), None)
    if shown is None:
        return Status("unknown", None, day_known=False)
    if shown.ceased_unknown and law_ends is not None and day >= law_ends:
        # When it ceased isn't established, but it can't have outlived its law.
        return Status("repealed", law_ends)
    if not begun and shown.unrecorded_before:
        # The wording before is not recorded, but it can't be older than the law.
        before_the_law = law_begins is not None and day < law_begins
        return Status("not-yet", law_begins) if before_the_law else Status("unknown", None, day_known=False)
    if begun and shown.unrecorded_after and not shown.covers(day):
        return Status("unknown", None, day_known=False)
    return stretch_status(shown, day)


@dataclass(frozen=True)
class LawDays:
    """The days of a law that its status follows from."""

    adopted: dt.date | None
    in_force: dt.date | None
    repealed: dt.date | None
    is_bill: bool = False


def law_status(days: LawDays, day: dt.date, *, has_provision_in_force: bool = False) -> Status:
    """Say where a law stands on a day.

    A law whose general commencement is still to come, of which a provision is in force already, is
    partly in force. A law whose commencement is not established counts from its adoption, and says so.

    >>> act = LawDays(dt.date(2025, 12, 30), dt.date(2026, 3, 2), None)
    >>> [law_status(act, d).code for d in (dt.date(2026, 3, 1), dt.date(2026, 3, 2))]
    ['not-yet', 'in-force']
    >>> law_status(LawDays(dt.date(2009, 12, 8), None, None), dt.date(2020, 1, 1))
    Status(code='in-force', day=None, day_known=False)
    """
    if days.is_bill:
        return Status("proposed")
    if days.repealed is not None and day >= days.repealed:
        return Status("repealed", days.repealed)
    start = days.in_force or days.adopted
    if start is not None and day < start:
        code: StatusCode = "partly" if has_provision_in_force else "not-yet"
        return Status(code, start, days.in_force is not None)
    return Status("in-force", days.in_force, days.in_force is not None)
