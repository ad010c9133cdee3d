"""People who keep the law, signed in."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts


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
def as_superuser() -> Client:
    return accounts.sign_in(Client(), accounts.staff("root", is_superuser=True))
