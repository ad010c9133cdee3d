"""An editor who sends files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from legislation.bulk.importing import start_import
from legislation.models import BulkImport
from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
Send = Callable[..., BulkImport]


@pytest.fixture
def editor() -> User:
    return accounts.staff("editor", groups=[EDITOR])


@pytest.fixture
def as_editor(editor: User) -> Client:
    return accounts.sign_in(Client(), editor)


@pytest.fixture
def as_reviewer() -> Client:
    return accounts.sign_in(Client(), accounts.staff("reviewer", groups=[REVIEWER]))


@pytest.fixture
def send(editor: User) -> Send:
    """Send a file as the editor."""

    def send(name: str, content: bytes, kind: str = "") -> BulkImport:
        return start_import(name=name, content=content, kind=kind, actor=editor, at=NOW)

    return send
