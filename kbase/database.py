"""Which database: DATABASE_URL and DATABASE_OWNER_URL from the environment, or the embedded server."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from kbase.embedded import APPLICATION, DATABASE, OWNER, PORT, WORKER, Server

DEFAULT = "default"
OWNER_ALIAS = "owner"
WORKER_ALIAS = "worker"


class DatabaseURLError(ValueError):
    """An address of a database can't be read."""


def databases(data_dir: Path, environ: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Return settings.DATABASES without starting or contacting anything.

    "default" is the application's role, which owns nothing. "owner" owns the schema and runs the
    migrations; it is absent where DATABASE_OWNER_URL isn't given, as in web processes. "worker" does
    what no person's request may: rotating keys, proving the record of accesses; it is absent likewise.
    """
    timeout = environ.get("KBASE_STATEMENT_TIMEOUT", "")
    options = {"options": f"-c statement_timeout={timeout}"} if timeout else {}
    if uses_embedded(environ):
        server = embedded(data_dir)
        return {
            DEFAULT: _embedded_alias(server, APPLICATION, options),
            OWNER_ALIAS: _embedded_alias(server, OWNER, {}),
            WORKER_ALIAS: _embedded_alias(server, WORKER, {}),
        }
    aliases = {DEFAULT: from_url("DATABASE_URL", environ["DATABASE_URL"], options)}
    for alias in (OWNER_ALIAS, WORKER_ALIAS):
        name = f"DATABASE_{alias.upper()}_URL"
        if environ.get(name):
            aliases[alias] = from_url(name, environ[name], {})
    return aliases


def uses_embedded(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the embedded server is the database: it is unless DATABASE_URL names another."""
    return not environ.get("DATABASE_URL")


def embedded(data_dir: Path) -> Server:
    """The installation's embedded server."""
    return Server(directory=data_dir / "postgres")


def ensure_running(data_dir: Path) -> None:
    """Start the embedded server, if it is the database and doesn't run yet."""
    if uses_embedded():
        embedded(data_dir).ensure_running()


def from_url(name: str, url: str, options: Mapping[str, str]) -> dict[str, Any]:
    """Return one alias of settings.DATABASES for a PostgreSQL URL or connection string.

    Args:
        name: the environment variable, for the error.
        url: as libpq reads it; parameters such as sslmode are kept.
        options: more connection options; "options" is added to the URL's own.

    Raises:
        DatabaseURLError: the address can't be read or names no database; never repeats the password.

    >>> alias = from_url("DATABASE_URL", "postgresql://app:s%40@db:6432/law?sslmode=require", {})
    >>> alias["HOST"], alias["PORT"], alias["NAME"], alias["USER"], alias["PASSWORD"]
    ('db', '6432', 'law', 'app', 's@')
    >>> alias["OPTIONS"]["sslmode"]
    'require'
    """
    try:
        given = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except ProgrammingError:
        raise DatabaseURLError(
            f"{name} can't be read: expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        ) from None
    if not given.get("dbname"):
        raise DatabaseURLError(
            f"{name} names no database: expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        )
    joined = " ".join(filter(None, (given.pop("options", ""), options.get("options", ""))))
    return _alias(
        NAME=given.pop("dbname"),
        USER=given.pop("user", ""),
        PASSWORD=given.pop("password", ""),
        HOST=given.pop("host", ""),
        PORT=given.pop("port", ""),
        OPTIONS=given | ({"options": joined} if joined else {}),
    )


def _embedded_alias(server: Server, role: str, options: Mapping[str, str]) -> dict[str, Any]:
    return _alias(
        NAME=DATABASE, USER=role, PASSWORD="", HOST=str(server.socket_directory), PORT=str(PORT),
        OPTIONS=dict(options),
    )  # fmt: skip


def _alias(**values: Any) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        **values,
    }
