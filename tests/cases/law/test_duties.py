"""What becomes of a duty, by whom, and what the database refuses whatever our code does."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from cases.actions import duties, events
from cases.actions.access import ReasonMissingError
from cases.choices import AccessKind
from cases.context import acting_as
from cases.models import CaseDuty, Event, Incident, LawPin
from cases.sealing import opened
from cases.states import DUTY, ForbiddenChangeError
from tests.factories.case_law import OLD, amend, at, make_rule, record_event
from tests.factories.cases import grant, make_case, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.fixture
def duty(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    with acting_as(place.user("worker")):
        return CaseDuty.objects.with_rule().get(event=event)


def now(duty, user):
    with acting_as(user):
        return CaseDuty.objects.with_rule().get(pk=duty.pk)


def complete(place, duty):
    worker = place.user("worker")
    with acting_as(worker):
        return duties.complete_duty(actor=worker, duty_id=duty.pk, evidence="Entry 12 in the register")


def test_done_duty_keeps_what_proves_it_sealed(place, duty):
    complete(place, duty)
    done = now(duty, place.user("worker"))
    assert done.status == "done"
    assert done.evidence.startswith("v1.")
    with acting_as(place.user("worker")):
        assert opened(done, "evidence") == "Entry 12 in the register"


def test_duty_is_done_once(place, duty):
    complete(place, duty)
    with pytest.raises(ForbiddenChangeError):
        complete(place, duty)


def test_duty_is_not_done_without_proof_or_ahead_of_time(place, duty):
    worker = place.user("worker")
    with acting_as(worker), pytest.raises(ReasonMissingError):
        duties.complete_duty(actor=worker, duty_id=duty.pk, evidence=" ")
    with acting_as(worker), pytest.raises(ValueError, match="lies ahead"):
        duties.complete_duty(
            actor=worker, duty_id=duty.pk, evidence="x", done_at=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
        )


def test_supervisor_waives_naming_the_provision(place, duty):
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        duties.waive_duty(
            actor=supervisor, duty_id=duty.pk, reason="transferred", under=duty.version.provision
        )
    waived = now(duty, supervisor)
    assert (waived.status, waived.waived_by_id, waived.waived_under_id) == (
        "waived", place.supervisor.pk, duty.version.provision_id,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["worker", "colleague"])
def test_who_works_on_the_case_waives_nothing(place, case, duty, name):
    grant(case, place.colleague, AccessKind.COWORKER)
    actor = place.user(name)
    with acting_as(actor), pytest.raises(PermissionDenied):
        duties.waive_duty(actor=actor, duty_id=duty.pk, reason="x", under=duty.version.provision)


def test_supervisor_opens_again_what_was_held_to_be_done(place, duty):
    complete(place, duty)
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        duties.reopen_duty(actor=supervisor, duty_id=duty.pk, reason="sent to the wrong office")
    assert now(duty, supervisor).status == "reopened"
    complete(place, duty)
    assert now(duty, supervisor).status == "done"


@pytest.mark.parametrize("name", ["other", "second", "auditor", "intake"])
def test_1_to_a_stranger_there_is_no_such_duty(place, duty, name):
    actor = place.user(name)
    with acting_as(actor), pytest.raises((Http404, PermissionDenied)):
        duties.complete_duty(actor=actor, duty_id=duty.pk, evidence="x")
    with acting_as(actor), pytest.raises(Http404):
        duties.waive_duty(actor=actor, duty_id=duty.pk, reason="x", under=duty.version.provision)


def test_override_keeps_both_times(place, duty):
    worker, later = place.user("worker"), dt.datetime(2026, 3, 12, 4, tzinfo=dt.UTC)
    with acting_as(worker):
        duties.override_duty(actor=worker, duty_id=duty.pk, due_at=later, reason="court closed")
    kept = now(duty, worker)
    assert (kept.due_at, kept.due_as_binding, kept.override_by) == (duty.due_at, later, worker)
    with acting_as(worker):
        assert CaseDuty.objects.with_time_left().get(pk=duty.pk).binding_at == later


def test_overdue_is_read_from_the_databases_clock(place, duty):
    worker = place.user("worker")
    far = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    with acting_as(worker):
        assert CaseDuty.objects.visible_to(worker).overdue().get() == duty
        duties.override_duty(actor=worker, duty_id=duty.pk, due_at=far, reason="stayed")
        assert not CaseDuty.objects.visible_to(worker).overdue().exists()


def test_my_day_begins_with_the_least_time_left_in_four_queries(place, case, django_assert_num_queries):
    make_rule()
    first = record_event(case, at("2026-03-10 09:00"))
    record_event(case, at("2026-03-12 09:00"))
    earliest = record_event(make_case(place), at("2026-03-08 09:00"))
    worker = place.user("worker")
    with acting_as(worker):
        with django_assert_num_queries(4):
            found = list(CaseDuty.objects.visible_to(worker).for_my_day())
            told = [(d.case.public_no, d.event.kind.name, str(d.clock.duty), d.is_overdue) for d in found]
        assert [duty.event_id for duty in found][:2] == [earliest.pk, first.pk]
    assert len(told) == 3
    with acting_as(place.user("other")):
        assert not CaseDuty.objects.visible_to(place.user("other")).for_my_day()


def test_recurring_duty_goes_on_once_it_is_done(place, case):
    make_rule(recurs_times=1, recurs_every=7, recurs_unit="days", offset_value=7, offset_unit="days")
    event = record_event(case, at("2026-03-10 09:00"))
    with acting_as(place.user("worker")):
        first = CaseDuty.objects.get(event=event)
    second = complete(place, first)
    assert (first.due_local, second.seq, second.due_local) == (
        "2026-03-17 09:00 +05",
        2,
        "2026-03-24 09:00 +05",
    )


def test_waiving_one_time_leaves_the_series(place, case):
    make_rule(recurs_times=1, recurs_every=7, recurs_unit="days", offset_value=7, offset_unit="days")
    event, supervisor = record_event(case, at("2026-03-10 09:00")), place.user("supervisor")
    with acting_as(supervisor):
        first = CaseDuty.objects.with_rule().get(event=event)
        duties.waive_duty(
            actor=supervisor, duty_id=first.pk, reason="road closed", under=first.version.provision
        )
        kept = list(CaseDuty.objects.filter(event=event).order_by("seq"))
    assert [(each.seq, each.status, each.due_local[:10]) for each in kept] == [
        (1, "waived", "2026-03-17"), (2, "pending", "2026-03-24"),
    ]  # fmt: skip


def test_accepted_change_of_rule_keeps_the_former_duty(place, case):
    (clock,) = make_rule((OLD, None))
    event = record_event(case, at("2026-03-10 09:00"))
    worker = place.user("worker")
    with acting_as(worker):
        former = CaseDuty.objects.get(event=event)
    new = amend(clock)
    with acting_as(worker):
        by = duties.accept_rule_change(actor=worker, duty_id=former.pk)
        kept = CaseDuty.objects.get(pk=former.pk)
    assert (kept.status, kept.due_at, kept.replaced_by_id) == ("replaced", former.due_at, by.pk)
    assert (by.clock, by.due_local) == (new, "2026-03-12 09:00 +05")


# The database alone.


def refuse(statement: str, *values: object, match: str) -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("model", [Incident, Event, LawPin])
def test_14_what_was_recorded_is_neither_changed_nor_deleted(place, duty, model):
    table = model._meta.db_table
    with acting_as(place.user("worker")):
        refuse(f"UPDATE {table} SET row_version = 2", match="permission denied")
        refuse(f"DELETE FROM {table}", match="permission denied")
        refuse(f"TRUNCATE {table}", match="permission denied")


@pytest.mark.parametrize("column", ["due_at", "calc_trace", "clock_id", "starts_at", "due_local", "event_id"])
def test_nobody_moves_what_was_counted(place, duty, column):
    with acting_as(place.user("worker")):
        refuse(f"UPDATE cases_caseduty SET {column} = {column}", match="permission denied")


@pytest.mark.parametrize(
    ("before", "after"),
    [(a, b) for a in DUTY for b in DUTY if a != b and b not in DUTY[a]],
)
def test_trigger_refuses_changes_that_are_not_listed(place, duty, before, after):
    reach = {"pending": [], "done": ["done"], "reopened": ["done", "reopened"],
             "waived": ["waived"], "replaced": []}  # fmt: skip
    if before == "replaced":
        with acting_as(place.user("worker")):
            events.correct_event(actor=place.user("worker"), event_id=duty.event_id, reason="misheard")
    user = place.user("supervisor")
    given = "done_at = now(), evidence = %s, reason = %s, waived_by_id = %s, waived_under_id = %s"
    token = "v1.k1.AAAAAAAAAAAAAAAA.AAAA"
    values = (token, token, place.supervisor.pk, duty.version.provision_id)
    with acting_as(user), connection.cursor() as cursor:
        for status in reach[before]:
            cursor.execute(f"UPDATE cases_caseduty SET status = %s, {given}", (status, *values))
            assert cursor.rowcount == 1
        refuse(
            f"UPDATE cases_caseduty SET status = %s, {given} WHERE id = %s", after, *values, duty.pk,
            match=r"[Ii]nvalid transition|another duty takes the place",
        )  # fmt: skip


def test_case_worker_waives_nothing_by_sql(place, duty):
    token = "v1.k1.AAAAAAAAAAAAAAAA.AAAA"
    with acting_as(place.user("worker")):
        refuse(
            "UPDATE cases_caseduty "
            "SET status = 'waived', reason = %s, waived_by_id = %s, waived_under_id = %s",
            token, place.supervisor.pk, duty.version.provision_id, match="a supervisor waives",
        )  # fmt: skip


def test_server_says_when_something_was_recorded(place, duty):
    with acting_as(place.user("worker")), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_event (id, created_at, created_by_id, row_version, case_id, jurisdiction_id, "
            "kind_id, occurred_at, known, source, detail, reason) "
            "SELECT gen_random_uuid(), '2026-03-10', created_by_id, 1, case_id, jurisdiction_id, kind_id, "
            "occurred_at, known, '', '', '' FROM cases_event RETURNING created_at"
        )
        assert cursor.fetchone()[0] > dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("table", ["incident", "event", "lawpin", "caseduty", "casemeasure", "flag"])
def test_foreign_user_sees_no_row(place, case, duty, table, rows):
    from cases.actions.incidents import When
    from tests.factories.case_law import make_conduct, record_incident

    make_conduct((OLD, None), topic="made-up-violence")
    record_incident(case, When())
    with acting_as(place.user("worker")):
        seen = rows(f"SELECT count(*) FROM cases_{table}")[0][0]
    assert seen > 0 or table == "casemeasure"
    for stranger in (place.user("other"), place.user("second"), make_place().user("worker")):
        with acting_as(stranger):
            assert rows(f"SELECT count(*) FROM cases_{table}") == [(0,)]


def test_event_of_another_case_starts_no_duty_here(place, duty):
    foreign = make_case(place, "other")
    (clock,) = make_rule()
    with acting_as(place.user("other")):
        refuse(
            "INSERT INTO cases_lawpin (id, created_at, created_by_id, row_version, case_id, event_id, "
            "version_id, as_of_on, basis, language, text_sha256, needs_review, reason) VALUES "
            "(gen_random_uuid(), now(), %s, 1, %s, %s, %s, '2026-03-10', 'event-date', '', '', false, '')",
            place.user("other").pk, foreign.pk, duty.event_id, clock.duty.version_id,
            match="lawpin_is_in_the_case_of_its_event",
        )  # fmt: skip
