"""Django's migrate, run by the owner of the schema, one at a time, followed by the grants."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kbase import revisions
from kbase.database import DEFAULT, OWNER_ALIAS
from kbase.grants import grant_application_rights

LOCK_KEY = 7_201_961  # any number, the same in every release
# Waiting longer for a table means blocking everyone who queues behind this migration.
LOCK_TIMEOUT = "10s"


class Command(MigrateCommand):
    """Migrate with the owner's connection, then give the application's role its rights."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        if alias not in settings.DATABASES:
            raise CommandError(
                "DATABASE_OWNER_URL is not set: migrations are run by the role that owns the schema, "
                "see docs/operations.md."
            )
        connection = connections[alias]
        with one_at_a_time(connection):
            super().handle(*args, **options)
            if not (options["plan"] or options["check_unapplied"]):
                call_command("createcachetable", database=alias, verbosity=0)
                if not options["app_label"]:  # the permissions of every app exist only now
                    call_command("create_groups", database=alias, verbosity=0)
                revisions.install(connection)
                call_command("protect_cases", database=alias, verbosity=0)
                grant_application_rights(connection, role=settings.DATABASES[DEFAULT]["USER"])


@contextmanager
def one_at_a_time(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Hold an advisory lock, so that a second migrate waits for the first instead of mixing with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
