"""Where files of cases lie, and connections that a test of the locks needs besides the application's own."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from kbase.database import DEFAULT, OWNER_ALIAS
from kbase.embedded import BACKUP
from tests.cases.views.matrix import Scene
from tests.factories.cases import Place, make_place


@pytest.fixture(autouse=True)
def volume(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Path:
    """Where the files of cases lie."""
    shared = "shared_scene" in request.fixturenames
    settings.CASE_FILES = request.getfixturevalue("shared_files") if shared else tmp_path / "case-files"
    return settings.CASE_FILES


@pytest.fixture(scope="module")
def shared_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file of the shared scene lies."""
    return tmp_path_factory.mktemp("shared") / "case-files"


@pytest.fixture(scope="module")
def shared_scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, shared_files: Path
) -> Iterator[Scene]:
    """One case and everyone near it, made once for all tests of a module: what a test writes is undone to
    this point, for its own transaction is within this one. Not for modules with tests that commit."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(CASE_FILES=shared_files), translation.override("en"):
            scene = Scene()
        yield scene
        transaction.set_rollback(True)


@pytest.fixture
def scene(shared_scene: Scene, db: None) -> Scene:
    """One case and everyone who might come near it."""
    return shared_scene


@pytest.fixture
def place(db: None) -> Place:
    """An organisation with its people."""
    return make_place()


@pytest.fixture(scope="module")
def _place_of_the_base(committed_base: None) -> Place:
    return make_place()


@pytest.fixture
def committed_place(_place_of_the_base: Place, committing_db: None) -> Place:
    """An organisation with its people in a database that commits; made once a module, copied with it."""
    return deepcopy(_place_of_the_base)


@pytest.fixture
def backup(committing_db: None) -> Iterator[str]:
    """An alias that no row-level security holds back, for seeing what the first lock alone lets through."""
    alias = "backup"
    settings = {**connections[OWNER_ALIAS].settings_dict, "USER": BACKUP}
    settings["NAME"] = connections[DEFAULT].settings_dict["NAME"]
    connections.databases[alias] = settings
    yield alias
    connections[alias].close()
    del connections[alias]
    del connections.databases[alias]


@pytest.fixture
def rows() -> Callable[..., list[Any]]:
    """Run SQL as the application's role; return its rows."""

    def run(statement: str, *values: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    return run
