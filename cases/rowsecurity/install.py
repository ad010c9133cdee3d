"""Installs the guard's functions, the policies and the rights on the tables of cases; repeatable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from cases.context import signing_keys
from cases.rowsecurity.rules import (
    CALLABLE,
    GUARD,
    GUARD_OF_CONTENT,
    HISTORY,
    RULES,
    WORKER,
    WORKER_CALLABLE,
    Rule,
)
from kbase.database import WORKER_ALIAS
from kbase.embedded import BACKUP as BACKUP_ROLE
from kbase.embedded import GUARD as GUARD_ROLE
from kbase.embedded import WORKER as WORKER_ROLE

BLOCK = 64  # bytes of a block of SHA-256
NAMES = ("functions", "law", "accounts", "care", "leaving", "erasing", "sharing", "matching")
FUNCTIONS = [Path(__file__).with_name(f"{name}.sql") for name in NAMES]
# What must not be written before first contact.
NARRATIVE = (
    "cases_incident", "cases_event", "cases_casemeasure", "cases_note", "cases_assessment",
    "cases_safetyplan", "cases_planitem",
)  # fmt: skip
# What an administrator alone changes, whoever may write to these tables. A new group allows nothing yet.
RIGHTS = {
    "auth_user": "INSERT OR UPDATE OR DELETE",
    "auth_user_groups": "INSERT OR UPDATE OR DELETE",
    "auth_user_user_permissions": "INSERT OR UPDATE OR DELETE",
    "auth_group_permissions": "INSERT OR UPDATE OR DELETE",
    "auth_group": "UPDATE OR DELETE",
    "auth_permission": "INSERT OR UPDATE OR DELETE",
}
# What a person alone changes of her account: table, verb, when. Recovery codes alone are no second factor.
OWN = (
    ("auth_user", "UPDATE", "NEW.password IS DISTINCT FROM OLD.password"),
    ("mfa_authenticator", "DELETE", "OLD.type IN ('totp', 'webauthn')"),
    ("mfa_authenticator", "UPDATE", "(NEW.user_id, NEW.type) IS DISTINCT FROM (OLD.user_id, OLD.type)"),
)
# What is checked before a row of a table is added or changed: table, verb, function of the guard.
CHECKS = (
    ("cases_contactattempt", "INSERT", "check_attempt"),
    ("cases_assessment", "UPDATE", "check_assessment"),
    ("cases_safetyplan", "UPDATE", "check_safety_plan"),
    ("cases_case", "UPDATE", "check_danger"),
    ("cases_case", "UPDATE", "check_keeping"),
    ("cases_caseduty", "UPDATE OF status", "check_duty"),
    ("cases_casemeasure", "UPDATE", "check_measure"),
    ("cases_approval", "INSERT OR UPDATE", "check_approval"),
)


class MissingRoleError(RuntimeError):
    """A role that an administrator of the server must make isn't there."""


def install(connection: BaseDatabaseWrapper, *, role: str) -> None:
    """Protect every table of cases; all of it or nothing.

    Args:
        connection: the owner's.
        role: the application's role.

    Raises:
        MissingRoleError: naming the role and where to read how to make it.
    """
    worker = settings.DATABASES.get(WORKER_ALIAS, {}).get("USER", WORKER_ROLE)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        owner = _owner(cursor)
        _check_roles(cursor, (GUARD_ROLE, worker, BACKUP_ROLE), owner)
        tables = _tables(cursor)
        if not tables:
            return
        guard = _rights_of_the_guard(tables, _with_content(cursor))
        for statement in _statements(tables, guard, role=role, owner=owner, worker=worker):
            cursor.execute(statement)
        _keep_context_keys(cursor)


