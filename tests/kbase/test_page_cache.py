"""Public pages are kept while nothing public changes; what is personal is never kept."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from kbase.revisions import current_revision, public_tables
from legislation.models import Law
from tests.factories.accounts import staff_client

ADDRESS = "/en/laws/kz/offence-prevention-2025/"


@pytest.fixture
def pages(settings: Settings) -> None:
    """Keep pages, as the site does."""
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tested"}
    }
    caches["pages"].clear()


def queries_for(client: Client, address: str = ADDRESS, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers=headers).status_code == 200
    return len(queries)


def rename(title: str) -> None:
    Law.objects.filter(identifier="kz-offence-prevention-2025").update(title=title)


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
def test_page_asked_for_again_takes_one_query(client: Client) -> None:
    first = client.get(ADDRESS)
    assert queries_for(client) == 1
    assert client.get(ADDRESS).content == first.content
    assert client.get(ADDRESS).headers == first.headers


@pytest.mark.usefixtures("committing_db", "pages")
def test_change_shows_at_once(client: Client) -> None:
    client.get(ADDRESS)
    rename("Law on the Prevention of Everything")
    assert "Law on the Prevention of Everything" in client.get(ADDRESS).content.decode()


@pytest.mark.usefixtures("committing_db")
def test_revision_changes_with_a_commit_and_not_with_what_is_undone() -> None:
    before = current_revision()
    with transaction.atomic():
        rename("Undone")
        transaction.set_rollback(True)
    assert current_revision() == before
    rename("Done")
    assert current_revision() != before


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("address", ["/en/laws/", "/ru/laws/kz/offence-prevention-2025/"])
def test_other_address_is_another_page(client: Client, address: str) -> None:
    client.get(ADDRESS)
    assert queries_for(client, address) > 1


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
def test_browser_that_takes_no_gzip_gets_none(client: Client) -> None:
    client.get(ADDRESS, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in client.get(ADDRESS).headers


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
def test_page_of_whoever_has_a_cookie_is_neither_kept_nor_taken_from_what_is_kept(client: Client) -> None:
    staff = staff_client(Client(), groups=["Editor"])
    assert staff.get(ADDRESS).status_code == 200
    assert queries_for(client) > 1
    assert queries_for(staff) > 1


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    "address", ["/en/search/?q=violence", f"{ADDRESS}?format=json", f"{ADDRESS}?on=2026-06-01", "/healthz"]
)
def test_what_has_a_query_and_what_is_no_page_are_made_each_time(client: Client, address: str) -> None:
    client.get(address)
    assert not caches["pages"]._cache  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_every_public_table_makes_revisions() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'revise'")
        revised = {name for (name,) in cursor.fetchall()}
    assert revised == set(public_tables())
    assert {"legislation_law", "legislation_law_topics", "programs_observation"} <= revised
    assert settings.CACHES["pages"]  # the site has somewhere to keep them
