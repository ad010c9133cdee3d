"""Every test runs on real PostgreSQL, as the application's role, with the reference data in place."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests import databases

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replace pytest-django's: the owner creates and migrates, the tests connect as the application."""
    with django_db_blocker.unblock():
        databases.ensure_server()
        with databases.session_database():
            yield


@pytest.fixture
def committing_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for this test alone, for what must commit: locks, concurrency, on_commit.

    Use it instead of django_db(transaction=True), which empties every table.
    """
    with django_db_blocker.unblock(), databases.committing_database():
        yield


@pytest.fixture(scope="module")
def committed_base(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for a module, in which its fixtures commit once what each of its tests begins with:
    `committing_db` copies it, which is quicker than making it again."""
    with django_db_blocker.unblock(), databases.committing_database(suffix="_base"):
        yield


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    """Begin each test in English with empty caches."""
    for name in ("default", "process"):
        caches[name].clear()
    with translation.override("en"):
        yield


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their parameter: a file made anew in each process, a second later, isn't the same."""
    return argname if isinstance(val, bytes) else None
