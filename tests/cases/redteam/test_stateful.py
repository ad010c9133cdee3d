"""Test 56: random work on cases, grants, barriers and duties, on real PostgreSQL; what must hold, holds.

After every step who sees the case, by the door and by the database alone, is who should by a model in plain
Python; states of the case and its duties have only moved as the tables allow, by action and by raw SQL.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases import states
from cases.actions import access, duties, progress
from cases.choices import AccessKind
from cases.context import acting_as
from cases.models import Case, CaseDuty
from cases.outcomes import Outcome
from cases.states import ForbiddenChangeError
from legislation.models import Provision
from tests.factories.case_law import at, make_rule, record_event
from tests.factories.cases import make_case, make_place

REFUSED = (PermissionDenied, Http404, ValueError)
PEOPLE = ("worker", "colleague", "other", "supervisor", "second", "auditor")
people = st.sampled_from(PEOPLE)
CASE_STATES, DUTY_STATES = list(states.CASE), list(states.DUTY)


class Work(RuleBasedStateMachine):
    """One case under way; a model of what should be, beside it."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        make_rule(offset_value=24)
        self.place = make_place()
        self.case = make_case(self.place)
        self.granted: dict[str, object] = {}
        self.barred: dict[str, object] = {}
        self.status, self.hours = states.OPEN, 0
        self.duties: dict[object, str] = {}

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def attempt(self, name: str, act, *given, **named) -> bool:
        """Do something as somebody; whether it was allowed."""
        user = self.place.user(name)
        try:
            with acting_as(user):
                act(*given, actor=user, **named)
        except REFUSED:
            return False
        return True

    def sees(self, name: str) -> bool:
        """What the model says of who sees the case."""
        if name in self.barred or self.status == states.DISPOSED:
            return False
        return name in ("worker", "supervisor") or name in self.granted

    def manages(self, name: str) -> bool:
        return name in ("worker", "supervisor") and self.sees(name)

    @rule(giver=people, to=st.sampled_from(("colleague", "other")))
    def give(self, giver: str, to: str) -> None:
        given = self.attempt(
            giver, access.grant_access, case_id=self.case.pk, to=self.place.members[to],
            kind=AccessKind.COWORKER, sections=["summary", "incidents", "measures"], reason="invented",
        )  # fmt: skip
        assert given == (self.manages(giver) and to != giver)
        if given:
            with acting_as(self.place.user(giver)):
                grants = self.case.grants.filter(membership=self.place.members[to], revoked_at__isnull=True)
                self.granted[to] = list(grants.values_list("pk", flat=True))

    @rule(taker=people, name=st.sampled_from(("colleague", "other")))
    def take_back(self, taker: str, name: str) -> None:
        taken = [
            self.attempt(taker, access.revoke_access, case_id=self.case.pk, grant_id=each)
            for each in self.granted.get(name, [])
        ]
        assert all(each == self.manages(taker) for each in taken)
        if taken and all(taken):
            del self.granted[name]

    @rule(by=people, against=st.sampled_from(("colleague", "other", "supervisor")))
    def bar(self, by: str, against: str) -> None:
        barrier = self.attempt(
            by, access.set_barrier, case_id=self.case.pk, against=self.place.user(against), reason="invented"
        )
        assert not barrier or self.manages(by)
        if barrier:
            with acting_as(self.place.user("worker")):
                found = self.case.barriers.filter(user=self.place.user(against), lifted_at__isnull=True)
                self.barred[against] = list(found.values_list("pk", flat=True))

    @rule(by=people, name=st.sampled_from(("colleague", "other", "supervisor")))
    def lift(self, by: str, name: str) -> None:
        lifted = [
            self.attempt(by, access.lift_barrier, case_id=self.case.pk, barrier_id=each)
            for each in self.barred.get(name, [])
        ]
        assert all(each == self.manages(by) for each in lifted)
        if lifted and all(lifted):
            del self.barred[name]

    @rule()
    def happen(self) -> None:
        """An event, with a duty of 24 hours."""
        if self.status not in states.WRITABLE:
            return
        self.hours += 1
        event = record_event(self.case, at(f"2026-04-{1 + self.hours % 28:02d}T{self.hours % 24:02d}:00"))
        with acting_as(self.place.user("worker")):
            for duty in CaseDuty.objects.filter(event=event):
                self.duties[duty.pk] = duty.status

    @rule(by=people, verb=st.sampled_from(("complete", "waive", "reopen")), data=st.data())
    def settle(self, by: str, verb: str, data) -> None:
        if not self.duties:
            return
        pk = data.draw(st.sampled_from(sorted(self.duties, key=str)))
        if verb == "complete":
            done = self.attempt(by, duties.complete_duty, duty_id=pk, evidence="invented")
            after = states.DONE
        elif verb == "waive":
            law = Provision.objects.first()
            done = self.attempt(by, duties.waive_duty, duty_id=pk, reason="invented", under=law)
            after = states.WAIVED
        else:
            done = self.attempt(by, duties.reopen_duty, duty_id=pk, reason="invented")
            after = states.DUTY_REOPENED
        if done:
            assert self.sees(by)
            assert after in states.DUTY[self.duties[pk]]
            if verb != "complete":
                assert by == "supervisor"
            self.duties[pk] = after

    @rule(by=people, verb=st.sampled_from(("propose_closing", "close", "send_back", "reopen", "void")))
    def move(self, by: str, verb: str) -> None:
        before = self.status
        said = {"propose_closing": {"outcome": Outcome.LOST_CONTACT}}
        said |= {name: {"reason": "invented"} for name in ("send_back", "reopen")}
        if self.attempt(by, getattr(progress, verb), case_id=self.case.pk, **said.get(verb, {})):
            assert self.sees(by)
            after = self.now_is()
            assert after in states.CASE[before] or (before, after) == (states.CLOSED, states.OPEN)
            assert verb in ("propose_closing", "void") or by == "supervisor"
            self.status = after

    @rule(by=people, status=st.sampled_from(CASE_STATES), table=st.sampled_from(("case", "duty")))
    def by_sql(self, by: str, status: str, table: str) -> None:
        """Somebody with SQL sets a state: the trigger lets through what the tables have, or nothing."""
        user = self.place.user(by)
        wanted = DUTY_STATES[CASE_STATES.index(status) % len(DUTY_STATES)] if table == "duty" else status
        name = "cases_caseduty" if table == "duty" else "cases_case"
        try:
            with acting_as(user), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {name} SET status = %s", [wanted])
                changed = cursor.rowcount
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError:
            return
        if changed:
            assert self.sees(by)
        self.follow()

    def follow(self) -> None:
        """Take over what SQL moved, having checked that each was a move of the table."""
        now = self.now_is()
        assert now == self.status or now in states.CASE[self.status]
        self.status = now
        if self.status == states.DISPOSED:
            return
        with acting_as(self.place.user("worker")):
            for duty in CaseDuty.objects.filter(case=self.case):
                former = self.duties.get(duty.pk, duty.status)
                assert duty.status == former or duty.status in states.DUTY[former]
                self.duties[duty.pk] = duty.status

    def now_is(self) -> str:
        with acting_as(self.place.user("worker")):
            found = Case.objects.filter(pk=self.case.pk).values_list("status", flat=True).first()
        return found or states.DISPOSED

    @invariant()
    def seen_by_whom_it_should_be(self) -> None:
        if not hasattr(self, "case"):
            return
        for name in PEOPLE:
            user = self.place.user(name)
            with acting_as(user):
                door = Case.objects.visible_to(user).filter(pk=self.case.pk).exists()
                lock = Case.objects.filter(pk=self.case.pk).exists()
            assert door == lock == self.sees(name), name


@pytest.mark.django_db
def test_56_random_work_keeps_every_rule():
    run_state_machine_as_test(
        Work,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip


def test_56_ten_thousand_random_sequences_stay_in_the_tables():
    """The tables alone, which action and trigger both follow: every walk ends where the tables lead."""
    import random

    draw = random.Random(56)
    for table in (states.CASE, states.STEP, states.DUTY, states.MEASURE, states.BREAK_GLASS):
        for _walk in range(2000):
            here = draw.choice(list(table))
            for _step in range(8):
                wanted = draw.choice([*table, "invented"])
                try:
                    states.check_change(table, here, wanted)
                except (ForbiddenChangeError, KeyError):
                    assert wanted not in table[here]
                    continue
                assert wanted in table[here]
                here = wanted
            assert here in table
