"""Signing in: password, then second factor; who may go where before that is done."""

from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import BasePasswordHasher, get_hasher
from django.test import Client

from tests.factories import accounts

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/account/sign-in/"
SECOND_STEP = "/en/account/sign-in/second-step/"
SET_UP = "/en/account/set-up/"


def give_password(client: Client, login: str = "aigerim", password: str = accounts.PASSWORD, **extra: str):
    return client.post(SIGN_IN, {"login": login, "password": password, **extra})


def is_signed_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_anonymous_reader_of_admin_is_led_to_sign_in(client: Client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == f"{SIGN_IN}?next=/admin/"
    assert response.status_code == 200


def test_password_alone_does_not_sign_staff_in(client: Client):
    accounts.staff()
    response = give_password(client)
    assert response["Location"] == SECOND_STEP
    assert not is_signed_in(client)


def test_password_and_code_sign_staff_in(client: Client):
    accounts.staff()
    give_password(client, next="/admin/")
    response = client.post(SECOND_STEP, {"code": accounts.totp_code()})
    assert response["Location"] == "/admin/"
    assert is_signed_in(client)


def test_email_address_signs_in_too(client: Client):
    accounts.staff(email="aigerim@example.org")
    assert give_password(client, "Aigerim@example.org")["Location"] == SECOND_STEP


def test_email_address_of_two_accounts_signs_nobody_in(client: Client):
    accounts.staff(email="both@example.org")
    accounts.staff("botagoz", email="both@example.org")
    assert give_password(client, "both@example.org").status_code == 200


def test_staff_without_second_factor_can_only_set_one_up(client: Client):
    accounts.user(is_staff=True)
    response = give_password(client, next="/admin/")
    assert response["Location"] == SET_UP
    for path in ("/en/account/", "/en/account/password/", "/en/account/sessions/", "/en/account/continue/"):
        assert client.get(path)["Location"] == SET_UP
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_session_made_elsewhere_without_second_factor_is_not_signed_in(client: Client):
    """Whatever code signs a user in by Django's own means."""
    client.force_login(accounts.staff(is_superuser=True))
    assert not is_signed_in(client)


def test_factor_set_up_in_another_session_must_be_proved_in_this_one(client: Client):
    account = accounts.user(is_staff=True)
    give_password(client)
    accounts.add_totp(account)
    assert client.get("/en/account/app/")["Location"] == SIGN_IN
    assert not is_signed_in(client)


def test_wrong_code_is_refused_in_words(client: Client):
    accounts.staff()
    give_password(client)
    response = client.post(SECOND_STEP, {"code": "000000"})
    assert "This code is not right" in response.content.decode()
    assert not is_signed_in(client)


def test_code_signs_in_once(client: Client):
    accounts.staff()
    with mock.patch("time.time", return_value=1_800_000_015.0):
        code = accounts.totp_code()
        give_password(client)
        assert client.post(SECOND_STEP, {"code": code}).status_code == 302
        other = Client()
        give_password(other)
        assert "This code is not right" in other.post(SECOND_STEP, {"code": code}).content.decode()


def test_code_of_another_half_minute_is_refused(client: Client):
    accounts.staff()
    with mock.patch("time.time", return_value=1_800_000_015.0):
        give_password(client)
        response = client.post(SECOND_STEP, {"code": accounts.totp_code(at=1_799_999_955.0)})
    assert response.status_code == 200


def test_recovery_code_signs_in_once(client: Client):
    accounts.add_recovery_codes(accounts.staff())
    give_password(client)
    client.post(SECOND_STEP, {"code": accounts.RECOVERY_CODES[0]})
    assert is_signed_in(client)
    other = Client()
    give_password(other)
    assert other.post(SECOND_STEP, {"code": accounts.RECOVERY_CODES[0]}).status_code == 200
    assert other.post(SECOND_STEP, {"code": accounts.RECOVERY_CODES[1]}).status_code == 302


def test_recovery_codes_alone_are_no_second_factor(client: Client):
    accounts.add_recovery_codes(accounts.user(is_staff=True))
    assert give_password(client)["Location"] == SET_UP


def test_secret_copied_from_another_user_signs_nobody_in(client: Client):
    """Who can write to the table, but has no key, can't put a known secret in."""
    mine = accounts.staff("mallory")
    theirs = accounts.staff("botagoz")
    copied = Authenticator.objects.get(user=mine).data
    Authenticator.objects.filter(user=theirs).update(data=copied)
    give_password(client, "botagoz")
    response = client.post(SECOND_STEP, {"code": accounts.totp_code()})
    assert "can't be read here" in response.context["form"].errors["code"][0]
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "login", ["aigerim", "aigerim@example.org", "nobody", "nobody@example.org", "unused"]
)
def test_every_refusal_is_the_same(client: Client, login: str):
    accounts.staff(email="aigerim@example.org")
    accounts.staff("unused", is_active=False)
    password = accounts.PASSWORD if login == "unused" else "not this one at all"
    response = give_password(client, login, password)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "This name and password do not go together, or the account is not in use. Check both and try again."
    ]


