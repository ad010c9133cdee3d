"""56: random statements change no consent, task, assessment or plan but as the tables of states say."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import states
from cases.context import acting_as
from tests.factories.care import answer, begin_assessment, give, goal, safety_plan, task
from tests.factories.cases import make_case, make_party

pytestmark = pytest.mark.django_db
TABLES = {
    "cases_consent": states.CONSENT,
    "cases_task": states.TASK,
    "cases_assessment": states.ASSESSMENT,
    "cases_safetyplan": states.SAFETY_PLAN,
    "cases_planitem": states.PLAN_ITEM,
}
# What must be said with a change, so that only the state itself can be what is refused.
SAID = {
    "cases_consent": ", withdrawn_at = clock_timestamp(), withdrawn_by_id = sec.uid()",
    "cases_task": ", done_at = clock_timestamp(), done_by_id = sec.uid()",
    "cases_assessment": ", signed_at = now(), next_due_on = now(), level_final = level_computed, "
    "signed_by_id = (SELECT lead_id FROM cases_case)",
    "cases_safetyplan": ", agreed_with_survivor_at = now()",
    "cases_planitem": ", outcome = goal",
}
CHANGES = st.lists(
    st.sampled_from(sorted(TABLES)).flatmap(
        lambda table: st.tuples(st.just(table), st.sampled_from([*TABLES[table], "nonsense"]), st.booleans())
    ),
    min_size=5,
    max_size=25,
)


def state_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT status FROM {table}")
        return str(cursor.fetchone()[0])


def change(table: str, status: str, *, saying: bool) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET status = %s{SAID[table] if saying else ''}", [status])
    except DatabaseError:
        pass


@pytest.fixture
def lead(place):
    party = make_party(make_case(place))
    user = party.case.lead.user
    give(party)
    task(party.case)
    answer(begin_assessment(party), user, "strangled")
    safety_plan(party)
    goal(party.case)
    return user


@given(CHANGES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_56_no_statement_makes_an_unlisted_change(lead, changes):
    with transaction.atomic(), acting_as(lead):
        for table, status, saying in changes:
            before = state_of(table)
            change(table, status, saying=saying)
            after = state_of(table)
            assert after == before or after in TABLES[table][before], (table, before, after)
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_first_listed_change_is_possible(lead, table):
    with acting_as(lead):
        before = state_of(table)
        change(table, TABLES[table][before][0], saying=True)
        assert state_of(table) == TABLES[table][before][0]