def _statements(
    tables: set[str], guard: Mapping[str, Collection[str]], *, role: str, owner: str, worker: str
) -> Iterator[str]:
    yield f"CREATE SCHEMA IF NOT EXISTS sec AUTHORIZATION {GUARD_ROLE}"
    yield f"GRANT USAGE ON SCHEMA public TO {GUARD_ROLE}, {worker}, {BACKUP_ROLE}"
    yield f"GRANT SELECT (id, is_active, is_superuser) ON auth_user TO {GUARD_ROLE}"
    for table, rights in guard.items():
        yield f"GRANT {', '.join(rights)} ON {table} TO {GUARD_ROLE}"
    yield f"SET LOCAL ROLE {GUARD_ROLE}"
    yield _TODAY.format(zone=settings.TIME_ZONE)
    yield from (path.read_text() for path in FUNCTIONS)
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC"
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM {role}, {worker}"  # of a former release too
    yield f"REVOKE ALL ON SCHEMA sec FROM PUBLIC, {role}"
    yield f"GRANT USAGE ON SCHEMA sec TO {role}, {owner}, {worker}"
    yield f"GRANT EXECUTE ON FUNCTION {', '.join(CALLABLE)} TO {role}"
    yield f"GRANT EXECUTE ON FUNCTION {', '.join(WORKER_CALLABLE)} TO {worker}"
    # A policy that is looked at while a constraint is checked needs them; they tell the owner nothing.
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sec TO {owner}"
    yield "RESET ROLE"
    for table in sorted(tables):
        yield from _protect(table, role=role, owner=owner, worker=worker)
        for right in guard.get(table, ()):
            yield f"CREATE POLICY guard_{right.lower()} ON {table} FOR {right} TO {GUARD_ROLE} {_any(right)}"
    yield from _triggers()
    yield _HISTORY_RUNS_AS_OWNER
    yield _NO_TRIGGER_IS_SWITCHED_OFF.format(role=role.replace("'", "''"))
    yield from _backup()


