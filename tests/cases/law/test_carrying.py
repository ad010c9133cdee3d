"""Corrected events: what was done stays done, what is due otherwise is asked anew, series go on."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from cases.actions import duties, events
from cases.context import acting_as
from cases.law_words import duty_marks
from cases.models import CaseDuty
from cases.sealing import opened
from legislation.clock_words import trace_words
from legislation.models import Provision
from tests.factories.case_law import (
    NEW,
    OLD,
    amend,
    at,
    make_kind,
    make_rule,
    put_off,
    record_event,
)
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
MONTHLY = {
    "offset_value": 1, "offset_unit": "months", "end_rule": "end-of-local-day",
    "recurs_every": 1, "recurs_unit": "months",
}  # fmt: skip


@pytest.fixture
def case(place):
    return make_case(place)


def do(place, act, *, name="worker", **values):
    user = place.user(name)
    with acting_as(user):
        return act(actor=user, **values)


def done(place, duty):
    return do(place, duties.complete_duty, duty_id=duty.pk, evidence="letter 5")


def corrected(place, event, when=None, **values):
    moment = at(when) if when else None
    return do(place, events.correct_event, event_id=event.pk, reason="misread", moment=moment, **values)


def all_of(place, **filters):
    with acting_as(place.user("worker")):
        found = CaseDuty.objects.visible_to(place.user("worker")).filter(**filters)
        return list(found.for_list().order_by("created_at", "seq"))


def test_what_was_done_and_is_due_as_before_is_not_asked_again(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"), detail="By telephone")
    (duty,) = all_of(place)
    done(place, duty)
    later = corrected(place, corrected(place, event, detail="By letter"), detail="By courier")
    (kept,) = all_of(place)
    assert (kept.pk, kept.status) == (duty.pk, "done")
    again = corrected(place, later, "2026-03-10 11:00")
    former, new = all_of(place)
    assert (former.status, former.replaced_by_id) == ("replaced", new.pk)
    assert (new.status, new.event_id, new.due_local) == ("pending", again.pk, "2026-03-11 11:00 +05")
    with acting_as(place.user("worker")):
        assert any(mark.startswith("What stood here before was done on") for mark in duty_marks(new))
        assert opened(former, "evidence") == "letter 5"


def standing(place):
    return [each for each in all_of(place) if each.status != "replaced"]


def marks_of(place, duty):
    with acting_as(place.user("worker")):
        return [mark for mark in duty_marks(duty) if mark.startswith("What stood here before")]


def waive(place, duty):
    given = {"reason": "Not law for her", "under": Provision.objects.order_by("pk").first()}
    do(place, duties.waive_duty, name="supervisor", duty_id=duty.pk, **given)


def reopen(place, duty):
    do(place, duties.reopen_duty, name="supervisor", duty_id=duty.pk, reason="To the wrong office")


def test_time_that_is_corrected_and_corrected_back_asks_for_nothing_twice(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    (duty,) = all_of(place)
    done(place, duty)
    second = corrected(place, event, "2026-03-10 11:00")
    third = corrected(place, second, "2026-03-10 12:00")
    (asked,) = standing(place)
    assert asked.status == "pending"
    assert marks_of(place, asked)[0].startswith("What stood here before was done on")
    back = corrected(place, third, "2026-03-10 09:00")
    (kept,), former = standing(place), all_of(place, event=event)[0]
    assert (kept.status, kept.event_id, kept.done_at) == ("done", back.pk, former.done_at)
    assert {each.replaced_by_id for each in all_of(place, status="replaced")} == {kept.pk}
    with acting_as(place.user("worker")):
        assert opened(kept, "evidence") == "letter 5"
    reopen(place, kept)  # the newest word counts from now on, not the older proof
    there = corrected(place, corrected(place, back, "2026-03-10 11:00"), "2026-03-10 09:00")
    (asked,) = standing(place)
    assert (asked.status, asked.event_id, marks_of(place, asked)) == ("pending", there.pk, [])


def test_waiver_goes_with_the_duty_through_corrections_and_is_made_by_no_other_way(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    waive(place, all_of(place)[0])
    back = corrected(place, corrected(place, event, "2026-03-10 11:00"), "2026-03-10 09:00")
    (kept,) = standing(place)
    assert (kept.status, kept.event_id, kept.waived_by_id) == ("waived", back.pk, place.supervisor.pk)
    with acting_as(place.user("worker")):
        assert opened(kept, "reason") == "Not law for her"
    other = record_event(case, at("2026-03-12 09:00"))
    (duty,) = all_of(place, event=other)
    with acting_as(place.user("worker")), connection.cursor() as cursor:  # as if she had waived it
        filled = "UPDATE cases_caseduty SET waived_by_id = %s, waived_under_id = %s WHERE id = %s"
        cursor.execute(filled, [kept.waived_by_id, kept.waived_under_id, duty.pk])
    away = corrected(place, other, "2026-03-12 11:00")
    with pytest.raises(DatabaseError, match="a supervisor waives"):
        corrected(place, away, "2026-03-12 09:00")


def test_what_was_opened_again_and_done_again_says_so_after_a_correction(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    (duty,) = all_of(place)
    done(place, duty)
    reopen(place, duty)
    assert all_of(place)[0].done_at is None
    done(place, duty)
    corrected(place, event, "2026-03-10 11:00")
    assert marks_of(place, standing(place)[0])[0].startswith("What stood here before was done on")


def test_series_that_is_counted_as_before_goes_on_where_it_stood(place, case):
    make_rule(recurs_times=1, **MONTHLY)
    event = record_event(case, at("2026-01-31 09:00"))
    done(place, done(place, all_of(place)[0]))
    make_kind("nothing-follows")
    nothing = corrected(place, corrected(place, event, "2026-01-15 09:00"), kind="nothing-follows")
    corrected(place, nothing, "2026-01-31 09:00", kind="made-up-event")
    assert [(each.seq, each.status) for each in standing(place)] == [(1, "done"), (2, "done"), (3, "pending")]


def test_law_that_is_changed_and_changed_back_loses_no_duty(place, case):
    (old,) = make_rule((OLD, None))
    record_event(case, at("2026-03-10 09:00"))
    (first,) = all_of(place)
    later = timezone.now() + dt.timedelta(days=3)
    do(place, duties.override_duty, duty_id=first.pk, due_at=later, reason="Holiday there")
    newer = amend(old)
    second = do(place, duties.accept_rule_change, duty_id=first.pk)
    put_off(newer, dt.date(2026, 6, 1))
    third = do(place, duties.accept_rule_change, duty_id=second.pk)
    (kept,) = standing(place)
    assert (kept.pk, kept.clock_id, kept.status) == (third.pk, old.pk, "pending")
    assert (kept.due_at, kept.override_due_at) == (first.due_at, later)
    done(place, kept)


def test_new_version_for_one_of_two_in_a_month_does_not_fork_the_series(place, case):
    (old,) = make_rule((OLD, None), recurs_times=2, **MONTHLY)
    record_event(case, at("2026-03-10 09:00"))
    first, second = all_of(place)
    new = amend(old, recurs_times=2, **MONTHLY)
    newer = do(place, duties.accept_rule_change, duty_id=first.pk)
    assert done(place, newer) is None
    assert done(place, second).clock_id == new.pk
    assert [(each.seq, each.clock_id) for each in sorted(standing(place), key=lambda each: each.seq)] == [
        (1, new.pk), (2, old.pk), (3, new.pk), (4, new.pk),
    ]  # fmt: skip


def test_what_was_waived_stays_waived_or_says_that_it_was(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    (duty,) = all_of(place)
    waive(place, duty)
    second = corrected(place, event, detail="Known better")
    assert [each.status for each in all_of(place)] == ["waived"]
    corrected(place, second, "2026-03-09 09:00")
    former, new = all_of(place)
    assert (former.status, new.status) == ("replaced", "pending")
    with acting_as(place.user("worker")):
        assert "What stood here before was waived." in duty_marks(new)


def test_time_set_by_hand_outlives_a_correction_that_moves_nothing(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    (duty,) = all_of(place)
    later = timezone.now() + dt.timedelta(days=3)
    do(place, duties.override_duty, duty_id=duty.pk, due_at=later, reason="Holiday there")
    second = corrected(place, event, detail="Known better")
    new = all_of(place)[-1]
    assert (new.event_id, new.override_due_at) == (second.pk, later)
    with acting_as(place.user("worker")):
        assert opened(new, "override_reason") == "Holiday there"


def test_series_goes_on_at_its_number_after_a_correction(place, case):
    make_rule(recurs_times=1, **MONTHLY)
    event = record_event(case, at("2026-01-31 09:00"))
    first = all_of(place)[0]
    third = done(place, done(place, first))
    second = corrected(place, event, detail="Known better")
    assert [(each.seq, each.status) for each in all_of(place) if each.event_id == second.pk] == [
        (3, "pending")
    ]
    assert [each.status for each in all_of(place, event=event)] == ["done", "done", "replaced"]
    going_on = all_of(place, event=second)[0]
    assert going_on.due_at == third.due_at
    assert done(place, going_on).seq == 4
    corrected(place, second, "2026-01-30 09:00")
    # A day earlier, February and April still end as they did; March and May don't.
    assert sorted((each.seq, each.status) for each in standing(place)) == [
        (1, "done"),
        (2, "pending"),
        (3, "done"),
        (4, "pending"),
    ]


def test_twice_a_month_is_two_duties_due_when_the_month_ends(place, case):
    make_rule(recurs_times=2, **MONTHLY)
    record_event(case, at("2026-01-31 09:00"))
    one, two = all_of(place)
    assert [each.due_local[:10] for each in (one, two)] == ["2026-02-28"] * 2
    assert trace_words(two.calc_trace)[-2].endswith("each is due at the end. This is 2.")
    assert done(place, one) is None
    assert done(place, two).due_local[:10] == "2026-03-31"
    assert [(each.seq, each.status) for each in all_of(place)] == [
        (1, "done"), (2, "done"), (3, "pending"), (4, "pending"),
    ]  # fmt: skip


def test_rule_of_another_version_takes_over_at_the_same_number(place, case):
    old, new = make_rule((OLD, NEW), (NEW, None), recurs_times=1, **MONTHLY)
    event = record_event(case, at("2026-03-01 09:00"))
    done(place, all_of(place)[0])
    corrected(place, event, "2026-03-02 09:00")
    assert {(each.clock_id, each.seq, each.status) for each in standing(place)} == {
        (new.pk, 1, "pending"), (new.pk, 2, "pending"),
    }  # fmt: skip
    assert all(each.replaced_by_id for each in all_of(place, clock=old))
