"""Test 56 for sharing: driven at random by raw SQL, no record reaches a state by a way that is not listed."""

from typing import Any

from django.db import DatabaseError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import states
from cases.actions.grounds import Ground
from cases.choices import OrganisationKind
from kbase.database import OWNER_ALIAS
from tests.factories.cases import make_case, make_place
from tests.factories.sharing import copied, offer, refer

TABLES = {
    "referral": states.REFERRAL,
    "transfer": states.TRANSFER,
    "approval": states.APPROVAL,
    "caseexport": states.EXPORT,
}
STEPS = st.lists(
    st.sampled_from([(name, after) for name, table in TABLES.items() for after in table]), max_size=14
)
# What each state must say besides, so that triggers alone decide.
FILLED = {
    "referral": "sent_at = now(), answer = message",
    "transfer": "answer = note, answered_by_id = created_by_id, "
    "lead_id = (SELECT id FROM cases_membership LIMIT 1)",
    "approval": "status = status",
    "caseexport": "ready_at = now(), expires_at = now(), sha256 = 'x', downloaded_at = now()",
}
DECIDED = (
    "UPDATE cases_approval SET status = %s, decided_at = CASE WHEN %s = 'asked' THEN NULL ELSE now() END, "
    "decided_by_id = CASE WHEN %s = 'asked' THEN NULL ELSE (SELECT min(id) FROM auth_user WHERE id <> "
    "requested_by_id) END WHERE id = %s"
)


def test_56_no_sequence_reaches_a_state_that_is_not_listed(committing_db):
    place, police = make_place(), make_place(OrganisationKind.POLICE)
    case = make_case(place)
    asked = refer(case, police.organisation, ground=Ground(reason="Danger"))
    ids = {
        "referral": asked.pk,
        "approval": asked.approval.pk,
        "transfer": offer(case, police.organisation).pk,
        "caseexport": copied(case).pk,
    }
    open_to_the_guard()

    @settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
    @given(STEPS)
    def drive(sequence: list[tuple[str, str]]) -> None:
        with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
            cursor.execute("SET LOCAL ROLE qorgau_guard")
            now = {name: begun(cursor, name, pk) for name, pk in ids.items()}
            for name, after in sequence:
                allowed = after == now[name] or after in TABLES[name][now[name]]
                assert changed(cursor, name, ids[name], after) == allowed, (name, now[name], after)
                now[name] = after if allowed else now[name]
            transaction.set_rollback(True, using=OWNER_ALIAS)

    drive()
    connections[OWNER_ALIAS].close()


def open_to_the_guard() -> None:
    """Let one role change all four tables at will, in this test's own database."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("GRANT SELECT ON auth_user TO qorgau_guard")
        for name in TABLES:
            cursor.execute(f"GRANT SELECT, UPDATE ON cases_{name} TO qorgau_guard")
            cursor.execute(
                f"CREATE POLICY fuzz ON cases_{name} TO qorgau_guard USING (true) WITH CHECK (true)"
            )


def begun(cursor: Any, name: str, pk: Any) -> str:
    cursor.execute(f"UPDATE cases_{name} SET {FILLED[name]} WHERE id = %s RETURNING status", [pk])
    return str(cursor.fetchone()[0])


def changed(cursor: Any, name: str, pk: Any, after: str) -> bool:
    """Try a change; say whether the database took it."""
    try:
        with transaction.atomic(using=OWNER_ALIAS):
            if name == "approval":
                cursor.execute(DECIDED, [after, after, after, pk])
            else:
                cursor.execute(f"UPDATE cases_{name} SET status = %s WHERE id = %s", [after, pk])
    except DatabaseError:
        return False
    return True
