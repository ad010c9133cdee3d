"""Databases for the tests: templates built once per state of the code, copied for each run.

A copy takes about half a second, so every pytest process (also each of xdist's workers, and
several people's at a time) has its own, and a test that must commit gets one for itself. A template
for code that only adds migrations is made from the former one; a fresh clone begins with nothing.
"""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kbase.database import DEFAULT, OWNER_ALIAS, WORKER_ALIAS, embedded, uses_embedded
from kbase.embedded import Server
from kbase.grants import grant_application_rights

PREFIX = "test_qorgau"
# Kept now: the connections' settings, which `use` changes, are these same dictionaries.
CONFIGURED_DATABASE: str = settings.DATABASES[OWNER_ALIAS]["NAME"]
APPS = ("kbase", "legislation", "programs", "cases")
# What migrate writes besides the schema: triggers, rights of the application's role, the groups of staff.
DECIDE_RIGHTS = ("grants.py", "revisions.py", "groups.py", "permissions.py", "apps.py", "settings.py")
# What the loading of the reference data doesn't use: a change here needs no new template.
NOT_IN_DATA = {
    "cases",
    "views",
    "exports",
    "bulk",
    "charts",
    "cohorts",
    "collaborations",
    "mentoring",
    "admin",
    "desk",
    "editing",
    "pages",
    "templatetags",
    "static",
    "locale",
    "urls.py",
}
# In the databases of tests alone: what lets a factory make an administrator out of nothing, as the owner may
# (cases/rowsecurity/accounts.sql). Empty values leave things as they are.
GIVING_RIGHTS = """
CREATE OR REPLACE FUNCTION public.give_rights_in_tests(
    account integer, active boolean, staff boolean, superuser boolean, groups integer[], permissions integer[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE auth_user SET is_active = coalesce(active, is_active), is_staff = coalesce(staff, is_staff),
        is_superuser = coalesce(superuser, is_superuser)
    WHERE id = account AND (active, staff, superuser) IS DISTINCT FROM (is_active, is_staff, is_superuser);
    IF groups IS NOT NULL THEN
        DELETE FROM auth_user_groups WHERE user_id = account;
        INSERT INTO auth_user_groups (user_id, group_id) SELECT account, unnest(groups);
    END IF;
    IF permissions IS NOT NULL THEN
        DELETE FROM auth_user_user_permissions WHERE user_id = account;
        INSERT INTO auth_user_user_permissions (user_id, permission_id) SELECT account, unnest(permissions);
    END IF;
END $$
"""
# And what lets one be past the day until which it is kept, as only years do (sec.check_keeping).
SETTING_DAYS = """
SET ROLE qorgau_guard;
CREATE OR REPLACE FUNCTION sec.set_last_day_in_tests(of_case uuid, day date, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE cases_case SET dispose_after = day, retention_basis = why WHERE id = of_case
$$;
GRANT EXECUTE ON FUNCTION sec.set_last_day_in_tests TO PUBLIC;
RESET ROLE
"""


def ensure_server() -> None:
    """Start the tests' own embedded server, which may lose data at a crash, unless another is configured."""
    if uses_embedded():
        Server(directory=embedded(settings.TEST_DATA_DIR).directory, durable=False).ensure_running()


def use(name: str) -> None:
    """Point both roles' connections at a database."""
    for alias in (DEFAULT, OWNER_ALIAS, WORKER_ALIAS):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def session_database() -> Iterator[str]:
    """Give this process a migrated database with the reference data; drop it at the end."""
    settings.TEST_DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.TEST_DATA_DIR / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process builds, the others wait and copy
        name = _copy(_ensure_template())
    try:
        yield name
    finally:
        use(CONFIGURED_DATABASE)
        _drop(name)


@contextmanager
def committing_database(*, suffix: str = "_committing") -> Iterator[str]:
    """Give one test, or one module, a copy of the database in use, in which it may commit."""
    before = connections[DEFAULT].settings_dict["NAME"]
    use(before)  # a database can only be copied when no one is connected to it
    name = _copy(before, suffix=suffix)
    try:
        yield name
    finally:
        use(before)
        _drop(name)


@contextmanager
def site_database() -> Iterator[str]:
    """Copy this process's database for a site that runs beside the tests; yield the application's URL."""
    before = connections[DEFAULT].settings_dict["NAME"]
    use(before)
    name = _copy(before, suffix="_site")
    use(before)
    application = settings.DATABASES[DEFAULT]
    try:
        yield make_conninfo(
            host=application["HOST"],
            port=application["PORT"],
            user=application["USER"],
            password=application["PASSWORD"] or None,
            dbname=name,
        )
    finally:
        _drop(name)


