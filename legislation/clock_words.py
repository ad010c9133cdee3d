"""Clocks and their working in words, in the active language: read like a lawyer's own calculation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from kbase.localised_formats import day_text, number_text
from legislation.clocks.rules import Recurrence, Rule, Unit
from legislation.clocks.steps import Plain, Step
from legislation.time_phrases import EXACTLY, WITHIN, phrase

IN_EVERY: dict[str, Promise] = {
    "hours": ngettext_lazy("in every hour", "in every %(number)s hours", "count"),
    "days": ngettext_lazy("in every day", "in every %(number)s days", "count"),
    "months": ngettext_lazy("in every month", "in every %(number)s months", "count"),
    "years": ngettext_lazy("in every year", "in every %(number)s years", "count"),
}
AT_LEAST_TIMES = ngettext_lazy("at least once", "at least %(number)s times", "count")
LEAST_TO_MOST_TIMES = ngettext_lazy("%(least)s to %(number)s time", "%(least)s to %(number)s times", "count")

# What the package 'holidays' calls the days off of both countries.
HOLIDAYS: dict[str, Promise] = {
    "New Year's Day": gettext_lazy("New Year"),
    "Orthodox Christmas": gettext_lazy("Orthodox Christmas"),
    "International Women's Day": gettext_lazy("International Women's Day"),
    "Nowruz Holiday": gettext_lazy("Nauryz"),
    "Kazakhstan's People Solidarity Holiday": gettext_lazy("Unity Day of the People of Kazakhstan"),
    "Defender of the Fatherland Day": gettext_lazy("Defender of the Fatherland Day"),
    "Victory Day": gettext_lazy("Victory Day"),
    "Capital Day": gettext_lazy("Capital Day"),
    "Constitution Day": gettext_lazy("Constitution Day"),
    "Republic Day": gettext_lazy("Republic Day"),
    "First President Day": gettext_lazy("First President Day"),
    "Independence Day": gettext_lazy("Independence Day"),
    "Eid al-Adha": gettext_lazy("Eid al-Adha"),
    "Eid al-Fitr": gettext_lazy("Eid al-Fitr"),
    "Ashura": gettext_lazy("Ashura"),
    "Iqbal Day": gettext_lazy("Iqbal Day"),
    "Kashmir Solidarity Day": gettext_lazy("Kashmir Solidarity Day"),
    "Labor Day": gettext_lazy("Labour Day"),
    "Pakistan Day": gettext_lazy("Pakistan Day"),
    "Prophet's Birthday": gettext_lazy("Birthday of the Prophet"),
    "Quaid-e-Azam Day": gettext_lazy("Quaid-e-Azam Day"),
    "Youm-e-Takbeer": gettext_lazy("Youm-e-Takbeer"),
    "General Election Day": gettext_lazy("General election"),
}
OBSERVED = " (observed)"
LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?) ([+-]\d{2}(?::\d{2})?)")


def term_phrase(rule: Rule) -> str:
    """Say by when: 'at once', 'the same day', 'within 24 hours', 'at least once in every 7 days'."""
    if rule.recurrence:
        return recurrence_phrase(rule.recurrence)
    if rule.unit == Unit.IMMEDIATELY:
        return _("at once")
    if rule.offset == 0:
        return _("the same day") if rule.unit == Unit.DAYS else _("the same working day")
    return phrase(WITHIN, rule.offset, rule.unit)


def recurrence_phrase(recurrence: Recurrence) -> str:
    """Say how often: 'at least once in every 7 days', '1 to 4 times in every month'."""
    return _("%(times)s %(stretch)s") % {
        "times": _times(recurrence),
        "stretch": phrase(IN_EVERY, recurrence.every, recurrence.unit),
    }


def _times(recurrence: Recurrence) -> str:
    least, most = recurrence.times, recurrence.at_most
    if most is None:
        return str(AT_LEAST_TIMES % {"count": least, "number": number_text(least)})
    return str(
        LEAST_TO_MOST_TIMES % {"count": most, "number": number_text(most), "least": number_text(least)}
    )


def moment_text(local: str) -> str:
    """Write a local time of a trace in full: '2 March 2026, 18:20 (UTC+05)'."""
    found = LOCAL.fullmatch(local)
    if found is None:
        return local
    day, time, offset = found.groups()
    return _("%(day)s, %(time)s (UTC%(offset)s)") % {
        "day": day_text(dt.date.fromisoformat(day)),
        "time": time,
        "offset": offset,
    }


def holiday_name(name: str) -> str:
    """Name a holiday in the page's language; several on one day are listed."""
    return ", ".join(_one_holiday(each) for each in name.split("; "))


