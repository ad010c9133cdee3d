"""Places at events: given in order, never more than there are, kept from strangers."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbase.receipts import digest
from kbase.sent_once import new_number
from programs.collaborations import registering, scheduling
from programs.collaborations.states import ForbiddenStepError
from programs.models import Event, Registration
from tests.factories import collaborations as made
from tests.factories.accounts import staff

NOW = made.NOW


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("number").values_list("state", flat=True))


@pytest.mark.django_db
class TestRegistering:
    def test_first_come_get_places_and_the_rest_wait_in_order(self) -> None:
        event = made.make_event(capacity=2)
        for _person in range(4):
            made.registered(event)
        assert states(event) == ["registered", "registered", "waiting", "waiting"]

    def test_code_is_shown_and_its_digest_kept(self) -> None:
        record, code = made.registered(made.make_event())
        assert Registration.objects.get(receipt_digest=digest(code)) == record

    def test_contact_is_encrypted_in_the_database_and_absent_from_history(self) -> None:
        record, _code = made.registered(
            made.make_event(), name="Aigerim", email="aigerim@example.org", phone="+77010000000"
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(r)::text FROM programs_registration r WHERE id = %s", [record.pk])
            stored = cursor.fetchone()[0]
            cursor.execute("SELECT to_jsonb(e)::text FROM programs_registrationevent e")
            history = str(cursor.fetchall())
        for words in ("Aigerim", "example.org", "7010000000"):
            assert words not in stored
        assert "token" not in history
        assert "receipt" not in history
        assert (record.name, record.email) == ("Aigerim", "aigerim@example.org")

    @pytest.mark.parametrize("again", ["Aigerim@Example.org", " aigerim@example.org "])
    def test_same_address_twice_is_refused(self, again: str) -> None:
        event = made.make_event()
        made.registered(event, email="aigerim@example.org")
        with pytest.raises(ValidationError, match="already"):
            made.registered(event, email=again)
        assert event.registrations.count() == 1

    @pytest.mark.parametrize("again", ["0077010000000", "8 701 000 00 00", "+٧٧٠١٠٠٠٠٠٠٠"])
    def test_same_number_twice_is_refused_however_written(self, again: str) -> None:
        event = made.make_event()
        made.registered(event, email="", phone="+7 (701) 000-00-00")
        with pytest.raises(ValidationError, match="already"):
            made.registered(event, email="", phone=again)

    def test_same_address_at_another_event_is_welcome(self) -> None:
        for _event in range(2):
            made.registered(made.make_event(), email="aigerim@example.org")

    def test_no_contact_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="e-mail address or a telephone"):
            made.registered(made.make_event(), email="", phone="")

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"register_until": NOW}, "closed"),
            ({"state": "draft"}, "closed"),
            ({"state": "held"}, "closed"),
            ({"state": "cancelled", "cancel_reason": "Flood"}, "cancelled"),
        ],
    )
    def test_closed_registration_says_so(self, values: dict[str, object], words: str) -> None:
        with pytest.raises(ValidationError, match=words):
            made.registered(made.make_event(**values))

    def test_withdrawal_promotes_the_first_who_waits_and_deletes_the_details(self) -> None:
        event = made.make_event(capacity=1)
        first, _code = made.registered(event)
        second, _code = made.registered(event)
        made.registered(event)
        assert registering.withdraw(registration=first, now=NOW) == [second]
        assert states(event) == ["withdrawn", "registered", "waiting"]
        first.refresh_from_db()
        assert (first.name, first.email_token, first.email_index, first.phone_index) == ("", "", "", "")

    def test_withdrawal_from_the_waiting_list_promotes_nobody(self) -> None:
        event = made.make_event(capacity=1)
        made.registered(event)
        second, _code = made.registered(event)
        assert registering.withdraw(registration=second, now=NOW) == []

    def test_whoever_withdrew_may_register_again_at_the_end(self) -> None:
        event = made.make_event(capacity=1)
        first, _code = made.registered(event, email="a@example.org")
        made.registered(event)
        registering.withdraw(registration=first, now=NOW)
        again, _code = made.registered(event, email="a@example.org")
        assert (again.number, again.state) == (3, "waiting")

    def test_nobody_withdraws_twice_or_after_the_event(self) -> None:
        record, _code = made.registered(made.make_event())
        with pytest.raises(ValidationError, match="over"):
            registering.withdraw(registration=record, now=made.AFTER)
        registering.withdraw(registration=record, now=NOW)
        with pytest.raises(ForbiddenStepError):
            registering.withdraw(registration=record, now=NOW)

    def test_more_places_promote_and_fewer_than_promised_are_refused(self) -> None:
        event, officer = made.make_event(capacity=1), made.make_officer()
        for _person in range(3):
            made.registered(event)
        event.capacity = 2
        scheduling.save_event(event=event, actor=officer, now=NOW)
        assert states(event) == ["registered", "registered", "waiting"]
        event.capacity = 1
        with pytest.raises(ValidationError, match="2 people have a place"):
            scheduling.save_event(event=event, actor=officer, now=NOW)

    def test_database_refuses_one_too_many(self) -> None:
        event = made.make_event(capacity=1)
        made.registered(event)
        late, _code = made.registered(event)
        with pytest.raises(IntegrityError, match="All places"), transaction.atomic():
            Registration.objects.filter(pk=late.pk).update(state="registered")

    def test_database_refuses_fewer_places_than_promised(self) -> None:
        event = made.make_event(capacity=2)
        for _person in range(2):
            made.registered(event)
        with pytest.raises(IntegrityError, match="More people"), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(capacity=1)

    def test_attendance_is_recorded_by_who_may_see_people(self) -> None:
        event = made.make_event(capacity=2)
        came, _code = made.registered(event)
        made.registered(event)
        made.registered(event)  # waits
        with pytest.raises(PermissionDenied):
            registering.record_attendance(
                event=event, present=[came.pk], actor=staff("stranger"), now=made.DURING
            )
        officer = made.make_officer()
        with pytest.raises(ValidationError, match="not begun"):
            registering.record_attendance(event=event, present=[came.pk], actor=officer, now=NOW)
        counted = registering.record_attendance(
            event=event, present=[came.pk], actor=officer, now=made.DURING
        )
        assert counted == (1, 1)
        assert [r.attended for r in event.registrations.order_by("number")] == [True, False, None]

    def test_details_are_deleted_some_time_after_the_event(self) -> None:
        record, _code = made.registered(made.make_event())
        later = made.AFTER + dt.timedelta(days=registering.KEPT_DAYS)
        assert registering.erase_old_details(now=made.AFTER) == 0
        assert registering.erase_old_details(now=later) == 1
        record.refresh_from_db()
        assert (record.state, record.name, record.email_index) == ("registered", "", "")


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 4), st.lists(st.integers(0, 9), max_size=25))
def test_whatever_people_do_places_are_full_while_anyone_waits(capacity: int, moves: list[int]) -> None:
    with transaction.atomic():
        event = made.make_event(capacity=capacity)
        people: list[Registration] = []
        for move in moves:
            if move < 6 or not people:
                people.append(made.registered(event)[0])
            else:
                person = people.pop(move % len(people))
                registering.withdraw(registration=person, now=NOW)
            now_there = [state for state in states(event) if state != "withdrawn"]
            taken = now_there.count("registered")
            assert taken == min(capacity, len(now_there))
            assert now_there == sorted(now_there), "whoever came first has the place"
        transaction.set_rollback(True)


def test_fifty_at_once_on_ten_places_give_ten_and_forty_in_order(committing_db: None) -> None:
    event = made.make_event(capacity=10)
    people = [made.details() for _person in range(50)]
    together = Barrier(10)

    def come(number: int) -> str:
        try:
            if number < 10:
                together.wait(20)
            record, _code = registering.register(event=event, details=people[number], now=NOW)
            return record.state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(come, range(50)))
    assert sorted(answers) == ["registered"] * 10 + ["waiting"] * 40
    assert states(event) == ["registered"] * 10 + ["waiting"] * 40
    assert list(event.registrations.values_list("number", flat=True)) == list(range(1, 51))


def test_form_sent_eight_times_at_once_registers_one(committing_db: None) -> None:
    event, person, number = made.make_event(capacity=3), made.details(), new_number()
    together = Barrier(8)

    def click(_number: int) -> str:
        try:
            together.wait(20)
            return registering.register(event=event, details=person, now=NOW, form_number=number)[1]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(click, range(8)))
    assert len(codes) == 1
    assert states(event) == ["registered"]


def test_those_who_wait_move_up_in_order_while_others_leave_the_list(committing_db: None) -> None:
    """Places and waiting list are left at the same moment: who is left first in the list has the place."""
    event = made.make_event(capacity=4)
    people = [made.registered(event)[0] for _person in range(16)]
    leaving = [*people[:4], *people[4:12:2]]

    def leave(record: Registration) -> None:
        try:
            registering.withdraw(registration=record, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(leave, leaving))
    left = list(event.registrations.exclude(state="withdrawn").order_by("number"))
    assert [each.state for each in left] == ["registered"] * 4 + ["waiting"] * 4


def test_withdrawals_at_once_promote_each_once(committing_db: None) -> None:
    event = made.make_event(capacity=5)
    people = [made.registered(event)[0] for _person in range(12)]

    def leave(record: Registration) -> int:
        try:
            return len(registering.withdraw(registration=record, now=NOW))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        promoted = sum(pool.map(leave, people[:5]))
    assert promoted == 5
    assert states(event) == ["withdrawn"] * 5 + ["registered"] * 5 + ["waiting"] * 2
