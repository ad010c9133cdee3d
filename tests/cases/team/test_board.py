"""The supervisor's board: her team and nobody else's, numbers and codes, greatest danger first."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import team
from cases.actions import progress
from cases.actions.parties import Identity
from cases.choices import Confidentiality
from tests.factories import accounts
from tests.factories.care import assessed
from tests.factories.case_law import NEW, OLD, at, make_rule, record_event
from tests.factories.cases import as_member, make_case, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(place) -> Client:
    return accounts.sign_in(Client(), place.user("supervisor"))


def board(client) -> str:
    return client.get(reverse("work-board")).content.decode()


def test_greatest_danger_comes_first(place):
    make_case(place)
    for risk in ("high", "immediate"):
        assessed(make_party(make_case(place)), risk)
    with as_member(place, "supervisor") as user:
        order = list(team.by_danger(user).values_list("risk", flat=True))
    assert order == ["immediate", "high", "unknown"]


def test_overdue_duties_are_counted_by_case_and_by_person(place):
    make_rule((OLD, NEW), (NEW, None))
    case, _quiet = make_case(place), make_case(place)
    record_event(case, at("2026-03-10 09:00"))
    with as_member(place, "supervisor") as user:
        assert [found.overdue for found in team.by_danger(user)] == [1, 0]
        load = next(each for each in team.loads(user) if each.member == place.worker)
        assert (load.cases, load.overdue) == (2, 1)


def test_board_shows_no_restricted_case_and_no_other_team(place, supervisor):
    restricted = make_case(place, confidentiality=Confidentiality.RESTRICTED)
    foreign = make_case(place, "other")
    mine = make_case(place)
    page = board(supervisor)
    assert mine.shown_number in page
    assert restricted.shown_number not in page
    assert foreign.shown_number not in page


def test_board_names_nobody_in_a_case(place, supervisor):
    case = make_case(place)
    make_party(case, identity=Identity(name="Invented Name", iin="850101300123"))
    page = board(supervisor)
    assert "Invented" not in page
    assert "S1" not in page


def test_cases_waiting_to_be_closed_are_told(place, supervisor):
    case = make_case(place)
    with as_member(place, "worker") as lead:
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="agreed-is-done")
    assert "Cases waiting to be closed" in board(supervisor)


def test_queries_do_not_grow_with_the_cases(place, supervisor):
    make_case(place)
    board(supervisor)
    with CaptureQueriesContext(
        connection,
    ) as few:
        board(supervisor)
    for _more in range(5):
        make_case(place)
    with CaptureQueriesContext(connection) as many:
        board(supervisor)
    assert len(many) == len(few)