def _protect(table: str, *, role: str, owner: str, worker: str) -> Iterator[str]:
    """Take every right away, then give those that are named; an unnamed table stays shut."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield _DROP_POLICIES.format(table=table)
    yield f"REVOKE ALL ON {table} FROM PUBLIC, {role}, {worker}"
    yield f"GRANT SELECT ON {table} TO {role}, {BACKUP_ROLE}"
    if table in HISTORY:
        yield f"CREATE POLICY reads ON {table} FOR SELECT TO {role} USING ({HISTORY[table]})"
        yield f"CREATE POLICY triggers ON {table} FOR INSERT TO {owner} WITH CHECK (true)"
    if table in RULES:
        yield from _policies(table, RULES[table], role)
    for right in WORKER.get(table, ()):
        verb = right.partition(" ")[0]
        yield f"GRANT {right} ON {table} TO {worker}"
        yield f"CREATE POLICY worker_{verb.lower()} ON {table} FOR {verb} TO {worker} {_any(verb)}"


def _any(verb: str) -> str:
    """The condition of a policy that lets a verb through on every row."""
    only = {"SELECT": "USING (true)", "DELETE": "USING (true)", "INSERT": "WITH CHECK (true)"}
    return only.get(verb, "USING (true) WITH CHECK (true)")


def _policies(table: str, rule: Rule, role: str) -> Iterator[str]:
    yield f"CREATE POLICY reads ON {table} FOR SELECT TO {role} USING ({rule.select})"
    if rule.insert:
        yield f"GRANT INSERT ON {table} TO {role}"
        yield f"CREATE POLICY adds ON {table} FOR INSERT TO {role} WITH CHECK ({rule.insert})"
    if rule.update:
        yield f"GRANT UPDATE ({', '.join(rule.columns)}) ON {table} TO {role}"
        yield (
            f"CREATE POLICY changes ON {table} FOR UPDATE TO {role} "
            f"USING ({rule.update}) WITH CHECK ({rule.check or rule.update})"
        )


def _backup() -> Iterator[str]:
    """Let the backup read everything but the keys that prove who asks."""
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {BACKUP_ROLE}"
    yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP_ROLE}"
    yield f"SET LOCAL ROLE {GUARD_ROLE}"
    yield f"GRANT USAGE ON SCHEMA sec TO {BACKUP_ROLE}"
    yield f"GRANT SELECT ON sec.case_number, sec.chain_head, sec.demo_case, sec.left_case TO {BACKUP_ROLE}"
    yield "RESET ROLE"


def _triggers() -> Iterator[str]:
    yield "DROP TRIGGER IF EXISTS check_closing ON cases_case"
    yield (
        "CREATE TRIGGER check_closing BEFORE UPDATE ON cases_case "
        "FOR EACH ROW EXECUTE FUNCTION sec.check_closing()"
    )
    yield "DROP TRIGGER IF EXISTS mark_demo ON cases_case"
    yield (
        "CREATE TRIGGER mark_demo BEFORE INSERT OR UPDATE ON cases_case "
        "FOR EACH ROW EXECUTE FUNCTION sec.mark_demo()"
    )
    yield "DROP TRIGGER IF EXISTS check_opening ON cases_case"
    yield (
        "CREATE TRIGGER check_opening BEFORE UPDATE ON cases_case "
        "FOR EACH ROW EXECUTE FUNCTION sec.check_opening()"
    )
    for table, verbs in RIGHTS.items():
        yield f"DROP TRIGGER IF EXISTS check_rights ON {table}"
        yield (
            f"CREATE TRIGGER check_rights BEFORE {verbs} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION sec.check_rights()"
        )
    for table, verb, when in OWN:
        yield f"DROP TRIGGER IF EXISTS check_own_{verb.lower()} ON {table}"
        yield (
            f"CREATE TRIGGER check_own_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION sec.check_own()"
        )
    for table, verb, function in CHECKS:
        yield f"DROP TRIGGER IF EXISTS {function} ON {table}"
        yield (
            f"CREATE TRIGGER {function} BEFORE {verb} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION sec.{function}()"
        )
    for table in NARRATIVE:
        yield f"DROP TRIGGER IF EXISTS check_first_contact ON {table}"
        yield (
            f"CREATE TRIGGER check_first_contact BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION sec.check_first_contact()"
        )
    yield "DROP TRIGGER IF EXISTS watch_reading ON cases_accessevent"
    yield (
        "CREATE TRIGGER watch_reading AFTER INSERT ON cases_accessevent FOR EACH ROW "
        "WHEN (NEW.case_id IS NOT NULL AND (NEW.deed IN ('read', 'revealed', 'matched') "
        "OR NEW.deed = 'changed' AND NEW.object_kind = 'partyidentity')) "
        "EXECUTE FUNCTION sec.watch_reading()"
    )
    yield "DROP TRIGGER IF EXISTS check_open_duty ON cases_caseduty"
    yield (
        "CREATE TRIGGER check_open_duty BEFORE INSERT OR UPDATE OF status ON cases_caseduty "
        "FOR EACH ROW WHEN (NEW.status IN ('pending', 'reopened')) "
        "EXECUTE FUNCTION sec.check_open_duty()"
    )
    yield "DROP TRIGGER IF EXISTS check_line ON cases_membership"
    yield (
        "CREATE TRIGGER check_line BEFORE UPDATE ON cases_membership "
        "FOR EACH ROW EXECUTE FUNCTION sec.check_line()"
    )
    yield "DROP TRIGGER IF EXISTS stamp_access ON cases_accessevent"
    yield "DROP TRIGGER IF EXISTS chain_access ON cases_accessevent"
    yield (
        "CREATE TRIGGER stamp_access BEFORE INSERT ON cases_accessevent "
        "FOR EACH ROW EXECUTE FUNCTION sec.stamp_access()"
    )
    yield (
        "CREATE CONSTRAINT TRIGGER chain_access AFTER INSERT ON cases_accessevent "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.chain_access()"
    )


# Days are those of the site, as its pages count them, whatever zone a session has.
_TODAY = """
CREATE OR REPLACE FUNCTION sec.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (statement_timestamp() AT TIME ZONE '{zone}')::date
$$
"""
_DROP_POLICIES = """
DO $$
DECLARE policy record;
BEGIN
    FOR policy IN SELECT polname FROM pg_policy WHERE polrelid = '{table}'::regclass LOOP
        EXECUTE format('DROP POLICY %I ON {table}', policy.polname);
    END LOOP;
