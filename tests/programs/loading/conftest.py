"""The shipped data of programmes with the law, read once; tests change copies of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from legislation.loading.reading import Documents, read
from legislation.management.commands.load_reference import SHIPPED
from programs.loading.schema import FILES

Edit = Callable[[list[dict[str, Any]]], object]


@pytest.fixture(scope="session")
def shipped() -> Documents:
    """The reference data as they ship; not to be changed."""
    return read(SHIPPED, further=FILES)


@pytest.fixture
def changed(shipped: Documents) -> Callable[..., Documents]:
    """Copy the data with some files changed by a function each: `changed(programmes=edit)`."""

    def change(**edits: Edit) -> Documents:
        documents = Documents(
            shipped.directory, shipped.laws, shipped.vocabularies, dict(shipped.further), []
        )
        for name, edit in edits.items():
            file = f"{name}.yaml"
            documents.further[file] = copy.deepcopy(documents.further[file])
            edit(documents.further[file])
        return documents

    return change
