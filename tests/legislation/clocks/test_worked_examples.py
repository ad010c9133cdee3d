"""Clocks worked by hand, with the working beside them: tests/data/clocks.tsv and clock_versions.tsv."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from legislation.calendars import published_days
from legislation.clocks.calendar import Calendar
from legislation.clocks.choosing import choose
from legislation.clocks.counting import due
from legislation.clocks.moments import Moment, Precision
from legislation.clocks.rules import End, Rollover, Rule, Start, Unit
from legislation.dates import Stretch

DATA = Path(__file__).parents[2] / "data"
ZONES = {"KZ": "Asia/Almaty", "PK": "Asia/Karachi"}
TOLD = {"": None, "first": False, "second": True}

Case = dict[str, str]


def cases(file: str) -> list[Case]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def calendar(country: str) -> Calendar:
    first, last = dt.date(2022, 1, 1), dt.date(2029, 12, 31)
    days = published_days(country, first.year, last.year)
    return Calendar(
        ZoneInfo(ZONES[country]), frozenset({6, 7}), days.names, days.estimated, days.worked, days.off,
        first, last, "test",
    )  # fmt: skip


CLOCKS = cases("clocks.tsv")


def test_there_are_enough_worked_clocks_and_each_shows_its_working() -> None:
    assert len(CLOCKS) >= 60
    assert all(len(case["working"]) >= 15 for case in CLOCKS)


@pytest.mark.parametrize("case", CLOCKS, ids=[case["id"] for case in CLOCKS])
def test_clock_agrees_with_the_one_worked_by_hand(case: Case) -> None:
    rule = Rule(
        int(case["offset"]), Unit(case["unit"]), Start(case["start"]), End(case["end"]),
        Rollover(case["rollover"]),
    )  # fmt: skip
    moment = Moment(
        dt.datetime.fromisoformat(case["event"]), Precision(case["precision"]), TOLD[case["told"]]
    )
    found = due(rule, moment, calendar(case["place"]))
    assert found.local == case["due"], case["working"]
    assert found.estimated == (case["estimated"] == "yes")


def stretch(text: str) -> Stretch:
    start, end = (dt.date.fromisoformat(each) if each else None for each in text.split(".."))
    return Stretch(start, end)


VERSIONS = cases("clock_versions.tsv")


@pytest.mark.parametrize("case", VERSIONS, ids=[case["id"] for case in VERSIONS])
def test_versions_of_the_law_agree_with_those_worked_by_hand(case: Case) -> None:
    stretches = [stretch(each) for each in case["versions"].split()]
    found = choose(stretches, dt.date.fromisoformat(case["first"]), dt.date.fromisoformat(case["last"]))
    assert [position + 1 for position in found.positions] == [int(each) for each in case["holds"].split()]
    assert found.gap == (case["gap"] == "yes"), case["working"]
