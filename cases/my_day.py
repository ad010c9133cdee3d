"""My day: what waits in all cases that a person sees. Who adds to it adds a function to `SOURCES`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import law_door
from cases.law_facts import DutyCard, duty_cards, flag_rows, measure_cards

SOON = dt.timedelta(days=1)
LIMIT = 40


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day: a heading and the rows that a template prints.

    Attributes:
        anchor: its id on the page.
        template: is given the rows as `rows`.
        is_pressing: whether the heading warns.
    """

    anchor: str
    heading: Promise
    template: str
    rows: Sequence[Any]
    is_pressing: bool = False


def duty_parts(duties: Sequence[Any]) -> list[DayPart]:
    """Sort duties by the time that is left: over, within a day, later."""
    cards = duty_cards(duties)
    template = "cases/_day_duties.html"
    return [
        DayPart("overdue", _("Overdue"), template, [c for c in cards if left(c) < dt.timedelta()], True),
        DayPart("soon", _("In the next 24 hours"), template,
                [c for c in cards if dt.timedelta() <= left(c) < SOON]),
        DayPart("later", _("Later"), template, [c for c in cards if left(c) >= SOON]),
    ]  # fmt: skip


def left(card: DutyCard) -> dt.timedelta:
    """The time that is left for a duty."""
    span: dt.timedelta = card.duty.time_left  # type: ignore[attr-defined]
    return span


def measures(user: Any, today: dt.date) -> DayPart:
    """Return the measures that wait for service, and those that end soon or ended in the last days."""
    found = law_door.measures_for_day_of(user, today)[:LIMIT]
    cards = measure_cards(found, today=today)
    return DayPart(
        "measures", _("Measures to serve, and measures that end"), "cases/_day_measures.html", cards
    )


def doubts(user: Any, _today: dt.date) -> DayPart:
    """Return what is open to doubt, the oldest first."""
    rows = flag_rows(law_door.flags_for_day_of(user)[:LIMIT])
    settled = law_door.cases_to_settle(user, {row.flag.case_id for row in rows}) if rows else set()
    rows = [row if row.flag.case_id in settled else replace(row, url="") for row in rows]
    return DayPart("doubts", _("To be looked at"), "cases/_day_flags.html", rows)


# Parts below the duties, in order: each from a user and the day of today.
SOURCES: list[Callable[[Any, dt.date], DayPart]] = [measures, doubts]
