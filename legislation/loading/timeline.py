"""From when to when each version of a provision holds, and how well that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legislation.frbr import earliest_day

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """One version in time; `index` is its place among the versions listed, nothing where none is."""

    lower: dt.date | None
    upper: dt.date | None
    start_known: bool
    ceased_unknown: bool
    last: bool
    index: int | None

    @property
    def key(self) -> str:
        """What tells it apart from the provision's others: its first day, or the earliest possible."""
        return self.lower.isoformat() if self.lower else ""


def spans(law: Mapping[str, Any], provision: Mapping[str, Any]) -> list[Span]:
    """Return the versions of a provision, oldest first (README of the data, 'A provision')."""
    listed = provision.get("versions") or [{}]
    found = []
    for number, version in enumerate(listed):
        last = number == len(listed) - 1
        lower, known = _start(law, provision, version, first=number == 0)
        upper, ceased_unknown = _end(law, provision, version, last=last)
        if not known and lower and upper and lower >= upper:
            lower = None  # the law's own day can't be the earliest: the version ended by then
        index = number if "versions" in provision else None
        found.append(Span(lower, upper, known, ceased_unknown, last, index))
    return found


def _start(
    law: Mapping[str, Any], provision: Mapping[str, Any], version: Mapping[str, Any], *, first: bool
) -> tuple[dt.date | None, bool]:
    """First day, and whether it is established; the earliest possible day where it isn't."""
    if version.get("valid_from"):
        return version["valid_from"], True
    earliest = law.get("in_force") or law.get("adopted") or earliest_day(law.get("frbr_uri", ""))
    if law.get("kind") == "bill" or not first:
        return None, False
    if "versions" in provision:
        return earliest, False
    if provision.get("in_force"):
        return provision["in_force"], True
    # Changes on unknown days: the wording recorded is that after them, so its first day isn't known.
    changed = any(change.get("on") != law.get("in_force") for change in provision.get("changes") or ())
    return earliest, bool(law.get("in_force")) and not changed


def _end(
    law: Mapping[str, Any], provision: Mapping[str, Any], version: Mapping[str, Any], *, last: bool
) -> tuple[dt.date | None, bool]:
    """First day on which it no longer holds, and whether it ceased on a day that isn't established."""
    if version.get("valid_until") or not last:
        return version.get("valid_until"), False
    ceased = provision.get("ceased")
    if ceased == UNKNOWN:
        return None, True
    return ceased or law.get("repealed"), False
