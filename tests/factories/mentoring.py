"""Mentors, mentees and pairs for tests: fixed moments, counted names."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission

from programs.mentoring import joining, meeting, pairing
from programs.models import MentoringPair, MentoringProfile
from tests.factories import accounts

_numbers = count(1)
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def make_officer(name: str = "") -> Any:
    """Make a member of staff who may run mentoring."""
    person = accounts.user(name or f"matcher-{next(_numbers)}", is_staff=True)
    return accounts.give_rights(person, permissions=Permission.objects.filter(codename="run_mentoring"))


def details(side: str, **values: Any) -> joining.Details:
    """What a mentor in Kazakhstan, or a mentee in Pakistan, tells of herself; they go together."""
    number = next(_numbers)
    mentor = side == "mentor"
    given: dict[str, Any] = {
        "side": side,
        "language": "en",
        "name": f"Person {number}",
        "country": "KZ" if mentor else "PK",
        "zone": "Asia/Almaty" if mentor else "Asia/Karachi",
        "languages": ["en", "ru"] if mentor else ["en", "ur"],
        "sectors": ["trade"],
        "goals": ["export", "finance"],
        "windows": ["mon 18:00-20:00", "sat 10:00-12:00"],
        "borders": "across",
        "capacity": 2 if mentor else 1,
        "email": f"person{number}@example.org",
    }
    return joining.Details(**(given | values))


def make_profile(side: str = "mentor", state: str = "open", **values: Any) -> MentoringProfile:
    """Make a profile that staff have read."""
    profile, _code = with_code(side, state, **values)
    return profile


def with_code(side: str = "mentor", state: str = "open", **values: Any) -> tuple[MentoringProfile, str]:
    """Make a profile, and give its code."""
    profile, code = joining.join(details=details(side, **values), now=NOW)
    if state != "waiting":
        joining.decide_profile(profile=profile, after=state, actor=make_officer(), now=NOW)
    profile.refresh_from_db()
    return profile, code


def make_pair(state: str = "proposed", **values: Any) -> MentoringPair:
    """Make a pair in any state, by the steps that lead there."""
    mentor = values.pop("mentor", None) or make_profile("mentor")
    mentee = values.pop("mentee", None) or make_profile("mentee")
    officer = make_officer()
    pair = pairing.propose_by_hand(mentor=mentor, mentee=mentee, actor=officer, now=NOW)
    if state in ("confirmed", "active", "ended"):
        pairing.confirm(pair=pair, actor=officer, now=NOW)
    if state in ("active", "ended"):
        meeting.accept(pair=pair, profile=mentor, now=NOW)
        meeting.accept(pair=pair, profile=mentee, now=NOW)
    if state == "ended":
        meeting.end(pair=pair, profile=mentee, now=NOW)
    pair.refresh_from_db()
    return pair
