"""Invented people for matching, drawn at random but the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random

from programs.mentoring.availability import DAYS, meeting_starts, telling_weeks
from programs.mentoring.scoring import ACROSS, ANYWHERE, HOME, Person

MONDAY = dt.date(2026, 11, 23)
ZONES = {"KZ": ["Asia/Almaty"], "PK": ["Asia/Karachi"], "GB": ["Europe/London"]}
LANGUAGES = {"KZ": ["kk", "ru", "en"], "PK": ["ur", "en"], "GB": ["en", "ur"]}
SECTORS = ["trade", "agriculture", "services", "information-technology", "manufacturing"]
GOALS = ["start", "finance", "export", "digital", "lead", "team"]


def people(side: str, count: int, seed: int, *, capacity: int = 3) -> list[Person]:
    """Give people of both countries and a few of a third, whose clocks shift."""
    chance = random.Random(seed)
    weeks = telling_weeks([zone for zones in ZONES.values() for zone in zones], MONDAY)
    return [person(f"{side}-{number}", chance, weeks, capacity) for number in range(count)]


def person(key: str, chance: random.Random, weeks: list[dt.date], capacity: int) -> Person:
    """Give one."""
    country = chance.choices(["KZ", "PK", "GB"], [48, 48, 4])[0]
    zone = chance.choice(ZONES[country])
    windows = []
    for _number in range(chance.randint(1, 5)):
        start = chance.randint(7, 20)
        windows.append(f"{chance.choice(DAYS)} {start:02}:00-{start + chance.randint(1, 4):02}:00")
    return Person(
        key=key,
        country=country,
        languages=frozenset(chance.sample(LANGUAGES[country], chance.randint(1, len(LANGUAGES[country])))),
        sectors=frozenset(chance.sample(SECTORS, chance.randint(1, 2))),
        goals=frozenset(chance.sample(GOALS, chance.randint(1, 3))),
        starts=[meeting_starts(windows, zone, week) for week in weeks],
        borders=chance.choices([ANYWHERE, ACROSS, HOME], [60, 30, 10])[0],
        capacity=chance.randint(0, capacity),
    )
