"""Ranges of days that a file would make overlap: of amounts of a unit, of new versions of a provision."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from legislation.bulk.kinds import Key
from legislation.bulk.lines import NEW, Line

Days = tuple[dt.date, dt.date]
_APART = {"amounts": 1, "versions": 2}  # how much of the key names what ranges are kept apart in


def check_overlaps(lines: Iterable[Line], present: Mapping[Key, Any]) -> None:
    """Refuse rows whose days end before they begin, or overlap those of another row or record."""
    ranges: dict[Key, list[tuple[Days, Key, Line | None]]] = defaultdict(list)
    rows = {line.key: line for line in lines if line.kind in _APART}
    for key, line in rows.items():
        if line.written and (line.kind == "amounts" or line.outcome == NEW):
            days = _days(line)
            if days[0] >= days[1]:
                line.refuse(
                    "valid_until", _("It is not after the first day. Accepted: a later day, or nothing.")
                )
            else:
                ranges[key[: _APART[line.kind]]].append((days, key, line))
    if any(line.kind == "amounts" for line in rows.values()):
        for key, record in present.items():
            if key[:1] in ranges and not (key in rows and rows[key].written):
                days = (record.valid.lower or dt.date.min, record.valid.upper or dt.date.max)
                ranges[key[:1]].append((days, key, None))
    for group in ranges.values():
        _check_apart(group)


def _days(line: Line) -> Days:
    start = dt.date.fromisoformat(line.key[-1]) if line.key[-1] else dt.date.min
    if "valid_until" in line.values:
        end = line.values["valid_until"]
    else:
        end = line.record.valid.upper if line.record else None
    return start, end or dt.date.max


def _check_apart(group: list[tuple[Days, Key, Line | None]]) -> None:
    ordered = sorted(group, key=lambda each: each[0])
    for (one, key, line), (other, other_key, other_line) in pairwise(ordered):
        if other[0] < one[1]:
            words = _("Its days overlap those of %(other)s. Accepted: days that no other has.")
            refused, against = (other_line, key) if other_line else (line, other_key)
            if refused:
                refused.refuse("valid_from", words % {"other": " · ".join(filter(None, against))})
