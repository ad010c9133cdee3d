"""The revision of the public content: another one after every commit that touched a table of it.

A page that was made at one revision is true until the next; so pages can be kept (`kbase.page_cache`), and a
change shows at once. Apps whose tables hold public content say so in their AppConfig: `content_is_public`.
"""

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# A row for each transaction that changed something, not one counter: no editor waits for another.
FUNCTION = """
CREATE OR REPLACE FUNCTION public.kbase_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.kbase_revision (transaction, made_at)
    VALUES (pg_current_xact_id()::text::bigint, statement_timestamp()) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        DELETE FROM public.kbase_revision WHERE id IN (
            SELECT id FROM public.kbase_revision WHERE made_at < statement_timestamp() - interval '1 hour'
            FOR UPDATE SKIP LOCKED
        );
    END IF;
    RETURN NULL;
END
$$
"""
TRIGGER = """
CREATE OR REPLACE TRIGGER revise AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION public.kbase_revise()
"""
CURRENT = "SELECT string_agg(transaction::text, ' ' ORDER BY id) FROM kbase_revision"


def public_tables() -> Iterator[str]:
    """Name the tables of public content; those of history show on no public page."""
    for config in apps.get_app_configs():
        if not getattr(config, "content_is_public", False):
            continue
        for model in config.get_models(include_auto_created=True):
            fields = {field.name for field in model._meta.get_fields()}
            if model._meta.managed and not model._meta.proxy and "pgh_id" not in fields:
                yield model._meta.db_table


def install(connection: BaseDatabaseWrapper) -> None:
    """Have every public table make revisions; idempotent, run after each migration.

    Args:
        connection: the owner's.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        for table in public_tables():
            cursor.execute(TRIGGER.format(table=connection.ops.quote_name(table)))


def current_revision() -> str:
    """Give the revision that a page read now is made from, or an earlier one, never a later one."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT)
        (transactions,) = cursor.fetchone()
    return hashlib.sha256((transactions or "").encode()).hexdigest()