@pytest.mark.parametrize(
    "login", ["aigerim", "aigerim@example.org", "nobody", "nobody@example.org", "no\0body"]
)
def test_one_hash_is_computed_whoever_is_named(client: Client, login: str):
    accounts.staff(email="aigerim@example.org")
    hasher = type(get_hasher())
    assert issubclass(hasher, BasePasswordHasher)
    with mock.patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as encode:
        give_password(client, login, "not this one at all")
    # A name with a zero byte is refused by the form before anybody is looked for.
    assert encode.call_count == (0 if "\0" in login else 1)


def test_inactive_user_with_a_session_is_signed_out(client: Client):
    accounts.staff_client(client)
    accounts.give_rights(client.user, is_active=False)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "https://evil.example/",
        r"\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_next_leads_to_this_site_alone(client: Client, target: str):
    accounts.staff()
    give_password(client, next=target)
    response = client.post(SECOND_STEP, {"code": accounts.totp_code()})
    assert response["Location"] == "/admin/"
    response = Client().get("/admin/login/", {"next": target})
    assert "evil" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_session_key_changes_at_each_step(client: Client):
    accounts.staff()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    give_password(client)
    before = client.session.session_key
    client.post(SECOND_STEP, {"code": accounts.totp_code()})
    assert client.session.session_key != before
    old = Client()
    old.cookies["sessionid"] = before
    assert not is_signed_in(old)


def test_reader_who_is_no_staff_is_refused_the_admin_pages(client: Client):
    accounts.sign_in(client, accounts.user("reader"), second_factor=False)
    assert client.get("/admin/login/").status_code == 403


def test_signed_in_staff_skip_the_door(client: Client):
    accounts.staff_client(client)
    assert client.get("/admin/login/?next=/admin/auth/")["Location"] == "/admin/auth/"


def test_sign_up_is_not_offered(client: Client):
    assert client.get("/en/account/signup/").status_code == 404
    assert "sign up" not in client.get(SIGN_IN).content.decode().lower()


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_sign_in_page_is_in_every_language_with_a_neutral_title(client: Client, language: str):
    response = client.get(f"/{language}/account/sign-in/")
    assert f'<html lang="{language}"'.encode() in response.content
    assert response["Cache-Control"] == "no-store, private"
    assert b'content="noindex, nofollow"' in response.content


def test_signing_out_ends_the_session_and_clears_what_the_browser_keeps(client: Client):
    accounts.staff_client(client)
    key = client.session.session_key
    response = client.post("/admin/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)
    old = Client()
    old.cookies["sessionid"] = key
    assert not is_signed_in(old)


def test_signing_out_needs_a_post(client: Client):
    accounts.staff_client(client)
    assert client.get("/admin/logout/").status_code == 200
    assert is_signed_in(client)


def test_sign_in_needs_a_token_against_forgery():
    strict = Client(enforce_csrf_checks=True)
    assert give_password(strict).status_code == 403
