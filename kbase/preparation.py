"""What must be up to date before the site is served; each step is skipped when nothing changed.

Two steps leave a stamp in the data directory: what they were last done with. Deleting a stamp only
means that its step is done again.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kbase.health import reference_data
from kbase.management.commands.messages import compile_all


def prepare(say: Callable[[str], object]) -> None:
    """Bring database, reference data, translations and static files up to date.

    Args:
        say: told of each step that takes time, before it is done.
    """
    with (settings.DATA_DIR / "preparation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second start waits for the first
        _prepare(say)


def _prepare(say: Callable[[str], object]) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Migrating the database")
        call_command("migrate", interactive=False, verbosity=0)
    inputs = _digest(_inputs_of_reference_data())
    if _stamp("reference") != inputs or reference_data():
        say("Loading the reference data")
        call_command("load_reference")
        call_command("load_instruments")
        _set_stamp("reference", inputs)
    compile_all()
    inputs = _digest(_inputs_of_static_files())
    if _stamp("static") != inputs or not (settings.STATIC_ROOT / "staticfiles.json").exists():
        say("Collecting the static files")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        _set_stamp("static", inputs)


def _inputs_of_reference_data() -> Iterator[str]:
    """The data, the code that loads it, and the database it goes into."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier::text || oid FROM pg_control_system(), pg_database "
            "WHERE datname = current_database()"
        )
        yield from cursor.fetchone()
    for app in ("legislation", "programs", "cases"):
        folder = Path(apps.get_app_config(app).path)
        for part in ("reference", "loading", "models"):
            for path in sorted((folder / part).rglob("*")):
                if path.suffix in (".py", ".yaml", ".json"):
                    name = path.relative_to(folder.parent)
                    yield f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _inputs_of_static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield f"{name} {storage.size(name)} {storage.get_modified_time(name).isoformat()}"


def _digest(inputs: Iterator[str]) -> str:
    return hashlib.sha256("\n".join(inputs).encode()).hexdigest()


def _stamp(name: str) -> str:
    try:
        return (settings.DATA_DIR / f"{name}.stamp").read_text()
    except FileNotFoundError:
        return ""


def _set_stamp(name: str, inputs: str) -> None:
    (settings.DATA_DIR / f"{name}.stamp").write_text(inputs)