def _one_holiday(name: str) -> str:
    plain = name.removesuffix(OBSERVED)
    words = str(HOLIDAYS.get(plain, plain))
    return _("day off in place of %(holiday)s") % {"holiday": words} if plain != name else words


def trace_words(steps: Sequence[Step | Mapping[str, object]]) -> list[str]:
    """Tell a working step by step; steps may come as they are kept (JSON)."""
    read = [step if isinstance(step, Step) else Step.from_json(step) for step in steps]
    return [step_words(step) for step in read]


def step_words(step: Step) -> str:
    """Tell one step in a sentence."""
    return SENTENCES[step.code](step.values)


Values = Mapping[str, Plain]


def _at(values: Values, name: str = "at") -> str:
    return moment_text(str(values[name]))


def _day(values: Values, name: str = "day") -> str:
    return day_text(dt.date.fromisoformat(str(values[name])))


def _added(values: Values, unit: str, reached: str) -> str:
    length = phrase(EXACTLY, int(values["count"]), unit)
    return _("Plus %(length)s: %(reached)s.") % {"length": length, "reached": reached}


def _skipped(values: Values) -> str:
    reasons = {
        "rest": _("weekly rest day"),
        "moved": _("day off moved here by an official decision"),
        "holiday": holiday_name(str(values.get("name", ""))),
    }
    why = reasons.get(str(values["kind"])) or _("day off")
    return _("%(day)s does not count: %(why)s.") % {"day": _day(values), "why": why}


SENTENCES: dict[str, Callable[[Values], str]] = {
    "event": lambda v: _("The event: %(moment)s.") % {"moment": _at(v)},
    "only-day-known": lambda v: (
        _("Only the day is known, so it is counted from its first moment: %(moment)s.") % {"moment": _at(v)}
    ),
    "only-month-known": lambda v: (
        _("Only the month is known, so it is counted from its first moment: %(moment)s.") % {"moment": _at(v)}
    ),
    "happened-twice-first": lambda v: (
        _("The clocks showed this time twice, because they were put back. The first is taken: %(moment)s.")
        % {"moment": _at(v)}
    ),
    "happened-twice-second": lambda v: (
        _("The clocks showed this time twice, because they were put back. The second is meant: %(moment)s.")
        % {"moment": _at(v)}
    ),
    "never-happened": lambda v: (
        _("The clocks never showed this time, because they were put forward. Taken: %(moment)s.")
        % {"moment": _at(v)}
    ),
    "at-once": lambda _v: _("At once: due at the moment of the event. The time that passes is measured."),
    "same-day": lambda v: _("Due the same day: %(day)s.") % {"day": _day(v)},
    "from-moment": lambda v: _("Counting starts at the moment: %(moment)s.") % {"moment": _at(v)},
    "from-midnight": lambda v: (
        _("The day of the event is left out. Counting starts at midnight: %(moment)s.") % {"moment": _at(v)}
    ),
    "hours-added": lambda v: _added(v, "hours", _at(v)),
    "days-added": lambda v: _added(v, "days", _day(v)),
    "months-added": lambda v: _added(v, "months", _day(v)),
    "years-added": lambda v: _added(v, "years", _day(v)),
    "working-days-added": lambda v: _added(v, "working-days", _day(v)),
    "month-end": lambda v: (
        _("That month has no day %(wanted)s: its last day is taken, %(day)s.")
        % {"wanted": v["wanted"], "day": _day(v)}
    ),
    "day-skipped": _skipped,
    "end-of-day": lambda v: _("The term ends with the day: %(moment)s.") % {"moment": _at(v)},
    "rolled-over": lambda v: (
        _("%(day)s is no working day: the end moves to the next one, %(to)s.")
        % {"day": _day(v), "to": _day(v, "to")}
    ),
    "not-rolled-over": lambda v: _("%(day)s is a working day: the end stays.") % {"day": _day(v)},
    "zone-changed": lambda v: (
        _("On the way the clocks changed from UTC%(before)s to UTC%(after)s.")
        % {"before": v["before"], "after": v["after"]}
    ),
    "estimated-holiday": lambda v: (
        _("Careful: the day of %(holiday)s, %(day)s, is only an estimate until it is announced.")
        % {"holiday": holiday_name(str(v["name"])), "day": _day(v)}
    ),
    "calendar": lambda v: _("Calendar of working days: %(version)s.") % {"version": v["version"]},
    "one-of-several": lambda v: (
        _("To be done %(times)s times, not said when: each is due at the end. This is %(number)s.")
        % {"times": number_text(int(v["times"])), "number": number_text(int(v["number"]))}
    ),
    "not-stated": lambda _v: _("The law does not say how to count. This is the cautious reading."),
    "due": lambda v: pgettext("end of a calculation", "Due: %(moment)s.") % {"moment": _at(v)},
}
