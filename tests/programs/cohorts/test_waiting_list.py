"""The waiting list: moved up in its order, by the same transaction that makes a place free."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from programs.cohorts import applying, deciding, erasing, opening
from programs.models import Application, Cohort
from tests.factories.cohorts import NOW, make_application, make_cohort, make_officer

pytestmark = pytest.mark.django_db


def full_cohort(waiting: int = 3) -> tuple[Cohort, Application, list[Application]]:
    cohort, officer = make_cohort(capacity=1), make_officer()
    seated = make_application(cohort, "accepted")
    line = [make_application(cohort, "shortlisted") for _ in range(waiting)]
    for application in line:
        deciding.waitlist(application=application, actor=officer, now=NOW)
    return cohort, seated, line


def states(line: list[Application]) -> list[str]:
    return [Application.objects.get(pk=each.pk).state for each in line]


def test_withdrawal_moves_the_first_in_line_up() -> None:
    _cohort, seated, line = full_cohort()
    applying.withdraw(application=seated, now=NOW)
    assert states(line) == ["accepted", "waitlisted", "waitlisted"]


def test_list_is_in_the_order_of_waitlisting_whatever_the_order_of_sending() -> None:
    cohort, officer = make_cohort(capacity=1), make_officer()
    seated = make_application(cohort, "accepted")
    early, late = (make_application(cohort, "shortlisted") for _ in range(2))
    for application in (late, early):
        deciding.waitlist(application=application, actor=officer, now=NOW)
    applying.withdraw(application=seated, now=NOW)
    assert states([early, late]) == ["waitlisted", "accepted"]


def test_withdrawal_from_the_list_moves_nobody_up() -> None:
    _cohort, _seated, line = full_cohort()
    applying.withdraw(application=line[0], now=NOW)
    assert states(line) == ["withdrawn", "waitlisted", "waitlisted"]


def test_erasing_who_has_a_place_moves_the_first_in_line_up() -> None:
    _cohort, seated, line = full_cohort()
    erasing.erase(application=seated, now=NOW)
    assert states(line)[0] == "accepted"


def test_more_places_are_given_to_the_list() -> None:
    cohort, _seated, line = full_cohort()
    cohort.refresh_from_db()
    cohort.capacity = 3
    opening.save_cohort(cohort=cohort, actor=make_officer(), now=NOW)
    assert states(line) == ["accepted", "accepted", "waitlisted"]


def test_nobody_is_moved_up_after_the_last_day() -> None:
    _cohort, seated, line = full_cohort()
    applying.withdraw(application=seated, now=dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    assert states(line)[0] == "waitlisted"


def test_who_is_moved_up_is_recorded_without_a_person() -> None:
    _cohort, seated, line = full_cohort()
    applying.withdraw(application=seated, now=NOW)
    step = line[0].steps.last()
    assert (step.after, step.by) == ("accepted", None)


def test_places_cannot_become_fewer_than_are_taken() -> None:
    cohort = make_cohort(capacity=2)
    for _ in range(2):
        make_application(cohort, "accepted")
    cohort.refresh_from_db()
    cohort.capacity = 1
    with pytest.raises(ValidationError, match="More places than that are taken"):
        opening.save_cohort(cohort=cohort, actor=make_officer(), now=NOW)
