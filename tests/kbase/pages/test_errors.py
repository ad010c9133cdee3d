"""Error pages speak the reader's language and show a way on."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import RequestFactory

from kbase.pages import errors


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ru", "ltr"), ("kk", "ltr"), ("ur", "rtl")]
)
def test_page_not_found_is_in_the_language_of_the_address(language: str, direction: str) -> None:
    response = errors.not_found(RequestFactory().get(f"/{language}/nowhere/"), Exception())
    assert response.status_code == 404
    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()


def test_address_without_a_language_uses_the_browsers() -> None:
    request = RequestFactory().get("/nowhere/", headers={"Accept-Language": "kk,ru;q=0.5"})
    assert 'lang="kk"' in errors.not_found(request, Exception()).content.decode()


def test_page_not_found_offers_search_and_the_laws() -> None:
    html = errors.not_found(RequestFactory().get("/en/nowhere/"), Exception()).content.decode()
    assert 'action="/en/search/"' in html
    assert 'href="/en/laws/"' in html


def test_words_of_a_bad_request_reach_the_reader_escaped() -> None:
    response = errors.bad_request(RequestFactory().get("/en/"), BadRequest("'<2024-13-45>' is not a date"))
    assert response.status_code == 400
    assert "&lt;2024-13-45&gt;" in response.content.decode()


def test_words_of_an_exception_stay_off_the_other_pages() -> None:
    response = errors.forbidden(RequestFactory().get("/en/"), PermissionDenied("secret-reason"))
    assert response.status_code == 403
    assert "secret-reason" not in response.content.decode()


def test_server_error_renders_without_database_or_session() -> None:
    # No database fixture: a query would fail this test.
    response = errors.server_error(RequestFactory().get("/ur/laws/"))
    assert response.status_code == 500
    assert 'dir="rtl"' in response.content.decode()


def test_error_pages_are_not_stored() -> None:
    response = errors.not_found(RequestFactory().get("/en/x/"), Exception())
    assert response.headers["Cache-Control"] == "no-store"
