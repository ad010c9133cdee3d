"""A database of their own for the benchmarks, on the configured server; dropped and made anew."""

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from kbase.database import OWNER_ALIAS, ensure_running
from kbase.embedded import BACKUP
from kbase.grants import grant_application_rights

BACKUP_ALIAS = "backup"


def prepare_database(name: str) -> None:
    """Point Django at a fresh database, and migrate it."""
    ensure_running(settings.DATA_DIR)
    drop_database(name)
    _execute("CREATE DATABASE {}", name)
    point_at(name)
    call_command("migrate", verbosity=0, interactive=False)
    grant_application_rights(connections[OWNER_ALIAS], role=settings.DATABASES["default"]["USER"])


def point_at(name: str) -> None:
    """Let every connection lead to a database; add one that no row-level security holds back."""
    connections.databases[BACKUP_ALIAS] = {**connections[OWNER_ALIAS].settings_dict, "USER": BACKUP}
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name


def drop_database(name: str) -> None:
    """Drop a database and give its space back."""
    connections.close_all()
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _execute(statement: str, name: str) -> None:
    owner = settings.DATABASES[OWNER_ALIAS]
    with psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"],
        dbname="postgres", autocommit=True,
    ) as server:  # fmt: skip
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))
