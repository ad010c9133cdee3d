"""Recurring duties: 'once in every seven days', 'one to four times a month', as long as the measure lasts."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from legislation.clocks.calendar import Calendar
from legislation.clocks.conditions import Condition, UnknownFact, holds
from legislation.clocks.counting import due, series
from legislation.clocks.moments import Moment, end_of_day
from legislation.clocks.rules import End, InvalidRule, Recurrence, Rule, Unit

ALMATY = Calendar(ZoneInfo("Asia/Almaty"))
SERVED = Moment(dt.datetime(2026, 3, 2, 18, 20))  # noqa: DTZ001 (by the clock on the wall)
WEEKLY = Rule(7, Unit.DAYS, recurrence=Recurrence(1, 7, Unit.DAYS, ends_with_measure=True))


def test_order_of_30_days_is_checked_four_times() -> None:
    # Served on 2 March, the order's 30th day is 31 March: 9, 16, 23, 30 March.
    until = end_of_day(dt.date(2026, 3, 31), ALMATY.zone)
    found = series(WEEKLY, SERVED, ALMATY, until=until)
    assert [each.local for each in found] == [
        "2026-03-09 18:20 +05",
        "2026-03-16 18:20 +05",
        "2026-03-23 18:20 +05",
        "2026-03-30 18:20 +05",
    ]


def test_first_of_a_series_is_what_the_rule_itself_says() -> None:
    assert series(WEEKLY, SERVED, ALMATY, count=1)[0].due_at == due(WEEKLY, SERVED, ALMATY).due_at


def test_months_are_counted_from_the_event_and_do_not_creep() -> None:
    monthly = Rule(1, Unit.MONTHS, end=End.END_OF_DAY, recurrence=Recurrence(1, 1, Unit.MONTHS, 4))
    moment = Moment(dt.datetime(2026, 1, 31, 9))  # noqa: DTZ001
    found = series(monthly, moment, ALMATY, count=3)
    assert [each.local[:10] for each in found] == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_measure_that_is_over_first_leaves_nothing_due() -> None:
    assert series(WEEKLY, SERVED, ALMATY, until=end_of_day(dt.date(2026, 3, 8), ALMATY.zone)) == []


def test_duty_that_is_done_once_has_no_series() -> None:
    with pytest.raises(ValueError, match="done once"):
        series(Rule(7, Unit.DAYS), SERVED, ALMATY, count=1)


@pytest.mark.parametrize(
    "values", [(0, 7, Unit.DAYS), (1, 0, Unit.DAYS), (1, 1, Unit.WORKING_DAYS), (4, 1, Unit.MONTHS, 1)]
)
def test_recurrence_that_makes_no_sense_is_refused(values: tuple[int, int, Unit]) -> None:
    with pytest.raises(InvalidRule):
        Recurrence(*values)


@pytest.mark.parametrize(
    ("condition", "given", "answer"),
    [
        (Condition("victim_is_minor", "is", True), True, True),
        (Condition("victim_is_minor", "is-not", True), True, False),
        (Condition("measure", "in", ["protective-order"]), "protective-order", True),
        (Condition("measure", "not-in", ["protective-order"]), "protective-order", False),
        (Condition("incident_date", "before", "2026-03-02"), dt.date(2026, 3, 1), True),
        (Condition("incident_date", "from", "2026-03-02"), dt.date(2026, 3, 1), False),
    ],
)
def test_conditions_are_asked_of_the_facts(condition: Condition, given: object, answer: bool) -> None:
    assert holds([condition], {condition.field: given}) is answer


def test_all_conditions_have_to_hold() -> None:
    both = [Condition("victim_is_minor", "is", True), Condition("child_present", "is", True)]
    assert not holds(both, {"victim_is_minor": True, "child_present": False})


def test_fact_that_is_not_recorded_is_never_guessed() -> None:
    with pytest.raises(UnknownFact):
        holds([Condition("victim_is_minor", "is", True)], {})
