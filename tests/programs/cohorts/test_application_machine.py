"""Any sequence of steps, by anyone: never more people than places, never a gap while someone waits."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from programs.cohorts import applying, deciding, erasing, opening
from programs.cohorts.states import SEATED, TRANSITIONS, ForbiddenStepError
from programs.models import Application, ApplicationStep, Cohort
from tests.factories.cohorts import NOW, make_application, make_cohort, make_officer

pytestmark = pytest.mark.django_db
which = st.integers(0, 30)
VERBS = ["shortlist", "accept", "waitlist", "enrol", "complete", "withdraw_for"]
REFUSALS = (ForbiddenStepError, ValidationError)


class Applications(RuleBasedStateMachine):
    """A cohort of two places."""

    def __init__(self) -> None:
        super().__init__()
        self.cohort, self.officer = make_cohort(capacity=2), make_officer()
        self.used, self.erased = 0, 0

    def pick(self, place: int) -> Application | None:
        found = list(Application.objects.filter(cohort=self.cohort).order_by("begun_at", "pk"))
        return found[place % len(found)] if found else None

    def attempt(self, action, place: int, **values: object) -> None:
        application = self.pick(place)
        if application is None:
            return
        try:
            with transaction.atomic():
                action(application=application, now=NOW, **values)
        except REFUSALS:
            assert Application.objects.get(pk=application.pk).state == application.state

    @rule()
    def apply(self) -> None:
        applying.submit(application=make_application(self.cohort, "draft"), now=NOW)

    @rule(
        place=which,
        verb=st.sampled_from(VERBS),
    )
    def decide(self, place: int, verb: str) -> None:
        self.attempt(getattr(deciding, verb), place, actor=self.officer)

    @rule(place=which)
    def decline(self, place: int) -> None:
        self.attempt(deciding.decline, place, actor=self.officer, words="No.")

    @rule(place=which)
    def withdraw(self, place: int) -> None:
        self.attempt(applying.withdraw, place)

    @rule(place=which)
    def erase(self, place: int) -> None:
        application = self.pick(place)
        if application is not None:
            self.used += application.state == "completed"
            self.erased += application.state != "draft"
            erasing.erase(application=application, now=NOW)

    @rule(places=st.integers(0, 5))
    def change_places(self, places: int) -> None:
        cohort = Cohort.objects.get(pk=self.cohort.pk)
        cohort.capacity = places
        try:
            with transaction.atomic():
                opening.save_cohort(cohort=cohort, actor=self.officer, now=NOW)
        except ValidationError:
            assert places < max(1, Cohort.objects.get(pk=cohort.pk).taken)

    @invariant()
    def places_are_kept(self) -> None:
        cohort = Cohort.objects.get(pk=self.cohort.pk)
        seated = Application.objects.filter(cohort=cohort, state__in=SEATED).count()
        assert cohort.taken == seated + self.used <= cohort.capacity

    @invariant()
    def line_is_of_those_who_wait_each_with_a_place_of_their_own(self) -> None:
        line = list(Application.objects.in_line().filter(cohort=self.cohort))
        assert len({each.queue for each in line}) == len(line)
        assert not Application.objects.exclude(state="waitlisted").filter(queue__isnull=False).exists()

    @invariant()
    def every_step_is_allowed_and_follows_the_last(self) -> None:
        for application in Application.objects.filter(cohort=self.cohort).prefetch_related("steps"):
            steps: list[ApplicationStep] = list(application.steps.order_by("pk"))
            assert all(step.after in TRANSITIONS[step.before] for step in steps)
            assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
            assert (steps[-1].after if steps else "draft") == application.state

    @invariant()
    def nobody_is_lost_from_the_numbers(self) -> None:
        tallied = self.cohort.tallies.filter(key__startswith="now:").values_list("count", flat=True)
        assert sum(tallied) == self.erased


def test_no_sequence_of_steps_breaks_the_rules() -> None:
    run_state_machine_as_test(
        Applications, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )


def test_last_day_of_a_cohort_is_counted_where_the_cohort_is() -> None:
    cohort = make_cohort()
    assert cohort.day(dt.datetime(2027, 5, 31, 20, tzinfo=dt.UTC)) == dt.date(2027, 6, 1)
    assert cohort.last_day_to_apply == dt.date(2027, 1, 31)
