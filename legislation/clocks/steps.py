"""The working of a calculation: steps as plain data, which are kept with a duty and told in any language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from legislation.clocks.moments import offset_text

Plain = str | int | bool

# Every step that a calculation can take; `legislation.clock_words` has a sentence for each.
CODES = (
    "event", "only-day-known", "only-month-known", "happened-twice-first", "happened-twice-second",
    "never-happened", "at-once", "same-day", "from-moment", "from-midnight", "hours-added", "days-added",
    "months-added", "years-added", "month-end", "working-days-added", "day-skipped", "end-of-day",
    "rolled-over", "not-rolled-over", "zone-changed", "estimated-holiday", "calendar", "not-stated", "due",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code and what it did; times are ISO, local with their distance from UTC."""

    code: str
    values: Mapping[str, Plain]

    def as_json(self) -> dict[str, object]:
        """Give the step for keeping.

        >>> Step("hours-added", {"count": 24}).as_json()
        {'code': 'hours-added', 'count': 24}
        """
        return {"code": self.code, **self.values}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Step:
        """Read a step that was kept."""
        values = {name: value for name, value in kept.items() if name != "code"}
        return cls(str(kept["code"]), {n: v for n, v in values.items() if isinstance(v, str | int | bool)})


def local_text(instant: dt.datetime) -> str:
    """Write a local time for a trace: to the minute, or to the second where it isn't a whole minute.

    >>> from zoneinfo import ZoneInfo
    >>> local_text(dt.datetime(2026, 3, 2, 18, 20, tzinfo=ZoneInfo("Asia/Almaty")))
    '2026-03-02 18:20 +05'
    """
    form = "%Y-%m-%d %H:%M:%S" if instant.second else "%Y-%m-%d %H:%M"
    return f"{instant.strftime(form)} {offset_text(instant)}"
