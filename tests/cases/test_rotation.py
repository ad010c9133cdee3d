"""T11: master keys are rotated while people work, and after a stop in the middle."""

import threading

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections

from cases import door, reindexing, rotation
from cases.actions.parties import Identity, write_identity
from cases.context import acting_as
from cases.models import PartyIdentity
from cases.sealing import opened
from kbase.database import WORKER_ALIAS
from kbase.encryption import DecryptionError
from tests.factories.cases import make_case, make_party, make_place


@pytest.fixture(scope="module")
def made(committed_base):
    place = make_place()
    found = [make_party(make_case(place), identity=Identity(name=f"Name {number}")) for number in range(7)]
    return place.user("worker"), found


@pytest.fixture
def people(made, committing_db):
    yield made
    connections[WORKER_ALIAS].close()


def put_first(settings) -> None:
    settings.CASE_KEYS = f"next:{'C' * 43},{settings.CASE_KEYS}"
    settings.IDENTITY_KEYS = f"next:{'D' * 43},{settings.IDENTITY_KEYS}"


def only_new(settings) -> None:
    settings.CASE_KEYS, settings.IDENTITY_KEYS = f"next:{'C' * 43}", f"next:{'D' * 43}"


def names(worker) -> list[str]:
    with acting_as(worker):
        rows = PartyIdentity.objects.visible_to(worker).select_related("case")
        return sorted(opened(row, "name") for row in rows)


def test_t11_after_rotation_the_former_keys_are_not_needed(people, settings):
    worker, found = people
    put_first(settings)
    assert rotation.rotate() == len(found)
    only_new(settings)
    assert names(worker) == [f"Name {number}" for number in range(7)]
    assert rotation.waiting() == 0


def test_numbers_are_found_again_after_another_index_key_or_another_way_of_reading(committing_db, settings):
    place = make_place()
    written = [Identity(phones="+8 701 555 01 23", iin="850101300123"), Identity(phones="8 (701) 555-01-23")]
    one, other = (make_party(make_case(place), identity=who) for who in written)
    worker = place.user("worker")
    with acting_as(worker):  # as a release that read numbers otherwise left it
        PartyIdentity.objects.filter(party=one).update(phone_index="old.A")
        kept = PartyIdentity.objects.get(party=one)
        assert not door.leads_of_possible_matches(other)
    settings.INDEX_KEYS = f"next:{'E' * 43},{settings.INDEX_KEYS}"
    call_command("index_case_numbers")
    with acting_as(worker):
        assert [lead.user for lead in door.leads_of_possible_matches(other)] == [worker]
        now = PartyIdentity.objects.get(party=one)
    assert now.iin_index.startswith("next.")
    assert (now.row_version, now.phones) == (kept.row_version, kept.phones)
    assert reindexing.index_anew() == 0
    connections[WORKER_ALIAS].close()


def test_without_rotation_the_former_keys_are_needed(people, settings):
    worker, _found = people
    only_new(settings)
    with pytest.raises(DecryptionError):
        names(worker)


def test_t11_stopped_in_the_middle_it_goes_on(people, settings, monkeypatch):
    worker, found = people
    put_first(settings)
    monkeypatch.setattr(rotation, "BATCH", 2)

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(progress=stop)
    assert rotation.waiting() == len(found) - 2
    assert len(names(worker)) == 7
    assert rotation.rotate() == len(found) - 2
    only_new(settings)
    assert len(names(worker)) == 7


def test_t11_while_people_write_nothing_is_lost(people, settings):
    worker, found = people
    put_first(settings)
    failures = []

    def write(number: int) -> None:
        try:
            for turn in range(5):
                with acting_as(worker):
                    write_identity(
                        actor=worker,
                        party_id=found[number].pk,
                        identity=Identity(name=f"{number} turn {turn}"),
                    )
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    rotation.rotate()
    for thread in threads:
        thread.join()
    only_new(settings)
    assert failures == []
    assert names(worker)[:4] == [f"{number} turn 4" for number in range(4)]


def test_rotation_leaves_no_history_and_no_access(people, settings):
    worker, _found = people
    with acting_as(worker), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_caseevent")
        before = cursor.fetchone()
    put_first(settings)
    rotation.rotate()
    with acting_as(worker), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_caseevent")
        assert cursor.fetchone() == before


def test_command_says_how_many(people, settings, capsys):
    put_first(settings)
    call_command("rotate_case_keys")
    assert "7 cases" in capsys.readouterr().out


def test_worker_of_the_database_has_no_more_rights_than_it_needs(people):
    for statement in (
        "SELECT outcome_note FROM cases_case",
        "SELECT * FROM cases_partyidentity",
        "SELECT * FROM cases_party",
        "UPDATE cases_case SET status = 'closed'",
        "DELETE FROM cases_case",
        "SELECT * FROM auth_user",
    ):
        with (
            connections[WORKER_ALIAS].cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
        ):
            cursor.execute(statement)
