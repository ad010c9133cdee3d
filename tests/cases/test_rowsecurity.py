"""The second lock alone: what the application's role gets from the database, whatever our code does."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, connections, transaction

from cases.choices import AccessKind, Confidentiality, Role
from cases.context import acting_as
from cases.models import Case, CaseAccess, Membership, Party
from cases.rowsecurity.rules import HISTORY, RULES
from tests.factories import accounts
from tests.factories.cases import make_case, make_party, make_place

pytestmark = pytest.mark.django_db
WRITE_ACCESS = (
    "INSERT INTO cases_accessevent (id, case_id, object_kind, deed, purpose, result) "
    "VALUES (gen_random_uuid(), %s, 'case', %s, '', 'allowed') RETURNING organisation_id"
)
WRITE_MEMBER = (
    "INSERT INTO cases_accessevent (id, object_kind, object_id, deed, purpose, result) "
    "VALUES (gen_random_uuid(), 'membership', %s, 'granted', '', 'allowed') RETURNING organisation_id"
)
TABLES = (
    r"SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
    r"WHERE relkind = 'r' AND relname LIKE 'cases\_%'"
)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for name, *_flags in cursor.fetchall()]


def test_every_table_of_cases_is_locked_for_its_owner_too(rows):
    found = rows(TABLES.replace("%", "%%"))
    assert len(found) >= 20
    assert [name for name, enabled, forced in found if not (enabled and forced)] == []


def test_every_table_of_cases_has_its_rule():
    assert set(tables()) == set(RULES) | set(HISTORY)


@pytest.mark.parametrize("right", ["DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"])
def test_application_has_no_such_right_on_any_table(rows, right):
    found = rows("SELECT t FROM unnest(%s::text[]) t WHERE has_table_privilege(t, %s)", tables(), right)
    assert found == []


def test_application_can_neither_add_to_nor_change_history(rows):
    for table in HISTORY:
        for right in ("INSERT", "UPDATE"):
            assert rows("SELECT has_table_privilege(%s, %s)", table, right) == [(False,)]


def test_without_context_there_is_nothing(place, rows):
    make_party(make_case(place))
    for table in tables():
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table


@pytest.mark.django_db(databases=["default", "owner"])
def test_owner_sees_nothing_either(place):
    make_case(place)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("name", ["context_key", "case_number", "chain_head"])
def test_application_can_not_read_what_the_guard_keeps(rows, name):
    with pytest.raises(ProgrammingError, match="permission denied"):
        rows(f"SELECT * FROM sec.{name}")


def test_lead_sees_the_case_and_another_worker_none(place):
    case = make_case(place)
    with acting_as(place.user("worker")):
        assert list(Case.objects.values_list("pk", flat=True)) == [case.pk]
    with acting_as(place.user("other")):
        assert Case.objects.count() == 0


# T5 and the like: what an insider with SQL could do.


def refuse(statement: str, *values: object) -> None:
    with (
        pytest.raises(DatabaseError, match=r"row-level security|permission denied|no right|can not lead"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


GRANT = (
    "INSERT INTO cases_caseaccess (id, created_by_id, row_version, case_id, membership_id, kind, "
    "sections, reason) VALUES (gen_random_uuid(), %s, 1, %s, %s, %s, ARRAY['summary'], '')"
)


@pytest.mark.parametrize("kind", AccessKind.values)
def test_t5_nobody_grants_herself_access(place, kind):
    case = make_case(place)
    me = place.other
    with acting_as(me.user):
        refuse(GRANT, me.user_id, case.pk, me.pk, kind)


@pytest.mark.parametrize("kind", AccessKind.values)
def test_t5_not_even_the_lead_grants_herself_more(place, kind):
    case = make_case(place)
    with acting_as(case.lead.user):
        refuse(GRANT, case.lead.user_id, case.pk, case.lead_id, kind)


def test_t5_lead_makes_no_second_lead(place):
    case = make_case(place)
    with acting_as(case.lead.user):
        refuse(GRANT, case.lead.user_id, case.pk, place.colleague.pk, AccessKind.LEAD)


def test_t5_nobody_grants_in_another_name(place):
    case = make_case(place)
    with acting_as(case.lead.user):
        refuse(GRANT, place.user("supervisor").pk, case.pk, place.colleague.pk, AccessKind.COWORKER)


def test_t5_coworker_gives_no_access(place):
    from tests.factories.cases import grant

    case = make_case(place)
    grant(case, place.colleague, AccessKind.COWORKER)
    with acting_as(place.user("colleague")):
        assert Case.objects.count() == 1
        refuse(GRANT, place.user("colleague").pk, case.pk, place.other.pk, AccessKind.COWORKER)


def test_t5_intake_worker_and_auditor_can_not_be_made_coworkers(place):
    case = make_case(place)
    with acting_as(case.lead.user):
        for member in (place.intake, place.auditor):
            refuse(GRANT, case.lead.user_id, case.pk, member.pk, AccessKind.COWORKER)


MEMBER = (
    "INSERT INTO cases_membership (id, created_by_id, row_version, user_id, organisation_id, role) "
    "VALUES (gen_random_uuid(), %s, 1, %s, %s, %s)"
)


@pytest.mark.parametrize("name", ["worker", "supervisor", "auditor"])
def test_t5_nobody_makes_herself_a_member(place, name):
    me = place.user(name)
    with acting_as(me):
        refuse(MEMBER, me.pk, me.pk, place.organisation.pk, Role.SUPERVISOR)


def test_t5_administrator_gives_herself_no_place(place):
    me = place.administrator
    with acting_as(me):
        refuse(MEMBER, me.pk, me.pk, place.organisation.pk, Role.SUPERVISOR)


def test_t5_supervisor_appoints_no_supervisor(place):
    me, somebody = place.user("supervisor"), accounts.user("newcomer")
    with acting_as(me):
        refuse(MEMBER, me.pk, somebody.pk, place.organisation.pk, Role.SUPERVISOR)


@pytest.mark.parametrize(
    "change",
    ["role = 'supervisor'", "user_id = user_id", "organisation_id = organisation_id", "starts_at = now()"],
)
def test_t5_membership_can_not_be_turned_into_another(place, change):
    with acting_as(place.user("supervisor")):
        refuse(f"UPDATE cases_membership SET {change}")


def test_t5_own_membership_is_not_prolonged(place, rows):
    with acting_as(place.user("supervisor")):
        rows(
            "UPDATE cases_membership SET ends_at = now() + interval '9 years' WHERE id = %s",
            place.supervisor.pk,
        )
        assert Membership.objects.get(pk=place.supervisor.pk).ends_at is None


@pytest.mark.parametrize(
    "change",
    [
        "public_no = '000000011'",
        "organisation_id = organisation_id",
        "lead_id = lead_id",
        "content_key = identity_key",
        "identity_key = ''",
        "content_master = 'x'",
        "id = gen_random_uuid()",
        "created_by_id = NULL",
    ],
)
def test_lead_can_not_change_what_a_case_is(place, change):
    case = make_case(place)
    with acting_as(case.lead.user):
        refuse(f"UPDATE cases_case SET {change}")


def test_case_is_made_by_the_function_alone(place):
    with acting_as(place.user("worker")):
        refuse(
            "INSERT INTO cases_case (id, row_version, public_no, organisation_id, lead_id, status, step, "
            "risk, confidentiality, content_key, identity_key, content_master, identity_master, "
            "retention_basis, legal_hold) VALUES (gen_random_uuid(), 1, '000000011', %s, %s, 'open', "
            "'engage', 'unknown', 'normal', '', '', '', '', '', false)",
            place.organisation.pk,
            place.worker.pk,
        )


def test_revoked_grant_is_not_revived(place, rows):
    from cases.actions.access import revoke_access
    from tests.factories.cases import grant

    case = make_case(place)
    given = grant(case, place.colleague, AccessKind.COWORKER)
    with acting_as(case.lead.user):
        revoke_access(actor=case.lead.user, case_id=case.pk, grant_id=given.pk)
        rows("UPDATE cases_caseaccess SET revoked_at = NULL WHERE id = %s", given.pk)
        refuse("UPDATE cases_caseaccess SET ends_at = NULL")
        assert CaseAccess.objects.get(pk=given.pk).revoked_at is not None


def test_barrier_is_not_lifted_by_whom_it_bars(place, rows):
    from tests.factories.cases import bar

    case = make_case(place)
    bar(case, place.user("supervisor"))
    with acting_as(place.user("supervisor")):
        rows("UPDATE cases_casebarrier SET lifted_at = now()")
        assert rows("SELECT count(*) FROM cases_casebarrier") == [(0,)]
    with acting_as(case.lead.user):
        assert rows("SELECT count(*) FROM cases_casebarrier WHERE lifted_at IS NULL") == [(1,)]


def test_lead_does_not_close_her_own_case_by_sql(place):
    case = make_case(place)
    with acting_as(case.lead.user), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET status = 'closing', outcome = 'other'")
        with pytest.raises(DatabaseError, match="a supervisor closes"), transaction.atomic():
            cursor.execute(
                "UPDATE cases_case SET status = 'closed', closed_at = now(), closed_by_id = %s",
                [place.supervisor.pk],
            )


@pytest.mark.parametrize("status", ["closed", "disposed", "void", "reopened", "draft"])
def test_56_raw_sql_makes_no_forbidden_change(place, status):
    make_case(place)
    with (
        acting_as(place.user("worker")),
        pytest.raises((InternalError, ProgrammingError, DatabaseError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_case SET status = %s", [status])


def test_3_part_of_a_foreign_case_can_not_be_added(place):
    mine, foreign = make_case(place, "other"), make_party(make_case(place))
    with acting_as(mine.lead.user):
        for case_id in (mine.pk, foreign.case_id):
            refuse_any(
                "INSERT INTO cases_safecontact (id, created_by_id, row_version, party_id, case_id, channel, "
                "ok_days, code_word, who_may_answer, voicemail_ok, do_not_contact) "
                "VALUES (gen_random_uuid(), %s, 1, %s, %s, 'phone', '{}', '', '', false, false)",
                mine.lead.user_id,
                foreign.pk,
                case_id,
            )


def refuse_any(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {connection.ops.compose_sql(statement, values)}")


def test_record_of_accesses_is_in_nobody_elses_name(place, rows):
    case = make_case(place)
    with acting_as(place.user("other")):
        rows(
            "INSERT INTO cases_accessevent (id, at, actor_id, case_id, object_kind, deed, purpose, result) "
            "VALUES (gen_random_uuid(), '2001-01-01', %s, %s, '', 'read', '', 'allowed')",
            place.user("worker").pk,
            case.pk,
        )
        who, year = rows("SELECT actor_id, extract(year FROM at) FROM cases_accessevent WHERE deed = 'read'")[
            0
        ]
    assert (who, year > 2001) == (place.user("other").pk, True)


def test_record_of_accesses_does_not_tell_a_case_of_another_organisation_from_none(place, rows):
    elsewhere = make_place()
    foreign, nothing = make_case(elsewhere), uuid4()
    with acting_as(place.user("auditor")):  # who reads more of the record than others
        for case_id in (foreign.pk, nothing):
            for deed in ("read", "refused"):
                rows(WRITE_ACCESS, case_id, deed)
            rows(WRITE_ACCESS.replace("'case'", "'membership'"), case_id, "changed")
            rows(WRITE_MEMBER, elsewhere.worker.pk if case_id == foreign.pk else uuid4())
        told = "SELECT deed, result, organisation_id, object_kind, count(*) FROM cases_accessevent WHERE {} "
        told += "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        seen = [rows(told.format("case_id = %s"), case_id) for case_id in (foreign.pk, nothing)]
        assert seen[0] == seen[1] != []
        ((number, bodies),) = rows(
            "SELECT count(*), array_agg(DISTINCT organisation_id) FROM cases_accessevent "
            "WHERE deed = 'granted'"
        )
        assert (number, bodies) == (2, [place.organisation.pk])
    with acting_as(elsewhere.user("auditor")):
        noted = rows("SELECT deed FROM cases_accessevent WHERE actor_id = %s", place.user("auditor").pk)
        assert set(noted) == {("refused",)}
        assert len(noted) == 3


@pytest.mark.parametrize(
    "statement", ["UPDATE cases_accessevent SET deed = 'read'", "DELETE FROM cases_accessevent"]
)
def test_t14_record_of_accesses_is_not_rewritten(place, statement):
    make_case(place)
    with acting_as(place.user("worker")):
        refuse(statement)


def test_restricted_case_is_seen_by_the_people_named_only(place):
    make_case(place, confidentiality=Confidentiality.RESTRICTED)
    with acting_as(place.user("supervisor")):
        assert Case.objects.count() == 0


def test_history_of_a_case_is_seen_as_far_as_the_case(place, rows):
    make_party(make_case(place))
    with acting_as(place.user("other")):
        assert rows("SELECT count(*) FROM cases_partyevent") == [(0,)]
    with acting_as(place.user("worker")):
        assert rows("SELECT count(*) FROM cases_partyevent") == [(1,)]
        assert rows("SELECT count(*) FROM cases_caseevent")[0][0] >= 2
        assert Party.objects.count() == 1
