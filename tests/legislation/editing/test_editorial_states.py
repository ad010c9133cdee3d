"""Whatever editors and reviewers do in whatever order, the promises of editing hold."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from legislation.choices import EditorialState
from legislation.editing import amending, correcting, versions
from legislation.models import Amendment, ProvisionVersion
from legislation.states import STEPS, ForbiddenStepError
from tests.factories import editors

pytestmark = pytest.mark.django_db
REFUSED = (PermissionDenied, ValidationError, ForbiddenStepError)
DAYS = [
    dt.date(2026, 6, 1),
    dt.date(2027, 1, 1),
    dt.date(2027, 1, 2),
    dt.date(2027, 6, 1),
    dt.date(2028, 1, 1),
]
STATES = [state.value for state in EditorialState]
who = st.integers(0, 3)
which = st.integers(0, 5)


class Desk(RuleBasedStateMachine):
    """Two articles, four people, and every verb of the desk in any order."""

    publications = 0

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.law, self.articles = editors.law_with_articles(2)
        outsider = editors.make_person()
        self.people = [editors.make_editor(), editors.make_reviewer(), editors.make_reviewer(), outsider]
        self.states: dict[int, str] = {}
        self.published = 0
        self.shown = self.look()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def look(self) -> dict[tuple[int, dt.date], str]:
        return {(a.pk, day): editors.wording(a, day) for a in self.articles for day in DAYS}

    def attempt(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except REFUSED:
            return False
        return True

    def pick(self, model: type, number: int) -> object:
        found = list(model.objects.filter(**self.own[model]).order_by("pk"))
        return found[number % len(found)] if found else None

    @property
    def own(self) -> dict[type, dict[str, object]]:
        return {Amendment: {"law": self.law}, ProvisionVersion: {"provision__law": self.law}}

    @rule(person=who, day=st.sampled_from(DAYS), both=st.booleans(), ends=st.booleans())
    def enter_an_amendment(self, person: int, day: dt.date, both: bool, ends: bool) -> None:
        first, second = self.articles
        changes = [editors.repeal(first, day) if ends else editors.substitution(first, day)]
        changes += [editors.substitution(second, day)] if both else []
        actor = self.people[person]
        self.attempt(lambda: editors.amendment_of(self.law, *changes, actor=actor, adopted=None))

    @rule(person=who, number=which)
    def write_in_a_draft(self, person: int, number: int) -> None:
        version = self.pick(ProvisionVersion, number)
        words = f"Written by {person} in {version.pk}"
        self.attempt(lambda: editors.reword(version, words, self.people[person]))

    @rule(person=who, number=which, verb=st.sampled_from(["submit", "send_back", "publish"]))
    def deal_with_an_amendment(self, person: int, number: int, verb: str) -> None:
        amendment = self.pick(Amendment, number)
        if amendment is None:
            return
        comment = {"comment": "Mend it."} if verb == "send_back" else {}
        action = getattr(amending, f"{verb}_amendment")
        done = self.attempt(lambda: action(amendment=amendment, actor=self.people[person], **comment))
        self.note(done and verb == "publish")

    @rule(person=who, number=which, verb=st.sampled_from(["submit", "send_back", "publish"]))
    def deal_with_one_version(self, person: int, number: int, verb: str) -> None:
        version = self.pick(ProvisionVersion, number)
        comment = {"comment": "Mend it."} if verb == "send_back" else {}
        action = getattr(versions, f"{verb}_version")
        done = self.attempt(lambda: action(version=version, actor=self.people[person], **comment))
        self.note(done and verb == "publish")

    @rule(author=who, reviewer=who, day=st.sampled_from(DAYS))
    def take_an_amendment_all_the_way(self, author: int, reviewer: int, day: dt.date) -> None:
        writer, judge = self.people[author], self.people[reviewer]

        def all_the_way() -> None:
            changes = [editors.substitution(article, day) for article in self.articles]
            amendment = editors.amendment_of(self.law, *changes, actor=writer, adopted=None)
            self.only_listed_steps_are_taken()
            amending.submit_amendment(amendment=amendment, actor=writer)
            self.only_listed_steps_are_taken()
            amending.publish_amendment(amendment=amendment, actor=judge)

        done = self.attempt(all_the_way)
        assert not done or author != reviewer
        self.note(done)

    @rule(person=who, number=which)
    def begin_a_correction(self, person: int, number: int) -> None:
        version = self.pick(ProvisionVersion, number)
        actor, on = self.people[person], dt.date(2026, 11, 21)
        self.attempt(
            lambda: correcting.start_correction(version=version, actor=actor, reason="A slip.", on=on)
        )

    @rule(number=which, state=st.sampled_from(STATES))
    def write_a_state_with_plain_sql(self, number: int, state: str) -> None:
        version = self.pick(ProvisionVersion, number)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                statement = "UPDATE legislation_provisionversion SET state = %s WHERE id = %s"
                cursor.execute(statement, [state, version.pk])
                assert version.state == state or (version.state, state) in STEPS
                held = ProvisionVersion.objects.get(pk=version.pk)
                assert state != "published" or version.state == "published" or held.reviewer_id
                raise ForbiddenStepError("draft", "superseded")  # undo it: only the refusal is tried
        except (DatabaseError, ForbiddenStepError):
            pass

    @precondition(lambda self: self.published)
    @rule(number=which)
    def rewrite_what_is_published_with_plain_sql(self, number: int) -> None:
        version = self.pick(ProvisionVersion, number)
        if version.state not in ("published", "superseded"):
            return
        for statement in (
            "UPDATE legislation_provisiontext SET summary = 'forged' WHERE version_id = %s",
            "DELETE FROM legislation_provisiontext WHERE version_id = %s",
            "DELETE FROM legislation_provisionversion WHERE id = %s",
        ):
            with (
                pytest.raises(DatabaseError, match="never changed in place"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [version.pk])

    def note(self, published: bool) -> None:
        if published:
            self.published += 1
            Desk.publications += 1
            self.shown = self.look()

    @invariant()
    def only_listed_steps_are_taken(self) -> None:
        now = dict(ProvisionVersion.objects.filter(provision__law=self.law).values_list("pk", "state"))
        for key, state in now.items():
            before = self.states.get(key, "published" if key in self.first else "draft")
            assert _reaches(before, state), f"{before} became {state}"
        self.states = now

    @property
    def first(self) -> set[int]:
        return set(
            ProvisionVersion.objects.filter(provision__law=self.law, author=None).values_list("pk", flat=True)
        )

    @invariant()
    def nobody_publishes_their_own(self) -> None:
        for version in ProvisionVersion.objects.filter(provision__law=self.law).exclude(author=None):
            if version.state in ("published", "superseded"):
                assert version.reviewer_id
                assert version.reviewer_id not in (version.author_id, *version.contributors)

    @invariant()
    def published_stretches_never_overlap(self) -> None:
        for article in self.articles:
            stretches = list(article.versions.published().in_order().values_list("valid", flat=True))
            for one, other in pairwise(stretches):
                assert one.upper
                assert one.upper <= other.lower

    @invariant()
    def readers_see_a_change_only_by_publication(self) -> None:
        assert self.look() == self.shown

    @invariant()
    def an_amendment_stands_or_falls_as_a_whole(self) -> None:
        for amendment in Amendment.objects.filter(law=self.law):
            states = set(amendment.versions.filter(corrects=None).values_list("state", flat=True))
            whole = {"published", "superseded"} if amendment.state == "published" else {amendment.state}
            assert states <= whole


def _reaches(before: str, after: str) -> bool:
    return before == after or (before, after) in STEPS


def test_promises_of_editing_hold_in_any_order():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Desk.publications > 0
