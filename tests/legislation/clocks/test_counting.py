"""Rules of counting that no single worked example shows."""

import datetime as dt
import doctest
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from legislation.clocks.calendar import Calendar, CannotCount
from legislation.clocks.counting import due
from legislation.clocks.moments import Moment, Precision, to_utc
from legislation.clocks.rules import End, InvalidRule, Rollover, Rule, Start, Unit

# Moments are told by the clock on the wall, without a zone.
at = dt.datetime
ALMATY, KARACHI = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Karachi")
HOLIDAYS = {dt.date(2026, 3, day): "Nowruz Holiday" for day in (23, 24, 25)}
WEEK = Calendar(
    ALMATY, frozenset({6, 7}), HOLIDAYS, first=dt.date(1990, 1, 1), last=dt.date(2199, 12, 31), version="test"
)

locals_ = st.datetimes(at(2015, 1, 1), at(2035, 12, 31)).map(lambda each: each.replace(microsecond=0))
precisions = st.sampled_from(Precision)
moments = st.builds(Moment, locals_, precisions)


@st.composite
def rules(draw: st.DrawFn, *, end: End | None = None) -> Rule:
    """Every rule that is none of those refused; with an end given, those that end so on a working day."""
    unit = draw(st.sampled_from([each for each in Unit if end is None or each != Unit.IMMEDIATELY]))
    values = {
        "offset": 0 if unit == Unit.IMMEDIATELY else draw(st.integers(0, 60)),
        "unit": unit,
        "start": draw(st.sampled_from(Start)),
        "end": end or draw(st.sampled_from(End)),
        "rollover": Rollover.NEXT_WORKING_DAY if end else draw(st.sampled_from(Rollover)),
    }
    try:
        return Rule(**values)
    except InvalidRule:
        assume(False)
        raise


@pytest.mark.parametrize(
    "name", ["calendar", "choosing", "conditions", "counting", "moments", "rules", "steps", "terms"]
)
def test_examples_in_the_docstrings_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"legislation.clocks.{name}")).failed == 0


@given(rules(), moments)
def test_nothing_is_due_before_it_starts(rule: Rule, moment: Moment) -> None:
    found = due(rule, moment, WEEK)
    assert found.starts_at <= found.due_at
    assert to_utc(moment.earliest, ALMATY) <= found.due_at


@given(rules(), moments)
def test_a_longer_term_is_never_due_earlier(rule: Rule, moment: Moment) -> None:
    assume(rule.offset > 0)
    longer = Rule(rule.offset + 1, rule.unit, rule.start, rule.end, rule.rollover)
    assert due(rule, moment, WEEK).due_at <= due(longer, moment, WEEK).due_at


@given(rules(), locals_, locals_)
def test_a_later_event_is_never_due_earlier(rule: Rule, one: dt.datetime, other: dt.datetime) -> None:
    # In the hour that the clocks showed twice the later instant may bear the earlier time.
    assume(abs(one - other) > dt.timedelta(hours=1))
    first, second = sorted((one, other))
    assert due(rule, Moment(first), WEEK).due_at <= due(rule, Moment(second), WEEK).due_at


@given(st.integers(1, 2000), moments)
def test_hours_are_real_hours(count: int, moment: Moment) -> None:
    found = due(Rule(count, Unit.HOURS), moment, WEEK)
    assert found.due_at - found.starts_at == dt.timedelta(hours=count)


@given(rules(), moments)
def test_the_same_question_has_the_same_answer(rule: Rule, moment: Moment) -> None:
    assert due(rule, moment, WEEK) == due(rule, moment, WEEK)


@given(rules(end=End.END_OF_DAY), moments)
def test_what_counts_working_days_ends_on_one(rule: Rule, moment: Moment) -> None:
    assert WEEK.is_working(due(rule, moment, WEEK).due_at.astimezone(ALMATY).date())


