"""Public pages go out compressed, pages of a session never."""

import gzip

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.accounts import staff_client

pytestmark = pytest.mark.django_db
TAKES_GZIP = {"accept-encoding": "gzip"}


def test_law_page_goes_out_compressed(client: Client) -> None:
    address = "/en/laws/kz/offence-prevention-2025/"
    plain, packed = client.get(address), client.get(address, headers=TAKES_GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 3
    assert gzip.decompress(packed.content).startswith(b"<!doctype html>")


def test_page_of_a_session_is_never_compressed(client: Client) -> None:
    staff_client(client, groups=["Editor"])
    answer = client.get("/admin/desk/", headers=TAKES_GZIP)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_public_page_asked_for_with_a_session_is_not_compressed(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "any"
    assert "Content-Encoding" not in client.get("/en/glossary/", headers=TAKES_GZIP).headers


def test_page_that_must_not_be_stored_is_not_compressed(client: Client) -> None:
    answer = client.get("/en/search/?q=violence", headers=TAKES_GZIP)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers
