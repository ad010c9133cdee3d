"""Kinds of jobs that are made for a test alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from kbase.jobs.kinds import WORK, Work
from tests.factories import accounts


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], str]:
    """Register a function as a kind of job for this test."""

    def register(work: Work) -> str:
        monkeypatch.setitem(WORK, "of-a-test", work)
        return "of-a-test"

    return register


@pytest.fixture
def owner() -> User:
    return accounts.staff("owner", is_superuser=True)
