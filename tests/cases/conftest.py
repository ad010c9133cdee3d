"""Where files of cases lie, and connections that a test of the locks needs besides the application's own."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from kbase.database import DEFAULT, OWNER_ALIAS
from kbase.embedded import BACKUP
from tests.factories.cases import Place, make_place


@pytest.fixture(autouse=True)
def volume(settings: Any, tmp_path: Path) -> Path:
    """Where the files of cases lie."""
    settings.CASE_FILES = tmp_path / "case-files"
    return tmp_path / "case-files"


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
