"""A form that is sent after the session ended is kept for the person who sent it, and for nobody else."""

from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kbase.accounts import kept_forms
from tests.factories import accounts
from tests.kbase.accounts.test_sessions import make_older

pytestmark = pytest.mark.django_db
HERE = {"origin": "http://testserver"}
FORM = "/admin/auth/group/add/"
CONTINUE = "/en/account/continue/"
TO_SIGN_IN = "/en/account/sign-in/?next=%2Fen%2Faccount%2Fcontinue%2F"


def send(client: Client, path: str = FORM, headers: dict[str, str] = HERE, **fields: object) -> HttpResponse:
    return client.post(path, {"name": "Кеңесшілер\nтобы", **fields}, headers=headers)


def ended(client: Client, **fields: object) -> Client:
    """Send a form with a client whose sign-in is past its time."""
    accounts.staff_client(client, is_superuser=True)
    make_older(client, seen=1800)
    send(client, **fields)
    return client


def sign_in_again(client: Client, username: str = "aigerim") -> HttpResponse:
    client.post("/en/account/sign-in/", {"login": username, "password": accounts.PASSWORD, "next": CONTINUE})
    return client.post("/en/account/sign-in/second-step/", {"code": accounts.totp_code()})


def test_form_is_asked_for_again_after_sign_in(client: Client):
    accounts.staff_client(client, is_superuser=True)
    make_older(client, seen=1800)
    response = send(client)
    assert (response.status_code, response["Location"]) == (303, TO_SIGN_IN)
    assert not Group.objects.filter(name__startswith="Кеңесшілер").exists()
    assert "Nothing is lost" in client.get(response["Location"]).content.decode()
    assert sign_in_again(client)["Location"] == CONTINUE
    page = client.get(CONTINUE)
    assert page.context["form"].fields == [("name", "Кеңесшілер\nтобы")]
    assert f'action="{FORM}"' in page.content.decode()


def test_kept_form_is_saved_when_sent_again_and_then_forgotten(client: Client):
    ended(client)
    sign_in_again(client)
    client.get(CONTINUE)
    response = client.post(FORM, {"name": "Кеңесшілер", kept_forms.FIELD: "1"}, headers=HERE)
    assert response.status_code == 302
    assert Group.objects.filter(name="Кеңесшілер").exists()
    assert client.get(CONTINUE).context["form"] is None


def test_repeated_fields_keep_their_order(client: Client):
    ended(client, permissions=["3", "1", "2"])
    sign_in_again(client)
    fields = client.get(CONTINUE).context["form"].fields
    assert [value for name, value in fields if name == "permissions"] == ["3", "1", "2"]


def test_form_is_shown_as_text_never_as_markup(client: Client):
    ended(client, name='"><script>alert(1)</script></textarea>')
    sign_in_again(client)
    assert "<script>alert" not in client.get(CONTINUE).content.decode()


def test_passwords_and_tokens_are_not_kept(client: Client):
    ended(client, password1="x", new_Password="x", csrfmiddlewaretoken="x", credential="x")
    sign_in_again(client)
    assert [name for name, _ in client.get(CONTINUE).context["form"].fields] == ["name"]


def test_files_are_not_kept_and_that_is_said(client: Client):
    ended(client, upload=SimpleUploadedFile("law.docx", b"content"))
    sign_in_again(client)
    assert "Files were not kept" in client.get(CONTINUE).content.decode()


def test_another_person_does_not_get_the_form(client: Client):
    ended(client)
    accounts.staff("botagoz")
    sign_in_again(client, "botagoz")
    assert client.get(CONTINUE).context["form"] is None


def test_another_session_of_the_same_person_does_not_get_the_form(client: Client):
    ended(client)
    other = accounts.sign_in(Client(), client.user)
    assert other.get(CONTINUE).context["form"] is None


def test_form_is_kept_when_another_tab_met_the_end_first(client: Client):
    accounts.staff_client(client, is_superuser=True)
    make_older(client, seen=1800)
    client.get("/admin/")
    assert send(client)["Location"] == TO_SIGN_IN
    sign_in_again(client)
    assert client.get(CONTINUE).context["form"] is not None


def test_form_opened_before_signing_in_again_elsewhere_is_offered_again():
    """The other tab signed in again, so that this form's token is no longer right."""
    client = accounts.staff_client(Client(enforce_csrf_checks=True), is_superuser=True)
    response = send(client, csrfmiddlewaretoken="of the session before")
    assert response["Location"] == CONTINUE
    assert client.get(CONTINUE).context["form"].path == FORM


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {}]
)
def test_what_another_site_sends_is_not_kept(headers: dict[str, str]):
    client = accounts.staff_client(Client(enforce_csrf_checks=True), is_superuser=True)
    assert send(client, headers=headers).status_code == 403
    make_older(client, seen=1800)
    assert send(client, headers=headers).status_code == 403
    assert kept_forms.SESSION_KEY not in client.session


def test_stranger_fills_no_store(client: Client):
    """Without a session that was somebody's, nothing is kept."""
    assert send(client)["Location"].startswith("/admin/login/")
    assert kept_forms.SESSION_KEY not in client.session


def test_what_is_kept_is_encrypted(client: Client):
    stored = mock.Mock(side_effect=cache.set)
    with mock.patch.object(kept_forms.cache, "set", stored):
        ended(client, name="a secret draft")
    (token,) = [call.args[1] for call in stored.call_args_list if call.args[0].startswith("accounts.kept.")]
    assert token.startswith("v1.")
    assert "secret" not in token
    assert stored.call_args_list[-1].args[2] == 30 * 60


def test_form_is_discarded_on_request(client: Client):
    ended(client)
    sign_in_again(client)
    client.post(CONTINUE)
    assert client.get(CONTINUE).context["form"] is None


def test_form_kept_too_long_ago_is_said_to_be_gone(client: Client):
    ended(client)
    cache.clear()
    sign_in_again(client)
    assert "Nothing is kept" in client.get(CONTINUE).content.decode()


def test_script_that_sends_is_told_where_to_go(client: Client):
    accounts.staff_client(client, is_superuser=True)
    make_older(client, seen=1800)
    response = send(client, headers={**HERE, "hx-request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, TO_SIGN_IN)


def test_signing_out_of_an_ended_session_keeps_nothing(client: Client):
    accounts.staff_client(client)
    make_older(client, seen=1800)
    assert send(client, "/admin/logout/").status_code == 302
    assert kept_forms.SESSION_KEY not in client.session
