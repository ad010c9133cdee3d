"""Test 63, in part: while the database is gone, readers are told so and what was typed is given back."""

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from kbase.pages.errors import server_error

HERE = {"HTTP_ORIGIN": "http://testserver"}


def answer(request):
    """Answer as Django does: in the handling of the exception."""
    try:
        raise OperationalError("terminating connection due to administrator command")
    except OperationalError:
        return server_error(request)


def test_63_reader_is_asked_to_try_again():
    response = answer(RequestFactory().get("/en/laws/?q=order"))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert 'href="/en/laws/?q=order"' in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_63_what_was_typed_is_given_back_in_a_form_that_sends_it_again():
    sent = {"name": 'She said "no" & <left>', "csrfmiddlewaretoken": "abc", "kind": "x"}
    request = RequestFactory().post("/en/work/new/?a=1", sent, **HERE)
    _ = request.POST
    body = answer(request).content.decode()
    assert 'value="She said &quot;no&quot; &amp; &lt;left&gt;"' in body
    assert 'action="/en/work/new/?a=1"' in body
    assert 'name="csrfmiddlewaretoken" value="abc"' in body


def test_63_what_was_not_read_yet_is_read_where_it_brings_no_files():
    request = RequestFactory().post(
        "/en/work/new/", "note=kept+text", content_type="application/x-www-form-urlencoded", **HERE
    )
    assert "kept text" in answer(request).content.decode()


def test_63_files_are_not_read_for_it():
    request = RequestFactory().post("/en/work/new/", {"note": "unread"}, **HERE)
    body = answer(request).content.decode()
    assert "unread" not in body
    assert "Files have to be chosen again" in body


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://evil.example"}])
def test_63_what_another_site_sends_is_not_repeated(headers):
    request = RequestFactory().post("/en/work/new/", {"note": "planted"}, **headers)
    _ = request.POST
    assert "planted" not in answer(request).content.decode()


@pytest.mark.parametrize("name", ["password", "new_Password1", "credential"])
def test_63_passwords_are_never_repeated(name):
    request = RequestFactory().post("/en/account/login/", {name: "seven grey horses", "login": "a"}, **HERE)
    _ = request.POST
    assert "seven grey" not in answer(request).content.decode()


def test_other_failures_stay_what_they_were():
    try:
        raise ValueError("ours")
    except ValueError:
        assert server_error(RequestFactory().get("/en/")).status_code == 500


@pytest.mark.django_db
def test_63_a_page_whose_query_loses_the_database_answers_503():
    def gone(*_given):
        raise OperationalError("the connection is lost")

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(gone):
        response = client.get("/en/laws/")
    assert response.status_code == 503
    assert "Try again" in response.content.decode()
