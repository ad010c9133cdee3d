"""A clock lives with its duty: it is copied with it, stays once published, and two people confirm it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from legislation.clocks.rules import Recurrence, Unit
from legislation.editing.confirming import confirm_clock
from legislation.models import ClockRule
from tests.factories import editors
from tests.factories.clocks import make_clock, make_duty
from tests.factories.editors import NEW_YEAR

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 21)


@pytest.fixture
def version():
    _law, (article, _other) = editors.law_with_articles()
    return article.versions.get()


@pytest.fixture
def clock(version):
    return make_clock(make_duty(version))


def refused(statement, *values):
    with (
        pytest.raises(DatabaseError, match="never changed in place"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change", ["offset_value = 48", "counting_stated = false", "to_be_confirmed = true", "read_by_id = NULL"]
)
def test_clock_of_a_published_duty_is_not_rewritten(version, change):
    clock = make_clock(make_duty(version), read_by=editors.make_editor())
    refused(f"UPDATE legislation_clockrule SET {change} WHERE id = %s", clock.pk)


def test_clock_of_a_published_duty_is_not_deleted(clock):
    refused("DELETE FROM legislation_clockrule WHERE id = %s", clock.pk)


def test_published_duty_is_given_no_clock(version):
    duty = make_duty(version)
    with pytest.raises(DatabaseError, match="never changed in place"):
        ClockRule.objects.create(duty=duty, event_kind_id=1, offset_value=1, offset_unit="hours")


def test_amendment_copies_the_clock_and_nobody_has_confirmed_the_copy(version):
    editor, other = editors.make_editor(), editors.make_editor()
    clock = make_clock(make_duty(version), recurs_times=1, recurs_every=7, recurs_unit="days")
    confirm_clock(clock=clock, actor=other, on=ON)
    law, article = version.provision.law, version.provision
    editors.amendment_of(law, editors.substitution(article, NEW_YEAR), actor=editor)
    copied = ClockRule.objects.get(duty__version=editors.draft_of(article))
    assert copied.rule == clock.rule
    assert copied.counting_note == clock.counting_note
    assert copied.to_be_confirmed
    assert not copied.is_confirmed
    assert clock.is_confirmed


def test_second_person_confirms(clock):
    second = editors.make_editor()
    confirm_clock(clock=clock, actor=second, on=ON)
    clock.refresh_from_db()
    assert (clock.is_confirmed, clock.confirmed_by, clock.confirmed_on) == (True, second, ON)


def test_first_reader_is_no_second_person(version):
    first = editors.make_editor()
    clock = make_clock(make_duty(version), read_by=first)
    with pytest.raises(ValidationError, match="second person"):
        confirm_clock(clock=clock, actor=first, on=ON)


def test_the_database_too_refuses_the_first_reader_as_second(version):
    first = editors.make_editor()
    with pytest.raises(IntegrityError, match="clock_is_confirmed_by_someone_else"):
        make_clock(make_duty(version), read_by=first, confirmed_by=first, confirmed_on=ON)


def test_reader_without_rights_confirms_nothing(clock):
    with pytest.raises(PermissionDenied):
        confirm_clock(clock=clock, actor=editors.make_person(), on=ON)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"offset_unit": "immediately"}, "clock_at_once_has_no_term"),
        ({"offset_value": 0}, "clock_of_nothing_is_the_same_day"),
        (
            {"offset_unit": "days", "start_rule": "next-local-midnight"},
            "clock_of_the_calendar_ends_with_a_day",
        ),
        ({"offset_unit": "months"}, "clock_of_the_calendar_ends_with_a_day"),
        ({"rollover": "next-working-day"}, "clock_of_the_calendar_ends_with_a_day"),
        ({"recurs_times": 1}, "clock_recurrence_is_whole"),
        (
            {"recurs_times": 4, "recurs_at_most": 1, "recurs_every": 1, "recurs_unit": "months"},
            "clock_recurrence_is_whole",
        ),
        ({"counting_url": ""}, "clock_stated_counting_has_a_source"),
        ({"confirmed_on": ON}, "clock_confirmation_is_whole"),
    ],
)
def test_clock_that_makes_no_sense_is_refused_by_the_database(version, values, name):
    with pytest.raises(IntegrityError, match=name):
        make_clock(make_duty(version), **values)


def test_rule_is_what_the_arithmetic_takes(version):
    clock = make_clock(
        make_duty(version),
        recurs_times=1,
        recurs_at_most=4,
        recurs_every=1,
        recurs_unit="months",
        ends_with_measure=True,
        applies_if=[{"field": "victim_is_minor", "op": "is", "value": True}],
    )
    assert clock.rule.recurrence == Recurrence(1, 1, Unit.MONTHS, 4, ends_with_measure=True)
    assert clock.rule.applies_if[0].field == "victim_is_minor"
