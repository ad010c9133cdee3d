"""Pages of staff change their language in place; public pages by their address."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    return accounts.staff_client(Client(), is_superuser=True)


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/desk/lists/drafts/?q=x", "/admin/bulk/", "/admin/jobs/"]
)
def test_page_of_staff_stays_the_same_page_in_another_language(staff: Client, address: str) -> None:
    page = staff.get(address).content.decode()
    assert '<form class="languages"' in page
    assert f'name="next" value="{address}"' in page
    answer = staff.post("/admin/desk/language/", {"language": "kk", "next": address})
    assert answer["Location"] == address
    assert '<html lang="kk"' in staff.get(address).content.decode()


def test_language_is_not_changed_by_a_link(staff: Client) -> None:
    staff.get("/admin/desk/language/?language=kk&next=/admin/")
    assert '<html lang="en' in staff.get("/admin/").content.decode()


def test_nobody_is_led_to_another_site(staff: Client) -> None:
    answer = staff.post("/admin/desk/language/", {"language": "kk", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_public_page_keeps_links_and_no_form(client: Client) -> None:
    page = client.get("/en/glossary/").content.decode()
    assert 'href="/kk/glossary/"' in page
    assert "csrfmiddlewaretoken" not in page
