"""Many at once, with real threads and connections: every race has one winner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connections

from programs.cohorts.states import ForbiddenStepError
from programs.mentoring import meeting, pairing
from programs.mentoring.scoring import Rules
from programs.models import MentoringPair, MentoringProfile
from tests.factories.mentoring import NOW, make_officer, make_pair, make_profile


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run all at the same moment, each on a connection of its own; name what came of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except (ForbiddenStepError, ValidationError) as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_officers_confirming_one_mentor_with_time_for_one_give_one(committing_db: None) -> None:
    for _round in range(5):
        mentor = make_profile("mentor", capacity=1)
        pairs, officers = [make_pair(mentor=mentor) for _ in range(2)], [make_officer(), make_officer()]
        came = at_once(
            *(
                lambda pair=pair, officer=officer: pairing.confirm(pair=pair, actor=officer, now=NOW)
                for pair, officer in zip(pairs, officers, strict=True)
            )
        )
        assert Counter(came) == {"done": 1, "MentorFullError": 1}
        assert MentoringProfile.objects.get(pk=mentor.pk).taken == 1


def test_two_officers_deciding_on_one_pair_have_one_winner(committing_db: None) -> None:
    officer = make_officer()
    for _round in range(5):
        pair = make_pair()
        came = at_once(
            lambda one=pair: pairing.confirm(pair=one, actor=officer, now=NOW),
            lambda one=pair: pairing.confirm(pair=one, actor=officer, now=NOW),
        )
        assert sorted(came) == ["ForbiddenStepError", "done"]


def test_both_accepting_at_once_become_a_pair(committing_db: None) -> None:
    pair = make_pair("confirmed")
    mentor, mentee = pair.mentor, pair.mentee
    assert mentor
    assert mentee
    assert at_once(
        lambda: meeting.accept(pair=pair, profile=mentor, now=NOW),
        lambda: meeting.accept(pair=pair, profile=mentee, now=NOW),
    ) == ["done", "done"]
    pair.refresh_from_db()
    assert pair.state == "active"


def test_two_runs_at_once_propose_nobody_twice(committing_db: None) -> None:
    officer = make_officer()
    for _number in range(6):
        make_profile("mentor")
        make_profile("mentee")
    acts = [lambda: pairing.propose(actor=officer, rules=Rules(), now=NOW)] * 2
    assert at_once(*acts) == ["done", "done"]
    standing = MentoringPair.objects.proposed()
    assert standing.count() == standing.values("mentee").distinct().count() == 6