END
$$
"""
# Made by the owner at each migration as plain ones: this is what lets the application add history
# through the triggers alone.
_HISTORY_RUNS_AS_OWNER = r"""
DO $$
DECLARE maker regprocedure;
BEGIN
    FOR maker IN
        SELECT DISTINCT t.tgfoid::regprocedure
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relname LIKE 'cases\_%' AND t.tgname LIKE 'pgtrigger\_%'
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', maker);
    END LOOP;
END
$$
"""


# pgtrigger's own asks a setting that any session may change; of the tables of cases, the application's
# sessions are not believed.
_NO_TRIGGER_IS_SWITCHED_OFF = r"""
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN coalesce(trigger_name::text <> ALL (
            nullif(current_setting('pgtrigger.ignore', true), '')::text[]), true) THEN false
        ELSE session_user <> '{role}' OR NOT EXISTS (
            SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE t.tgname = trigger_name AND c.relname LIKE 'cases\_%') END
$$
"""


def _keep_context_keys(cursor: CursorWrapper) -> None:
    """Write what the guard checks words with, in place of what was there; nothing where no key is given."""
    if not settings.CONTEXT_KEYS:
        return
    keys = signing_keys(settings.CONTEXT_KEYS)
    cursor.execute(f"SET LOCAL ROLE {GUARD_ROLE}")
    cursor.execute("DELETE FROM sec.context_key")
    for key_id, key in keys.items():
        padded = key.ljust(BLOCK, b"\0")
        pads = [bytes(byte ^ mask for byte in padded) for mask in (0x36, 0x5C)]
        cursor.execute("INSERT INTO sec.context_key VALUES (%s, %s, %s)", [key_id, *pads])
    cursor.execute("RESET ROLE")


def _owner(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT quote_ident(current_user)")
    return str(cursor.fetchone()[0])


def _check_roles(cursor: CursorWrapper, roles: Iterable[str], owner: str) -> None:
    for role in roles:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        if not cursor.fetchone()[0]:
            raise MissingRoleError(
                f"The database has no role {role}: an administrator makes it, see docs/operations.md, "
                "'The roles on a managed PostgreSQL'."
            )
    cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [GUARD_ROLE])
    if not cursor.fetchone()[0]:
        raise MissingRoleError(f"{owner} may not act as {GUARD_ROLE}: see docs/operations.md.")


def _with_content(cursor: CursorWrapper) -> set[str]:
    """The tables that hold something of a case, as sec.tables_of_cases finds them; and a case's history."""
    cursor.execute(
        "SELECT c.relname FROM pg_class c "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'case_id' "
        r"WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
        r"AND c.relname LIKE 'cases\_%' AND c.relname NOT IN "
        "('cases_accessevent', 'cases_disposition', 'cases_dispositionevent')"
    )
    return {name for (name,) in cursor.fetchall()} | {"cases_caseevent"}


def _rights_of_the_guard(tables: set[str], with_content: set[str]) -> dict[str, list[str]]:
    rights = {table: list(GUARD.get(table, ())) for table in tables}
    for table in with_content & tables:
        rights[table] += [right for right in GUARD_OF_CONTENT if right not in rights[table]]
    return {table: given for table, given in rights.items() if given}


def _tables(cursor: CursorWrapper) -> set[str]:
    cursor.execute(
        r"SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        r"AND relkind IN ('r', 'p') AND relname LIKE 'cases\_%'"
    )
    return {name for (name,) in cursor.fetchall()}
