"""The table of states, in the actions and in the database."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from programs.cohorts import applying, deciding
from programs.cohorts.states import DRAFT, SEATED, TRANSITIONS, ForbiddenStepError
from programs.models import Application, Cohort
from tests.factories.accounts import user
from tests.factories.cohorts import DEADLINE, NOW, make_application, make_cohort, make_officer

pytestmark = pytest.mark.django_db

VERBS = {
    "shortlisted": deciding.shortlist,
    "accepted": deciding.accept,
    "waitlisted": deciding.waitlist,
    "enrolled": deciding.enrol,
    "completed": deciding.complete,
    "withdrawn": deciding.withdraw_for,
}
# Queue and day of sending are given, so that the rule of the step alone decides.
FIELDS = {"queue": 1, "submitted_at": NOW}


@pytest.mark.parametrize(("before", "after"), list(product(TRANSITIONS, TRANSITIONS)))
def test_database_takes_allowed_steps_alone(before: str, after: str) -> None:
    application = make_application(make_cohort(), before)
    changed = Application.objects.filter(pk=application.pk)
    if before == after or after in TRANSITIONS[before]:
        assert changed.update(state=after, **FIELDS) == 1
    else:
        with pytest.raises(DatabaseError), transaction.atomic():
            changed.update(state=after, **FIELDS)


@pytest.mark.parametrize(("before", "after"), list(product(TRANSITIONS, VERBS)))
def test_actions_take_allowed_steps_alone(before: str, after: str) -> None:
    application = make_application(make_cohort(), before)
    officer = make_officer()
    if after in TRANSITIONS[before]:
        assert VERBS[after](application=application, actor=officer, now=NOW).state == after
    else:
        with pytest.raises(ForbiddenStepError):
            VERBS[after](application=application, actor=officer, now=NOW)


@pytest.mark.parametrize("verb", [*VERBS.values(), deciding.decline])
def test_staff_without_the_right_decides_nothing(verb) -> None:
    application = make_application(make_cohort())
    words = {"words": "No."} if verb is deciding.decline else {}
    with pytest.raises(PermissionDenied):
        verb(application=application, actor=user("outsider", is_staff=True), now=NOW, **words)


def test_applicant_cannot_begin_anywhere_but_as_a_draft() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Application.objects.create(cohort=make_cohort(), state="accepted", language="en", begun_at=NOW)


def test_database_refuses_an_application_after_the_deadline() -> None:
    application = make_application(make_cohort(), DRAFT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state="submitted", submitted_at=DEADLINE)


def test_last_moment_before_the_deadline_counts() -> None:
    application = make_application(make_cohort(), DRAFT)
    moment = DEADLINE - dt.timedelta(microseconds=1)
    assert applying.submit(application=application, now=moment).state == "submitted"


def test_deadline_itself_is_too_late() -> None:
    application = make_application(make_cohort(), DRAFT)
    with pytest.raises(applying.TooLateError):
        applying.submit(application=application, now=DEADLINE)


def test_application_stays_with_its_cohort() -> None:
    application = make_application(make_cohort())
    with pytest.raises(DatabaseError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(cohort=make_cohort())


def test_cohort_without_a_place_is_refused_with_words() -> None:
    cohort = make_cohort()
    cohort.capacity = 0
    with pytest.raises(ValidationError, match="at least one place"):
        cohort.full_clean(exclude=["i18n"])


def test_database_refuses_a_cohort_without_a_place() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_cohort(capacity=0)


def test_places_taken_cannot_be_written_by_hand() -> None:
    cohort = make_cohort()
    make_application(cohort, "accepted")
    with pytest.raises(DatabaseError), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(taken=0)


@pytest.mark.parametrize("state", TRANSITIONS)
def test_places_taken_are_those_of_who_has_one(state: str) -> None:
    cohort = make_cohort()
    make_application(cohort, state)
    cohort.refresh_from_db()
    assert cohort.taken == (state in SEATED)


def test_database_refuses_one_more_than_there_are_places() -> None:
    cohort = make_cohort(capacity=1)
    make_application(cohort, "accepted")
    other = make_application(cohort, "shortlisted")
    with pytest.raises(IntegrityError, match="capacity_is_never_exceeded"), transaction.atomic():
        Application.objects.filter(pk=other.pk).update(state="accepted")


def test_full_cohort_says_what_to_do_instead() -> None:
    cohort = make_cohort(capacity=1)
    make_application(cohort, "enrolled")
    with pytest.raises(ValidationError, match="waiting list"):
        deciding.accept(application=make_application(cohort, "shortlisted"), actor=make_officer(), now=NOW)


def test_declining_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        deciding.decline(
            application=make_application(make_cohort()), actor=make_officer(), now=NOW, words=" "
        )


def test_every_step_is_recorded_with_who_took_it() -> None:
    application, officer = make_application(make_cohort()), make_officer()
    deciding.shortlist(application=application, actor=officer, now=NOW)
    step = application.steps.last()
    assert (step.before, step.after, step.by) == ("submitted", "shortlisted", officer)