def _copy(template: str, *, suffix: str = "") -> str:
    name = f"{PREFIX}_{os.getpid()}{suffix}"
    _drop(name)
    _execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    use(name)
    # Rights on a database itself are not copied with it.
    grant_application_rights(connections[OWNER_ALIAS], role=settings.DATABASES[DEFAULT]["USER"])
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(GIVING_RIGHTS)
        cursor.execute("SELECT to_regnamespace('sec') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute(SETTING_DAYS)
    connections[OWNER_ALIAS].close()
    return name


def _ensure_template() -> str:
    """Return the name of a database with the reference data, building what code has changed since."""
    migrated = f"{PREFIX}_migrated_{_digest(_is_schema)}"
    loaded = f"{PREFIX}_loaded_{_digest(_is_data)}"
    existing = _existing()
    if loaded not in existing:
        if migrated not in existing:
            _build(migrated, _nearest(existing), "migrate")
            _execute("COMMENT ON DATABASE {} IS {}", migrated, text=json.dumps(_migrations()))
        _build(loaded, migrated, "load_reference", "load_instruments")
    for other in existing - {migrated, loaded}:
        if _is_abandoned(other):
            _drop(other)
    return loaded


def _nearest(existing: set[str]) -> str:
    """Return the database to migrate from: one of former code that every migration of it still is in."""
    present = _migrations().items()
    for name in sorted(existing):
        former = _comment(name) if name.startswith(f"{PREFIX}_migrated_") else None
        if former and json.loads(former).items() <= present:
            return name
    return "template0"


def _migrations() -> dict[str, str]:
    """Return what each migration of ours says, as a digest."""
    paths = (path for app in APPS for path in (settings.BASE_DIR / app / "migrations").glob("0*.py"))
    return {str(path.relative_to(settings.BASE_DIR)): _digest_of([path]) for path in sorted(paths)}


def _comment(name: str) -> str | None:
    with _server_connection() as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        return found[0] if found else None


def _build(name: str, origin: str, *commands: str) -> None:
    """Run commands on a copy of a database, which gets its name only when that has succeeded."""
    draft = _copy(origin, suffix="_draft")
    for command in commands:
        call_command(command, verbosity=0)
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("ANALYZE")  # the server of the tests has no autovacuum to do it
    use(CONFIGURED_DATABASE)
    _execute("ALTER DATABASE {} RENAME TO {}", draft, name)


def _digest(decides: Callable[[Path], bool]) -> str:
    return _digest_of(
        path
        for app in APPS
        for path in sorted((settings.BASE_DIR / app).rglob("*"))
        if path.suffix in (".py", ".yaml", ".json", ".sql") and decides(path.relative_to(settings.BASE_DIR))
    )


def _digest_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _is_schema(path: Path) -> bool:
    return bool({"migrations", "models", "rowsecurity"} & set(path.parts)) or path.name in DECIDE_RIGHTS


def _is_data(path: Path) -> bool:
    return _is_schema(path) or "reference" in path.parts or not NOT_IN_DATA & set(path.parts)


def _is_abandoned(name: str) -> bool:
    """Whether the process that a copy is named for is gone; templates of other code always are."""
    owner = name.removeprefix(f"{PREFIX}_").partition("_")[0]
    return not (owner.isdigit() and psutil.pid_exists(int(owner)))


def _existing() -> set[str]:
    with _server_connection() as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        return {name for (name,) in rows}


def _drop(name: str) -> None:
    for _attempt in range(100):
        try:
            return _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg.errors.InsufficientPrivilege:
            # The application's connections, which the owner may not end, take a moment to go once closed.
            time.sleep(0.1)
    return _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _execute(statement: str, *names: str, text: str = "") -> None:
    values = (*map(sql.Identifier, names), sql.Literal(text))
    with _server_connection() as connection:
        connection.execute(sql.SQL(statement).format(*values))


def _server_connection() -> psycopg.Connection:
    """Connect as the owner to the database that the settings name, which the tests leave alone."""
    owner = settings.DATABASES[OWNER_ALIAS]
    return psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"],
        dbname=CONFIGURED_DATABASE, autocommit=True,
    )  # fmt: skip