@given(rules(), locals_, st.sampled_from([Precision.DAY, Precision.MONTH]))
def test_what_is_known_less_exactly_is_never_due_later(
    rule: Rule, local: dt.datetime, precision: Precision
) -> None:
    vague, exact = due(rule, Moment(local, precision), WEEK), due(rule, Moment(local), WEEK)
    assert vague.due_at <= exact.due_at


@given(rules(), moments)
def test_a_term_that_ends_with_a_day_ends_with_its_last_second(rule: Rule, moment: Moment) -> None:
    assume(rule.end == End.END_OF_DAY)
    ended = due(rule, moment, WEEK).due_at
    following = (ended + dt.timedelta(seconds=1)).astimezone(ALMATY)
    assert (following.hour, following.minute, following.second) == (0, 0, 0)


@given(rules(), moments)
def test_the_working_begins_with_the_event_and_ends_with_the_result(rule: Rule, moment: Moment) -> None:
    found = due(rule, moment, WEEK)
    assert (found.steps[0].code, found.steps[-1].code) == ("event", "due")
    assert found.steps[-1].values["at"] == found.local


def test_without_rest_days_working_days_are_not_guessed() -> None:
    with pytest.raises(CannotCount, match="No rest days"):
        due(Rule(1, Unit.WORKING_DAYS, end=End.END_OF_DAY), Moment(at(2026, 3, 2)), Calendar(KARACHI))


def test_beyond_the_calendar_working_days_are_not_guessed() -> None:
    with pytest.raises(CannotCount, match="not 2200-01-01"):
        due(Rule(1, Unit.WORKING_DAYS, end=End.END_OF_DAY), Moment(at(2199, 12, 31)), WEEK)


def test_a_holiday_that_is_only_estimated_is_named_in_the_working() -> None:
    eid = dt.date(2027, 3, 10)
    calendar = Calendar(
        KARACHI, frozenset({6, 7}), {eid: "Eid al-Fitr"}, frozenset({eid}),
        first=dt.date(2027, 1, 1), last=dt.date(2027, 12, 31),
    )  # fmt: skip
    found = due(Rule(1, Unit.WORKING_DAYS, end=End.END_OF_DAY), Moment(at(2027, 3, 9)), calendar)
    assert found.estimated
    assert found.local == "2027-03-11 23:59:59 +05"
    assert "estimated-holiday" in [step.code for step in found.steps]


def test_a_change_of_the_zone_on_the_way_is_named_in_the_working() -> None:
    found = due(Rule(24, Unit.HOURS), Moment(at(2024, 2, 29, 12)), WEEK)
    step = next(step for step in found.steps if step.code == "zone-changed")
    assert dict(step.values) == {"before": "+06", "after": "+05"}


def test_a_rule_whose_counting_the_law_leaves_open_says_so_in_the_working() -> None:
    found = due(Rule(24, Unit.HOURS, stated=False), Moment(at(2026, 3, 2)), WEEK)
    assert "not-stated" in [step.code for step in found.steps]


@pytest.mark.parametrize(
    "values",
    [
        {"offset": 1, "unit": Unit.IMMEDIATELY},
        {"offset": 0, "unit": Unit.HOURS},
        {"offset": 0, "unit": Unit.DAYS},
        {"offset": 0, "unit": Unit.MONTHS, "end": End.END_OF_DAY},
        {"offset": 0, "unit": Unit.DAYS, "start": Start.NEXT_MIDNIGHT, "end": End.END_OF_DAY},
        {"offset": 3, "unit": Unit.DAYS, "start": Start.NEXT_MIDNIGHT},
        {"offset": -1, "unit": Unit.DAYS},
        {"offset": 1, "unit": Unit.MONTHS},
        {"offset": 24, "unit": Unit.HOURS, "rollover": Rollover.NEXT_WORKING_DAY},
    ],
)
def test_rule_that_makes_no_sense_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(InvalidRule):
        Rule(**values)  # type: ignore[arg-type]
