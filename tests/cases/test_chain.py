"""Tests 14 (T14) and 58: the record of accesses is chained, and what was done to it is named."""

import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from cases import record
from cases.chain import Head, verify
from cases.choices import Deed
from cases.context import acting_as
from kbase.database import OWNER_ALIAS
from tests.factories.cases import make_case, make_place


def tamper(statement: str) -> None:
    """Do as the owner of the database, who may switch the locks off, what nobody should."""
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        for table in ("cases_accessevent", "cases_chainlink"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(statement)
        assert cursor.rowcount == 1
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("cases_accessevent", "cases_chainlink"):
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    connections[OWNER_ALIAS].close()


@pytest.fixture(scope="module")
def made(committed_base) -> Head:
    place = make_place()
    make_case(place)
    make_case(place)
    return verify().head


@pytest.fixture
def head(made, committing_db) -> Head:
    return made


def test_untouched_record_is_whole(head):
    verdict = verify()
    assert verdict.problems == ()
    assert verdict.head.number >= 4


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE cases_accessevent SET deed = 'listed' WHERE id = ({second})", "was changed"),
        (
            "UPDATE cases_accessevent SET at = at + interval '1 microsecond' WHERE id = ({second})",
            "was changed",
        ),
        ("UPDATE cases_accessevent SET actor_id = 1 WHERE id = ({second})", "was changed"),
        ("DELETE FROM cases_accessevent WHERE id = ({second})", "is gone"),
        ("DELETE FROM cases_chainlink WHERE number = 2", "link 2 is missing"),
        ("UPDATE cases_chainlink SET digest = previous WHERE number = 2", "was changed"),
        ("UPDATE cases_chainlink SET previous = digest WHERE number = 2", "doesn't follow"),
    ],
)
def test_t14_what_the_owner_changed_is_named(head, statement, problem):
    tamper(statement.format(second="SELECT event_id FROM cases_chainlink WHERE number = 2"))
    assert any(problem in found for found in verify().problems)


def test_t14_end_that_was_cut_off_is_found_with_a_published_head(head):
    last = f"SELECT event_id FROM cases_chainlink WHERE number = {head.number}"
    tamper(f"DELETE FROM cases_accessevent WHERE id = ({last})")
    tamper(f"DELETE FROM cases_chainlink WHERE number = {head.number}")
    assert verify().problems == ()
    assert "was published" in verify(published=head).problems[0]


def test_command_prints_the_head_and_fails_when_it_is_not_whole(head, capsys):
    call_command("verify_chain", "--published", str(head))
    assert f"head {head.number}:" in capsys.readouterr().out
    tamper("DELETE FROM cases_chainlink WHERE number = 1")
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_chain")


def test_command_refuses_a_head_it_can_not_read(head):
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        call_command("verify_chain", "--published", "nonsense")


def test_58_eight_writers_make_no_fork_gap_or_deadlock(committing_db):
    place, failures = make_place(), []
    before = verify().head.number
    worker = place.user("worker")

    def write() -> None:
        try:
            for _event in range(25):
                with acting_as(worker):
                    record.note_ids(Deed.LISTED)
                    record.note_ids(Deed.READ)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify()
    assert failures == []
    assert verdict.problems == ()
    assert verdict.head.number == before + 8 * 25 * 2


def test_58_ten_thousand_are_proved_in_seconds(committing_db):
    worker = make_place().user("worker")
    with acting_as(worker), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_accessevent (id, object_kind, deed, purpose, result) "
            "SELECT gen_random_uuid(), '', 'read', '', 'allowed' FROM generate_series(1, 10000)"
        )
    started = time.process_time()
    assert verify().problems == ()
    assert time.process_time() - started < 1
