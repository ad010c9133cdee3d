"""Many at once, with real threads and connections: no place is given twice, every race has one winner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from programs.cohorts import applying, attending, deciding, erasing, tickets
from programs.cohorts.states import ForbiddenStepError
from programs.cohorts.steps import CohortFullError
from programs.models import Application, Cohort
from tests.factories.cohorts import NOW, make_application, make_cohort, make_officer, make_session


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run all at the same moment, each on a connection of its own; name what came of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except (CohortFullError, ForbiddenStepError, applying.AppliedAlreadyError) as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_saving_what_is_erased_at_the_same_moment_is_refused_with_words(committing_db: None) -> None:
    """The page waits for the row that somebody else is erasing, and then tells that it is gone."""
    draft, is_locked, may_go = make_application(make_cohort(), "draft"), Event(), Event()
    ticket = tickets.issue(draft, now=timezone.now())
    address = draft.cohort.get_absolute_url()

    def erase_slowly() -> None:
        try:
            with transaction.atomic():
                erasing.erase(application=draft, now=timezone.now())
                is_locked.set()
                may_go.wait(20)
        finally:
            connections.close_all()

    def save() -> int:
        try:
            fields = {"do": "save", "ticket": ticket, "page": "0", "written": "1", "name": "A", "to": "0"}
            return Client().post(address, fields).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        erased = pool.submit(erase_slowly)
        assert is_locked.wait(20)
        saved = pool.submit(save)
        wait([saved], timeout=1)  # it found the application, and waits for its row
        may_go.set()
        erased.result()
        assert saved.result() == 409
    assert not Application.objects.filter(pk=draft.pk).exists()


def test_attendance_of_who_is_erased_at_the_same_moment_is_refused_with_words(committing_db: None) -> None:
    cohort = make_cohort()
    session, person = make_session(cohort), make_application(cohort, "enrolled")
    erasing.erase(application=person, now=timezone.now())
    with pytest.raises(ValidationError, match="enrolled"):
        attending.record_attendance(
            session=session, presences={str(person.pk): "present"}, actor=make_officer()
        )


def test_fifty_simultaneous_acceptances_on_ten_places_give_ten(committing_db: None) -> None:
    cohort, officer = make_cohort(capacity=10), make_officer()
    applications = [make_application(cohort, "shortlisted") for _ in range(50)]
    came = at_once(
        *(
            lambda each=each: deciding.accept(application=each, actor=officer, now=NOW)
            for each in applications
        )
    )
    assert Counter(came) == {"done": 10, "CohortFullError": 40}
    assert Application.objects.filter(cohort=cohort, state="accepted").count() == 10
    assert Cohort.objects.get(pk=cohort.pk).taken == 10


def test_database_alone_keeps_to_the_places(committing_db: None) -> None:
    """Without the action and its lock: the trigger and the check constraint are enough."""
    from django.db import IntegrityError

    cohort = make_cohort(capacity=5)
    applications = [make_application(cohort, "shortlisted") for _ in range(20)]

    def take(application: Application) -> None:
        try:
            Application.objects.filter(pk=application.pk).update(state="accepted")
        except IntegrityError:
            raise CohortFullError(cohort) from None

    came = at_once(*(lambda each=each: take(each) for each in applications))
    assert Counter(came) == {"done": 5, "CohortFullError": 15}
    assert Cohort.objects.get(pk=cohort.pk).taken == 5


def test_accepting_and_declining_at_once_has_one_winner(committing_db: None) -> None:
    cohort, officer = make_cohort(), make_officer()
    for _ in range(5):
        application = make_application(cohort, "shortlisted")
        came = at_once(
            lambda one=application: deciding.accept(application=one, actor=officer, now=NOW),
            lambda one=application: deciding.decline(application=one, actor=officer, now=NOW, words="No."),
        )
        assert sorted(came) == ["ForbiddenStepError", "done"]


def test_two_withdrawals_at_once_move_two_up(committing_db: None) -> None:
    cohort, officer = make_cohort(capacity=2), make_officer()
    seated = [make_application(cohort, "accepted") for _ in range(2)]
    for _ in range(3):
        deciding.waitlist(application=make_application(cohort, "shortlisted"), actor=officer, now=NOW)
    assert at_once(*(lambda each=each: applying.withdraw(application=each, now=NOW) for each in seated)) == [
        "done",
        "done",
    ]
    found = Counter(Application.objects.filter(cohort=cohort).values_list("state", flat=True))
    assert found == {"withdrawn": 2, "accepted": 2, "waitlisted": 1}


def test_sending_twice_at_once_leaves_one(committing_db: None) -> None:
    cohort = make_cohort()
    drafts = [make_application(cohort, "draft", phone=phone) for phone in ("+7 701 000 00 00", "77010000000")]
    came = at_once(*(lambda each=each: applying.submit(application=each, now=NOW) for each in drafts))
    assert sorted(came) == ["AppliedAlreadyError", "done"]
