"""Test 22: the signed word that says who asks can be neither forged nor replayed, nor outlives its time."""

import time

import pytest
from django.db import DatabaseError, ProgrammingError, connection

from cases.context import acting_as, signed
from cases.models import Case
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def set_word(rows, word: str) -> None:
    rows("SELECT set_config('app.ctx', %s, true)", word)


def process(rows) -> int:
    return int(rows("SELECT pg_backend_pid()")[0][0])


def test_22_word_of_this_server_opens_the_case(place, rows):
    make_case(place)
    word = signed(user_id=place.user("worker").pk, process=process(rows), ends_at=int(time.time()) + 60)
    set_word(rows, word)
    assert rows("SELECT count(*) FROM cases_case") == [(1,)]


@pytest.mark.parametrize(
    "forge",
    [
        lambda word, user: str(user),
        lambda word, user: f"{user}.9999999999.{'0' * 64}",
        lambda word, user: word.replace(word.rpartition(".")[2], "0" * 64),
        lambda word, user: word.replace(word.rpartition(".")[2], ""),
        lambda word, user: word + ".x",
        lambda word, user: "." + word.partition(".")[2],
        lambda word, user: "....",
        lambda word, user: "",
        lambda word, user: "' OR true --",
        lambda word, user: word.upper(),
    ],
)
def test_22_forged_words_open_nothing(place, rows, forge):
    make_case(place)
    user = place.user("worker").pk
    word = signed(user_id=user, process=process(rows), ends_at=int(time.time()) + 60)
    set_word(rows, forge(word, user))
    assert rows("SELECT count(*) FROM cases_case") == [(0,)]


def test_22_word_of_another_user_with_ones_own_signature_opens_nothing(place, rows):
    make_case(place)
    mine = signed(user_id=place.user("other").pk, process=process(rows), ends_at=int(time.time()) + 60)
    key, _user, *rest = mine.split(".")
    set_word(rows, ".".join([key, str(place.user("worker").pk), *rest]))
    assert rows("SELECT count(*) FROM cases_case") == [(0,)]


def test_22_word_that_has_ended_opens_nothing(place, rows):
    make_case(place)
    set_word(rows, signed(user_id=place.user("worker").pk, process=process(rows), ends_at=int(time.time())))
    assert rows("SELECT count(*) FROM cases_case") == [(0,)]


def test_22_word_of_another_connection_opens_nothing(place, rows):
    make_case(place)
    word = signed(user_id=place.user("worker").pk, process=process(rows) + 1, ends_at=int(time.time()) + 60)
    set_word(rows, word)
    assert rows("SELECT count(*) FROM cases_case") == [(0,)]


@pytest.mark.parametrize(
    "injected",
    [
        "SELECT c.id FROM cases_case c, set_config('app.ctx', '{user}', true)",
        "WITH me AS MATERIALIZED (SELECT set_config('app.ctx', '{user}', true)) "
        "SELECT c.id FROM cases_case c, me",
        "SELECT id FROM cases_case WHERE set_config('app.uid', '{user}', true) IS NOT NULL",
        "SELECT sec.cases('summary', 'read')",
        "SELECT id FROM cases_case WHERE (SELECT set_config('role', 'qorgau_app', true)) IS NOT NULL",
    ],
)
def test_22_one_injected_statement_brings_no_foreign_row(place, rows, injected):
    make_case(place)
    with acting_as(place.user("other")):
        assert rows(injected.format(user=place.user("worker").pk)) == []


@pytest.mark.parametrize(
    "role", ["qorgau_owner", "qorgau_guard", "qorgau_worker", "qorgau_backup", "postgres"]
)
def test_22_application_becomes_no_other_role(rows, role):
    with pytest.raises(DatabaseError, match=r"permission denied|does not exist"):
        rows(f"SET ROLE {role}")


def test_22_running_queries_show_no_word(place, rows):
    with acting_as(place.user("worker")):
        word = rows("SELECT current_setting('app.ctx')")[0][0]
        shown = rows("SELECT count(*) FROM pg_stat_activity WHERE position(%s in query) > 0", word[-20:])
    assert len(word) > 64
    assert shown <= [(1,)]  # at most this very question


def test_context_ends_with_its_block(place):
    make_case(place)
    with acting_as(place.user("worker")):
        assert Case.objects.count() == 1
    assert Case.objects.count() == 0


def test_context_ends_after_an_error_too(place):
    make_case(place)
    with pytest.raises(ProgrammingError), acting_as(place.user("worker")), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    assert Case.objects.count() == 0


def test_inner_context_gives_way_to_the_outer(place):
    make_case(place)
    with acting_as(place.user("worker")):
        with acting_as(place.user("other")):
            assert Case.objects.count() == 0
        assert Case.objects.count() == 1
