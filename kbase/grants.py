"""What the application's role may do: everything but change the schema and rewrite history.

A history table is one with the column pgh_id (django-pghistory's event tables): the role may add to
it, through the triggers, and read it. Who did what (pghistory_context) is written by a function
that runs as the owner, so the role may only read that too. Tables with forced row-level security
are left alone: the app that made them gives the rights, table by table (cases/rowsecurity).
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

ROLE_SETTING = "SELECT set_config('qorgau.role', %s, true)"
GRANTS = """
DO $$
DECLARE
    role text := quote_ident(current_setting('qorgau.role'));
    relation record;
BEGIN
    EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO ' || role, current_database());
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE 'GRANT USAGE ON SCHEMA public TO ' || role;
    EXECUTE 'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ' || role;
    FOR relation IN
        SELECT c.oid::regclass AS name,
               CASE
                   WHEN c.relkind IN ('v', 'm') THEN 'SELECT'
                   WHEN c.relname IN ('django_migrations', 'pghistory_context') THEN 'SELECT'
                   WHEN EXISTS (SELECT FROM pg_attribute a
                                WHERE a.attrelid = c.oid AND a.attname = 'pgh_id' AND NOT a.attisdropped)
                       THEN 'SELECT, INSERT'
                   ELSE 'SELECT, INSERT, UPDATE, DELETE'
               END AS rights
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND pg_get_userbyid(c.relowner) = current_user AND NOT c.relforcerowsecurity
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %s', relation.name, role);
        EXECUTE format('GRANT %s ON %s TO %s', relation.rights, relation.name, role);
    END LOOP;
    IF to_regproc('public._pgh_attach_context') IS NOT NULL THEN
        ALTER FUNCTION public._pgh_attach_context() SECURITY DEFINER SET search_path = public, pg_temp;
    END IF;
END
$$
"""


def grant_application_rights(connection: BaseDatabaseWrapper, *, role: str) -> None:
    """Give the role its rights on every table of the owner; idempotent, run after each migration.

    Args:
        connection: the owner's.
        role: the application's role, which must exist.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(ROLE_SETTING, [role])
        cursor.execute(GRANTS)
