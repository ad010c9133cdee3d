"""The application's role can do its work, and can neither change the schema nor rewrite history."""

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def cursor() -> CursorWrapper:
    return connection.cursor()


def history_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'pgh_id'")
        return [name for (name,) in cursor.fetchall()]


def test_tests_run_as_the_application_role(cursor):
    cursor.execute("SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)")
    assert cursor.fetchone() == ("qorgau_app", False)


def test_application_role_owns_nothing(cursor):
    cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
    assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE intruder (id int)",
        "CREATE TEMPORARY TABLE intruder (id int)",
        "CREATE SCHEMA intruder",
        "CREATE FUNCTION intruder() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE auth_user ADD COLUMN intruder int",
        "ALTER TABLE auth_user DISABLE TRIGGER ALL",
        "DROP TABLE auth_user",
        "CREATE TRIGGER x AFTER UPDATE ON auth_user EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "TRUNCATE auth_user",
        "SET session_replication_role = replica",
        "SET ROLE qorgau_owner",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('kbase', '9999_intruder', now())",
    ],
)
def test_application_role_has_no_ddl(cursor, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_no_history_table_can_be_rewritten(cursor, statement):
    tables = history_tables()
    assert len(tables) >= 20
    for table in tables:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM pghistory_context",
        "TRUNCATE pghistory_context",
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata) "
        "VALUES (gen_random_uuid(), now(), now(), '{\"user\": 1}')",
    ],
)
def test_who_did_what_can_be_neither_changed_nor_invented(cursor, statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement)


@pytest.mark.django_db(databases=["default", "owner"])
def test_every_table_of_the_owner_is_readable_to_the_application(cursor):
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in owner.fetchall()]
    cursor.execute("SELECT t FROM unnest(%s::text[]) t WHERE NOT has_table_privilege(t, 'SELECT')", [tables])
    assert cursor.fetchall() == []
