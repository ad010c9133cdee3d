"""Closing (B.3): never while a duty of the law is open; said by the action, and by the database itself."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404

from cases.actions import duties, events, progress
from cases.actions.access import ReasonMissingError
from cases.actions.progress import OpenDutiesError
from cases.context import acting_as
from cases.models import Case, CaseDuty
from cases.sealing import opened
from cases.states import ForbiddenChangeError
from tests.factories.case_law import at, kazakhstan, make_rule, record_event
from tests.factories.cases import make_case, make_place
from tests.factories.work import Desk

DONE = "agreed-is-done"


def propose(place, case, **values):
    lead = place.user("worker")
    with acting_as(lead):
        progress.propose_closing(actor=lead, case_id=case.pk, **{"outcome": DONE} | values)


def close(place, case):
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        progress.close(actor=supervisor, case_id=case.pk)


def finish(place):
    lead = place.user("worker")
    with acting_as(lead):
        for duty in CaseDuty.objects.open():
            duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="done")


def stands(place, case):
    with acting_as(place.user("supervisor")):
        kept = Case.objects.get(pk=case.pk)
        return kept.status, CaseDuty.objects.open().filter(case=case).count()


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.mark.django_db
def test_open_duty_keeps_the_case_open(place, case):
    make_rule()
    record_event(case, at("2026-03-10 09:00"))
    with pytest.raises(OpenDutiesError, match="1 duty is still to be done"):
        propose(place, case)
    finish(place)
    propose(place, case)
    close(place, case)
    assert stands(place, case) == ("closed", 0)


@pytest.mark.django_db
def test_duty_that_came_after_the_proposal_keeps_it_from_being_closed(place, case):
    make_rule()
    propose(place, case)
    record_event(case, at("2026-03-10 09:00"))
    with pytest.raises(OpenDutiesError):
        close(place, case)
    assert stands(place, case) == ("closing", 1)


@pytest.mark.django_db
def test_waived_duty_lets_it_be_closed(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        duty = CaseDuty.objects.get(event=event)
        duties.waive_duty(
            actor=supervisor, duty_id=duty.pk, reason="moved", under=duty.clock.duty.version.provision
        )
    propose(place, case)
    assert stands(place, case) == ("closing", 0)


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["closing", "closed"])
def test_database_itself_refuses_whatever_the_code_does(place, case, after):
    make_rule()
    if after == "closed":
        propose(place, case)
    record_event(case, at("2026-03-10 09:00"))
    supervisor = place.user("supervisor")
    with (
        acting_as(supervisor),
        pytest.raises(DatabaseError, match="still to be done"),
        transaction.atomic(),
    ):
        Case.objects.filter(pk=case.pk).update(
            status=after, outcome=DONE, closed_at="2026-04-01T00:00Z", closed_by=place.supervisor
        )


@pytest.mark.django_db
def test_database_takes_no_open_duty_in_a_case_that_is_over(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    finish(place)
    propose(place, case)
    close(place, case)
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        duty = CaseDuty.objects.get(event=event)
        with pytest.raises(ForbiddenChangeError):
            duties.reopen_duty(actor=supervisor, duty_id=duty.pk, reason="x")
        with pytest.raises(IntegrityError, match="is over"), transaction.atomic():
            CaseDuty.objects.filter(pk=duty.pk).update(status="reopened")


@pytest.mark.django_db
def test_outcome_is_said_and_kept_sealed_where_it_is_words(place, case):
    with pytest.raises(ReasonMissingError):
        propose(place, case, outcome="other")
    propose(place, case, outcome="other", note="She found work elsewhere")
    with acting_as(place.user("worker")):
        kept = Case.objects.get(pk=case.pk)
        assert kept.outcome_note.startswith("v1.")
        assert opened(kept, "outcome_note") == "She found work elsewhere"


@pytest.mark.django_db
def test_work_that_goes_on_has_no_outcome(place, case):
    propose(place, case, note="x")
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        progress.send_back(actor=supervisor, case_id=case.pk, reason="The plan is not done")
        kept = Case.objects.get(pk=case.pk)
    assert (kept.status, kept.outcome, kept.outcome_note) == ("open", "", "")


@pytest.mark.django_db
def test_database_closes_no_case_without_an_outcome(place, case):
    with acting_as(place.user("worker")), pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status="closing")


@pytest.mark.django_db
def test_page_names_the_duties_that_keep_it_open_and_keeps_what_was_typed(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    desk = Desk(place, case)
    with acting_as(desk.user):
        duty = CaseDuty.objects.get(event=event)
    page = desk.get("work-closing")
    assert desk.address("work-duty", duty) in page
    refused = desk.send("work-closing", outcome=DONE, note="All agreed")
    assert "1 duty is still to be done" in refused.content.decode()
    assert "All agreed" in refused.content.decode()
    finish(place)
    desk.send("work-closing", outcome=DONE, note="All agreed")
    overview = Desk(place, case, "supervisor").get("work-item")
    assert "All agreed" in overview
    assert "What was agreed with her is done" in overview


ROUNDS = 12


def test_54_event_that_races_with_the_close_leaves_no_closed_case_with_an_open_duty(committing_db):
    """Twelve times two real writers: one closes, one records an event that starts a clock."""
    place = make_place()
    make_rule()
    lead, supervisor = place.user("worker"), place.user("supervisor")
    ends, failures = set(), []
    for _round in range(ROUNDS):
        case = make_case(place)
        propose(place, case)
        ready = threading.Barrier(2)

        def run(act, user, ready=ready):
            try:
                with acting_as(user):
                    ready.wait(10)
                    act()
            except (OpenDutiesError, Http404):
                pass  # the other was first
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        def record(case=case):
            events.record_event(
                actor=lead, case_id=case.pk, jurisdiction=kazakhstan(), kind="made-up-event",
                moment=at("2026-03-10 09:00"),
            )  # fmt: skip

        def end(case=case):
            progress.close(actor=supervisor, case_id=case.pk)

        writers = [
            threading.Thread(target=run, args=(record, lead)),
            threading.Thread(target=run, args=(end, supervisor)),
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        ends.add(stands(place, case))
    assert failures == []
    assert ends <= {("closed", 0), ("closing", 1)}


def test_54_raw_close_waits_for_an_event_under_way_and_is_refused(committing_db):
    """Without our actions: the trigger locks the case, so that the close sees the duty it waited for."""
    place = make_place()
    make_rule()
    case = make_case(place)
    propose(place, case)
    lead, supervisor = place.user("worker"), place.user("supervisor")
    recorded, refused = threading.Event(), []

    def end():
        recorded.wait(10)
        try:
            with acting_as(supervisor):
                Case.objects.filter(pk=case.pk).update(
                    status="closed", closed_at="2026-04-01T00:00Z", closed_by=place.supervisor
                )
        except DatabaseError as error:
            refused.append(str(error))
        finally:
            connection.close()

    writer = threading.Thread(target=end)
    writer.start()
    with acting_as(lead):
        events.record_event(
            actor=lead, case_id=case.pk, jurisdiction=kazakhstan(), kind="made-up-event",
            moment=at("2026-03-10 09:00"),
        )  # fmt: skip
        recorded.set()
        writer.join(0.5)
        assert writer.is_alive()
    writer.join()
    assert stands(place, case) == ("closing", 1)
    assert "still to be done" in refused[0]
