"""Times on the clock of a place: across shifts nothing is guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.local_times import (
    RepeatedTimeError,
    SkippedTimeError,
    UnknownZoneError,
    instant,
    wall_time,
    zone_names,
)

ZONES = ["Asia/Almaty", "Asia/Karachi", "Europe/London", "America/New_York", "Australia/Lord_Howe"]
FIRST, LAST = dt.datetime.fromisoformat("2000-01-01"), dt.datetime.fromisoformat("2037-01-01")


@given(st.datetimes(FIRST, LAST).map(lambda t: t.replace(microsecond=0)), st.sampled_from(ZONES))
def test_what_is_accepted_is_shown_again_as_written(wall: dt.datetime, zone: str) -> None:
    try:
        moment = instant(wall, zone)
    except (SkippedTimeError, RepeatedTimeError):
        return
    assert wall_time(moment, zone).replace(tzinfo=None) == wall


def test_kazakhstan_moved_its_clock_on_1_march_2024() -> None:
    before = instant(dt.datetime.fromisoformat("2024-02-29T12:00"), "Asia/Almaty")
    after = instant(dt.datetime.fromisoformat("2024-03-01T12:00"), "Asia/Almaty")
    assert after - before == dt.timedelta(hours=25)
    with pytest.raises(RepeatedTimeError):
        instant(dt.datetime.fromisoformat("2024-02-29T23:30"), "Asia/Almaty")


def test_time_that_the_clock_jumped_over_is_refused() -> None:
    with pytest.raises(SkippedTimeError):
        instant(dt.datetime.fromisoformat("2026-03-29T01:30"), "Europe/London")


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "EST", "Asia"])
def test_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZoneError):
        instant(dt.datetime.fromisoformat("2026-01-01"), name)


def test_zones_of_both_countries_are_known() -> None:
    assert {"Asia/Almaty", "Asia/Qyzylorda", "Asia/Karachi", "UTC"} <= zone_names()
