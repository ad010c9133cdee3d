"""The shipped data, read once; tests change copies of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from legislation.loading.flatten import flatten
from legislation.loading.reading import Documents, read
from legislation.loading.rows import Row
from legislation.management.commands.load_reference import SHIPPED


@pytest.fixture(scope="session")
def shipped() -> Documents:
    """The reference data as they ship; not to be changed."""
    return read(SHIPPED)


@pytest.fixture(scope="session")
def rows(shipped: Documents) -> list[Row]:
    """The rows of the reference data."""
    return flatten(shipped)


@pytest.fixture
def changed(shipped: Documents) -> Callable[..., Documents]:
    """Copy the data with some laws or vocabularies changed by a function each."""

    def change(**edits: Callable[[Any], None]) -> Documents:
        documents = Documents(shipped.directory, dict(shipped.laws), dict(shipped.vocabularies))
        for name, edit in edits.items():
            stem = name.replace("_", "-")
            file = f"{stem}.yaml"
            target = documents.vocabularies if file in documents.vocabularies else documents.laws
            file = file if file in target else f"legislation/{file}"
            target[file] = copy.deepcopy(target[file])
            edit(target[file])
        return documents

    return change
