"""When two people can meet: windows on their own clocks, across zones and shifts."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.mentoring.availability import (
    DAYS,
    SLOTS,
    InvalidWindow,
    meeting_starts,
    parse_window,
    shared_starts,
    telling_weeks,
)

MONDAY = dt.date(2026, 11, 23)
zones = st.sampled_from(
    ["Asia/Almaty", "Asia/Karachi", "Europe/London", "Pacific/Auckland", "America/New_York"]
)
windows = st.builds(
    lambda day, start, hours: f"{day} {start:02}:00-{start + hours:02}:00",
    st.sampled_from(DAYS),
    st.integers(0, 20),
    st.integers(1, 4),
)


def at(day: int, hour: int, minute: int = 0) -> int:
    return 1 << (day * 96 + hour * 4 + minute // 15)


@pytest.mark.parametrize(
    "text",
    ["", "monday 18:00-20:00", "mon 18-20", "mon 18:00-18:45", "mon 18:10-20:00", "mon 25:00-26:00",
     "mon 23:00-24:15", "mon 20:00-18:00", "Mon 18:00-20:00"],
)  # fmt: skip
def test_what_is_no_window_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidWindow, match="mon 18:00-20:00"):
        parse_window(text)


@given(windows)
def test_window_reads_back_as_it_was_written(text: str) -> None:
    assert str(parse_window(text)) == text


def test_two_hours_hold_five_starts_of_an_hour() -> None:
    starts = meeting_starts(["mon 10:00-12:00"], "UTC", MONDAY)
    assert starts == sum(at(0, 10, minute) for minute in (0, 15, 30, 45)) + at(0, 11)


def test_windows_that_touch_are_one() -> None:
    apart = meeting_starts(["mon 10:00-11:00", "mon 11:00-12:00"], "UTC", MONDAY)
    assert apart == meeting_starts(["mon 10:00-12:00"], "UTC", MONDAY)


def test_morning_in_almaty_is_the_day_before_in_utc() -> None:
    # Kazakhstan is five hours ahead: Monday 02:00 is Sunday 21:00, the end of the mask.
    assert meeting_starts(["mon 02:00-03:00"], "Asia/Almaty", MONDAY) == at(6, 21)


def test_kazakhstan_and_pakistan_share_their_evening() -> None:
    kazakh = meeting_starts(["tue 19:00-21:00"], "Asia/Almaty", MONDAY)
    pakistani = meeting_starts(["tue 19:00-21:00"], "Asia/Karachi", MONDAY)
    assert (kazakh & pakistani).bit_count() == 5


def test_shift_of_a_clock_moves_what_is_shared() -> None:
    """London goes to summer time on 29 March 2026: 14:00 there is 19:00 in Karachi before, 18:00 after."""
    weeks = [dt.date(2026, 3, 16), dt.date(2026, 3, 30)]
    london = [meeting_starts(["wed 14:00-15:00"], "Europe/London", week) for week in weeks]
    karachi = [meeting_starts(["wed 19:00-20:00"], "Asia/Karachi", week) for week in weeks]
    assert [(ours & theirs).bit_count() for ours, theirs in zip(london, karachi, strict=True)] == [1, 0]
    assert shared_starts(london, karachi) == 0


def test_hour_that_a_clock_skips_is_no_hour() -> None:
    assert meeting_starts(["sun 01:00-02:00"], "Europe/London", dt.date(2026, 3, 23)) == 0


def test_weeks_around_a_shift_are_all_looked_at() -> None:
    weeks = telling_weeks(["Europe/London", "Asia/Almaty"], dt.date(2026, 2, 25))
    assert len(weeks) == 3
    assert dt.date(2026, 3, 23) in weeks


@given(st.lists(windows, max_size=5), zones)
def test_start_is_one_at_which_the_whole_hour_is_free_on_her_clock(given: list[str], zone: str) -> None:
    starts = meeting_starts(given, zone, MONDAY)
    parsed = [parse_window(each) for each in given]
    for slot in range(SLOTS):
        begins = dt.datetime.combine(MONDAY, dt.time(), dt.UTC) + dt.timedelta(minutes=15 * slot)
        quarters = [begins + dt.timedelta(minutes=15 * number) for number in range(4)]
        free = all(
            any(
                window.weekday == wall.weekday() and window.start <= wall.hour * 60 + wall.minute < window.end
                for window in parsed
            )
            for wall in (quarter.astimezone(ZoneInfo(zone)) for quarter in quarters)
        )
        assert bool(starts >> slot & 1) == free
