"""Which database the settings name, from the environment alone."""

import doctest
from pathlib import Path

import pytest

from kbase import database
from kbase.database import DatabaseURLError, databases

DATA = Path("/srv/qorgau")


def test_examples():
    assert doctest.testmod(database).failed == 0


def test_without_url_every_role_uses_the_embedded_server():
    aliases = databases(DATA, {})
    assert {alias: values["USER"] for alias, values in aliases.items()} == {
        "default": "qorgau_app",
        "owner": "qorgau_owner",
        "worker": "qorgau_worker",
    }
    assert {values["HOST"] for values in aliases.values()} == {"/srv/qorgau/postgres"}


def test_web_process_needs_neither_owner_nor_worker():
    assert list(databases(DATA, {"DATABASE_URL": "postgresql://app@db/law"})) == ["default"]


def test_owner_comes_from_its_own_url():
    aliases = databases(
        DATA, {"DATABASE_URL": "postgresql://app@db/law", "DATABASE_OWNER_URL": "postgresql://boss@db/law"}
    )
    assert aliases["owner"]["USER"] == "boss"


def test_statement_timeout_binds_the_application_and_not_the_owner():
    aliases = databases(DATA, {"KBASE_STATEMENT_TIMEOUT": "5s"})
    assert aliases["default"]["OPTIONS"]["options"] == "-c statement_timeout=5s"
    assert "options" not in aliases["owner"]["OPTIONS"]


def test_statement_timeout_is_added_to_the_options_of_the_url():
    url = "postgresql://app@db/law?options=-c%20search_path%3Dlaw"
    aliases = databases(DATA, {"DATABASE_URL": url, "KBASE_STATEMENT_TIMEOUT": "5s"})
    assert aliases["default"]["OPTIONS"]["options"] == "-c search_path=law -c statement_timeout=5s"


@pytest.mark.parametrize("url", ["mysql://app:secret@db/law", "postgresql://app:secret@[::1/law", "secret"])
def test_unreadable_url_is_refused_without_repeating_the_password(url):
    with pytest.raises(DatabaseURLError, match="DATABASE_URL") as refused:
        databases(DATA, {"DATABASE_URL": url})
    assert "secret" not in str(refused.value)


def test_url_without_database_is_refused():
    with pytest.raises(DatabaseURLError, match="names no database"):
        databases(DATA, {"DATABASE_URL": "postgresql://app@db"})
