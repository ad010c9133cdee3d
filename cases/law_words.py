"""What is recorded of the law in a case, in words of the active language: times, kinds, facts, marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cases.law_choices import Known
from cases.models import CaseDuty, CaseMeasure, Event, Incident
from cases.moments import days_of, local_day
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text, month_text, number_text
from legislation.clock_words import moment_text
from legislation.clocks.rules import Unit
from legislation.clocks.steps import local_text
from legislation.models import EventKind, Topic
from legislation.time_phrases import EXACTLY, phrase

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def instant_words(at: dt.datetime, zone: str) -> str:
    """Write an instant as the clocks of a place showed it: '2 March 2026, 18:20 (UTC+05)'."""
    return moment_text(local_text(at.astimezone(ZoneInfo(zone))))


def wall_time(at: dt.datetime | None, zone: str) -> dt.datetime | None:
    """Return what the clocks of a place showed, without its zone; None of nothing."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at else None


def time_words(at: dt.datetime | None, known: str, zone: str) -> str:
    """Write a time as far as it is known.

    >>> time_words(dt.datetime(2026, 2, 28, 19, tzinfo=dt.UTC), "day", "Asia/Almaty")
    '1 March 2026'
    """
    if at is None or known == Known.UNKNOWN:
        return _("Date not known")
    if known == Known.EXACT:
        return instant_words(at, zone)
    day = local_day(at, zone)
    return month_text(day) if known == Known.MONTH else day_text(day)


def incident_time(incident: Incident) -> str:
    """Say when an incident happened: one time, from until, or from on."""
    zone = incident.jurisdiction.timezone
    start = time_words(incident.starts_at, incident.known, zone)
    if incident.goes_on:
        return _("from %(start)s on") % {"start": start}
    if incident.ends_at is None:
        return start
    end = time_words(incident.ends_at, incident.known, zone)
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def event_time(event: Event) -> str:
    """Say when an event happened."""
    return time_words(event.occurred_at, event.known, event.jurisdiction.timezone)


def recorded_later(happened: Incident | Event) -> str:
    """Say when something was recorded, if on a later day than it happened; else nothing."""
    zone = happened.jurisdiction.timezone
    at = happened.occurred_at if isinstance(happened, Event) else happened.starts_at
    recorded = local_day(happened.created_at, zone)
    if at is None or recorded <= days_of(at, happened.known, zone)[1]:
        return ""
    return _("recorded on %(day)s") % {"day": day_text(recorded)}


def event_title(kind: EventKind) -> Localised:
    """Name a kind of event by itself: 'The service of the protective order'."""
    name = localised(kind, "name")
    # Names follow 'from'; in Russian they are in the genitive and need a word before them.
    words = pgettext("name of an event as a title", "%(event)s") % {"event": name.text}
    return Localised(words[:1].upper() + words[1:], name.lang)


def topic_names(slugs: Iterable[str], topics: Mapping[str, Topic]) -> str:
    """Name kinds of violence; one that the law no longer knows stays its slug."""
    return ", ".join(str(localised(topics[slug], "name")) if slug in topics else slug for slug in slugs)


def yes_no(told: bool | None) -> str:
    """Say yes, no, or that nobody recorded it."""
    return _("not recorded") if told is None else _("yes") if told else _("no")


def left_words(left: dt.timedelta) -> str:
    """Say how much time is left, rounded down; of what is over, how long since.

    >>> left_words(dt.timedelta(hours=25)), left_words(dt.timedelta(minutes=-90))
    ('1 day left', 'overdue by 1 hour')
    """
    words = _("%(time)s left") if left >= dt.timedelta() else _("overdue by %(time)s")
    return words % {"time": length_words(abs(left))}


def length_words(span: dt.timedelta) -> str:
    """Write a stretch of time in its largest unit, rounded down."""
    if span >= DAY:
        return phrase(EXACTLY, span // DAY, Unit.DAYS)
    if span >= HOUR:
        return phrase(EXACTLY, span // HOUR, Unit.HOURS)
    count = span // dt.timedelta(minutes=1)
    return ngettext("%(number)s minute", "%(number)s minutes", count) % {"number": number_text(count)}


def due_words(duty: CaseDuty) -> str:
    """Say when a duty is due, on the clocks of its place: as set by hand, else as counted."""
    if duty.override_due_at is None:
        return moment_text(duty.due_local)
    return instant_words(duty.override_due_at, zone_of_duty(duty))


def zone_of_duty(duty: CaseDuty) -> str:
    """Return the time zone that a duty is counted in."""
    zone: str = duty.clock.duty.version.provision.law.jurisdiction.timezone
    return zone


def duty_marks(duty: CaseDuty) -> list[str]:
    """Say what has to be known of a duty besides."""
    zone = zone_of_duty(duty)
    former = last_said(duty.replaces.all())
    waived = former is not None and former.waived_by_id is not None
    done = former.done_at if former and not waived else None
    told = {
        _("What stood here before was done on %(day)s: see whether that holds for this too.")
        % {"day": day_text(local_day(done, zone)) if done else ""}: done is not None,
        _("What stood here before was waived."): waived,
        _("Late on entry: its time was over when it was recorded."): duty.was_late_on_entry,
        _("Rule not yet confirmed"): not duty.is_rule_confirmed,
        _("Set by hand"): duty.override_due_at is not None,
        _("A holiday on the way is only estimated"): duty.is_estimated,
    }
    return [words for words, holds in told.items() if holds]


def last_said(former: Iterable[CaseDuty]) -> CaseDuty | None:
    """Return the newest of those in whose place a duty stands of which somebody said what became of it."""
    told = [each for each in former if each.evidence or each.waived_by_id]
    return max(told, key=lambda each: each.created_at, default=None)


def measure_term(measure: CaseMeasure) -> str:
    """Say from which day to which a measure lasts."""
    if measure.starts_on is None:
        return _("not served yet")
    if measure.until_on is None:
        return _("from %(start)s, no last day recorded") % {"start": day_text(measure.starts_on)}
    return _("%(start)s to %(end)s") % {
        "start": day_text(measure.starts_on),
        "end": day_text(measure.until_on),
    }


def days_left_words(until: dt.date, today: dt.date) -> str:
    """Say how many days a measure still runs, its last day included; or since when it is over."""
    left = (until - today).days
    if left < 0:
        return _("expired")
    if left == 0:
        return _("last day today")
    return ngettext("%(number)s more day", "%(number)s more days", left) % {"number": number_text(left)}


def name_of(user: Any) -> str:
    """Name a member of staff; nothing for what nobody recorded."""
    return (user.get_full_name() or user.get_username()) if user else ""
