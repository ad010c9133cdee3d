"""Whatever writers and reviewers do in whatever order, the promises of four eyes hold."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from legislation.states import ForbiddenStepError
from programs.choices import FigureState
from programs.figures import correcting, drafting, reviewing
from programs.figures.states import SHOWN, STEPS, TRANSITIONS
from programs.models import Observation
from tests.factories import figures

pytestmark = pytest.mark.django_db
REFUSED = (PermissionDenied, ValidationError, ForbiddenStepError)
who = st.integers(0, 3)
which = st.integers(0, 7)
STATES = [state.value for state in FigureState]


class FigureDesk(RuleBasedStateMachine):
    """A series, four people, and every verb in any order."""

    published = 0

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.indicator = figures.make_indicator()
        self.first = figures.loaded(self.indicator)
        outsider = figures.make_person("view_observation")
        self.people = [figures.make_writer(), figures.make_reviewer(), figures.make_reviewer(), outsider]
        self.states: dict[int, str] = {}
        self.words: dict[int, tuple[object, ...]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def rows(self) -> list[Observation]:
        return list(Observation.objects.filter(indicator=self.indicator).order_by("pk"))

    def attempt(self, act: object) -> bool:
        try:
            with transaction.atomic():
                act()  # type: ignore[operator]
        except REFUSED:
            return False
        return True

    @rule(person=who, value=st.integers(0, 100), period=st.sampled_from(["2023", "2024", "2025-Q1"]))
    def enter(self, person: int, value: int, period: str) -> None:
        actor = self.people[person]
        self.attempt(lambda: figures.draft(self.indicator, actor, value=value, period=period))

    @rule(person=who, number=which, value=st.integers(0, 100))
    def write(self, person: int, number: int, value: int) -> None:
        rows = self.rows()
        figure = rows[number % len(rows)]
        figure.value = value  # type: ignore[assignment]
        self.attempt(lambda: drafting.save_draft(figure=figure, actor=self.people[person]))

    @rule(
        person=who,
        number=which,
        verb=st.sampled_from(
            ["submit", "publish", "send_back", "discard", "correct", "ask", "withdraw", "keep"]
        ),
    )
    def take_a_step(self, person: int, number: int, verb: str) -> None:
        rows = self.rows()
        figure, actor, day = rows[number % len(rows)], self.people[person], figures.TODAY
        acts = {
            "submit": lambda: drafting.submit(figure=figure, actor=actor, on=day),
            "publish": lambda: reviewing.publish(figure=figure, actor=actor, on=day),
            "send_back": lambda: reviewing.send_back(figure=figure, actor=actor, comment="Mend it."),
            "discard": lambda: drafting.discard_draft(figure=figure, actor=actor),
            "correct": lambda: correcting.start_correction(figure=figure, actor=actor, reason="A misprint."),
            "ask": lambda: correcting.ask_withdrawal(figure=figure, actor=actor, reason="Not measured."),
            "withdraw": lambda: correcting.withdraw(figure=figure, actor=actor, on=day),
            "keep": lambda: correcting.keep(figure=figure, actor=actor, comment="It is right."),
        }
        done = self.attempt(acts[verb])
        type(self).published += done and verb == "publish"

    @rule(writer=who, reviewer=who, number=which)
    def take_a_draft_to_its_readers(self, writer: int, reviewer: int, number: int) -> None:
        drafts = [row for row in self.rows() if row.state == FigureState.DRAFT]
        if not drafts:
            return
        figure, day = drafts[number % len(drafts)], figures.TODAY
        self.attempt(lambda: drafting.submit(figure=figure, actor=self.people[writer], on=day))
        self.steps_are_those_of_the_table()
        done = self.attempt(lambda: reviewing.publish(figure=figure, actor=self.people[reviewer], on=day))
        type(self).published += done

    @invariant()
    def steps_are_those_of_the_table(self) -> None:
        now = {row.pk: row.state for row in self.rows()}
        for pk, before in self.states.items():
            after = now.get(pk)
            assert after is not None or before == FigureState.DRAFT
            assert after in (None, before) or after in TRANSITIONS[before]
        self.states = now

    @invariant()
    def nobody_publishes_what_they_wrote(self) -> None:
        for row in self.rows():
            if row.state in SHOWN and row.author_id:
                assert row.reviewer_id not in {None, row.author_id, *row.contributors}

    @invariant()
    def what_was_published_says_what_it_said(self) -> None:
        for row in self.rows():
            if row.state in SHOWN:
                said = (row.period, row.value, row.out_of, row.source_url, row.publisher, row.note)
                assert self.words.setdefault(row.pk, said) == said

    @invariant()
    def a_corrected_figure_stays_with_its_reason(self) -> None:
        for row in self.rows():
            if row.state == FigureState.SUPERSEDED:
                successor = row.corrections.exclude(state__in=["draft", "in-review"]).get()
                assert successor.correction_reason
                assert successor.corrected_on == figures.TODAY


def test_promises_hold_in_any_order() -> None:
    FigureDesk.published = 0
    run_state_machine_as_test(
        FigureDesk,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
    assert FigureDesk.published, "no example published anything, so the promises were not put to the test"


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_database_allows_the_steps_of_the_table_and_no_other(before: str, after: str) -> None:
    writer, reviewer = figures.make_writer(), figures.make_reviewer()
    values: dict[str, object] = {"author": writer, "state": before}
    if before in SHOWN or after in SHOWN:
        values["reviewer"] = reviewer
    if "withdrawn" in (before, after):
        values |= {
            "withdrawal_asked_by": writer, "withdrawn_by": reviewer,
            "withdrawn_on": figures.TODAY, "withdrawal_reason": "Not measured.",
        }  # fmt: skip
    figure = figures.observation(figures.make_indicator(), **values)
    figure.take_days()
    figure.save()
    allowed = before == after or (before, after) in STEPS
    try:
        with transaction.atomic():
            Observation.objects.filter(pk=figure.pk).update(state=after)
    except DatabaseError:
        assert not allowed
    else:
        assert allowed
