"""When contact is safe: compared minute by minute with what was agreed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.safe_times import EVERY_DAY, SafeTimes, is_safe, next_safe

MONDAY = dt.datetime.fromisoformat("2026-11-23")
HOURS = st.none() | st.builds(dt.time, st.integers(0, 23), st.sampled_from([0, 30]))
AGREED = st.builds(
    SafeTimes, days=st.sets(st.integers(1, 7)), start=HOURS, end=HOURS,
    until=st.none() | st.dates(MONDAY.date(), MONDAY.date() + dt.timedelta(days=9)), never=st.booleans(),
)  # fmt: skip
MOMENTS = st.integers(0, 7 * 48 - 1).map(lambda half: MONDAY + half * dt.timedelta(minutes=30))


def as_agreed(times: SafeTimes, at: dt.datetime) -> bool:
    """The rule again, by the windows that each day opens."""
    if times.never or (times.until and at.date() > times.until):
        return False
    if not times.days and times.start is None and times.end is None:
        return False
    for back in (0, 1):
        day = at.date() - dt.timedelta(days=back)
        if times.days and day.isoweekday() not in times.days:
            continue
        opens = dt.datetime.combine(day, times.start or dt.time())
        closes = dt.datetime.combine(day, times.end) if times.end else dt.datetime.combine(day, dt.time.max)
        if times.end and times.start and times.end < times.start:
            closes += dt.timedelta(days=1)
        if times.end == dt.time() and not times.start:
            closes = opens
        if opens <= at < closes:
            return True
    return False


@given(AGREED, MOMENTS)
def test_safe_is_what_some_day_opened(times, at):
    if times.end == dt.time() and (times.start is None or times.start == dt.time()):
        return  # an hour that ends when it begins is tested below
    assert is_safe(times, at) == as_agreed(times, at)


@given(AGREED, MOMENTS)
def test_next_is_safe_and_nothing_before_it_is(times, after):
    found = next_safe(times, after)
    steps = (after + half * dt.timedelta(minutes=30) for half in range(8 * 48))
    expected = next((moment for moment in steps if is_safe(times, moment)), None)
    assert found == expected


@pytest.mark.parametrize("end", [dt.time(10), dt.time()])
def test_hours_that_end_when_they_begin_hold_nothing(end):
    times = SafeTimes(start=end, end=end)
    assert next_safe(times, MONDAY) is None


def test_last_minute_is_not_safe():
    times = SafeTimes(start=dt.time(10), end=dt.time(12, 30))
    assert not is_safe(times, MONDAY.replace(hour=12, minute=30))
    assert is_safe(times, MONDAY.replace(hour=12, minute=29))


def test_do_not_contact_beats_everything():
    assert next_safe(SafeTimes(days=EVERY_DAY, start=dt.time(10), never=True), MONDAY) is None


def test_neither_days_nor_hours_is_no_agreement():
    assert next_safe(SafeTimes(), MONDAY) is None


def test_every_day_without_hours_is_any_time():
    assert next_safe(SafeTimes(days=EVERY_DAY), MONDAY) == MONDAY
