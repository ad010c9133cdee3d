"""Readers have no session, and forms stay protected."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en/", "/ur/laws/", "/en/duties/", "/en/about/"])
def test_public_page_does_not_vary_by_cookie(client: Client, address: str) -> None:
    assert "Cookie" not in client.get(address).headers.get("Vary", "")


def test_form_without_a_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/admin/login/", follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else "/admin/login/"
    assert client.post(address, {"login": "x", "password": "y"}).status_code == 403
