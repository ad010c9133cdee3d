"""Migrations are the owner's, one at a time, and leave the application its rights."""

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from kbase.management.commands.migrate import LOCK_KEY


def rights(table: str) -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = 'qorgau_app' AND table_name = %s",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def test_new_table_is_granted_by_the_next_migrate(committing_db):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE kbase_note (id int)")
        cursor.execute("CREATE TABLE kbase_noteevent (id int, pgh_id int)")
    assert rights("kbase_note") == set()
    call_command("migrate", verbosity=0)
    assert rights("kbase_note") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert rights("kbase_noteevent") == {"SELECT", "INSERT"}


def test_rights_given_by_hand_are_taken_back(committing_db):
    with connections["owner"].cursor() as cursor:
        cursor.execute("GRANT TRUNCATE, TRIGGER ON auth_user TO qorgau_app")
    call_command("migrate", verbosity=0)
    assert rights("auth_user") == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_table_of_events_that_is_no_history_stays_writable(committing_db):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE programs_upheaval_event (id int)")
    call_command("migrate", verbosity=0)
    assert "DELETE" in rights("programs_upheaval_event")


def test_second_migrate_waits_for_the_first(committing_db):
    owner = connections["owner"].settings_dict
    other = psycopg.connect(host=owner["HOST"], port=owner["PORT"], user=owner["USER"], dbname=owner["NAME"])
    with other, connections["owner"].cursor() as cursor:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        cursor.execute("SET statement_timeout = '300ms'")
        with pytest.raises(Exception, match="statement timeout"):
            call_command("migrate", verbosity=0)
        cursor.execute("RESET statement_timeout")


def test_without_owner_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(settings, "DATABASES", {"default": settings.DATABASES["default"]})
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("migrate", verbosity=0)


@pytest.mark.django_db(databases=["default", "owner"])
def test_statements_of_web_processes_have_a_limit_and_the_owners_have_none():
    limits = {}
    for alias in ("default", "owner"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            limits[alias] = cursor.fetchone()[0]
    assert limits == {"default": "5s", "owner": "0"}
