"""Setting up, using and removing second factors."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from kbase.accounts.passkeys import seal
from kbase.context import known_as
from kbase.encryption import keyring
from tests.factories import accounts

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/account/"
APP = "/en/account/app/"
CODES = "/en/account/recovery-codes/"


def new_staff(client: Client, **extra: str) -> Client:
    """Sign in as a member of staff who has no second factor yet."""
    client.user = accounts.user(is_staff=True)
    credentials = {"login": "aigerim", "password": accounts.PASSWORD, **extra}
    client.post("/en/account/sign-in/", credentials)
    return client


def set_up_app(client: Client) -> str:
    """Follow the page of the code app; return where it leads."""
    page = client.get(APP).content.decode()
    secret = re.search(r'class="account-key" lang="zxx">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    response = client.post(APP, {"code": accounts.totp_code(secret=secret)})
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def test_new_staff_set_up_an_app_keep_codes_and_go_where_they_wanted(client: Client):
    new_staff(client, next="/admin/auth/")
    before = client.session.session_key
    assert set_up_app(client) == CODES
    assert client.session.session_key != before
    page = client.get(CODES)
    assert len(page.context["unused_codes"]) == 10
    assert page.context["go_on"] == "/admin/auth/"
    assert client.get("/admin/").status_code == 200


def test_page_of_the_app_shows_the_key_as_picture_and_letters(client: Client):
    new_staff(client)
    page = client.get(APP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert re.search(r">[A-Z2-7]{4}( [A-Z2-7]{4}){7}<", page)


def test_wrong_code_sets_nothing_up(client: Client):
    new_staff(client)
    client.get(APP)
    client.post(APP, {"code": "000000"})
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 302


def test_secrets_are_encrypted_in_the_table(client: Client):
    new_staff(client)
    set_up_app(client)
    stored = {row.type: row.data for row in Authenticator.objects.all()}
    assert keyring().active in stored["totp"]["secret"].split(".")
    assert stored["totp"]["secret"].startswith("v1.")
    assert stored["recovery_codes"]["seed"].startswith("v1.")


def test_recovery_codes_are_shown_once(client: Client):
    new_staff(client)
    set_up_app(client)
    codes = client.get(CODES).context["unused_codes"]
    again = client.get(CODES).content.decode()
    assert not any(code in again for code in codes)
    assert "10 codes are left" in again


def test_new_recovery_codes_end_the_old_ones(client: Client):
    accounts.staff_client(client)
    accounts.add_recovery_codes(client.user)
    assert client.post(f"{CODES}new/")["Location"] == CODES
    assert accounts.RECOVERY_CODES[0] not in client.get(CODES).context["unused_codes"]


def test_staff_keep_their_last_second_factor(client: Client):
    accounts.staff_client(client)
    response = client.post(f"{APP}remove/")
    assert "Staff need a second factor" in response.content.decode()
    assert Authenticator.objects.filter(user=client.user).count() == 1


def test_staff_keep_their_last_passkey(client: Client):
    accounts.staff_client(client)
    with known_as(client.user):
        Authenticator.objects.all().delete()
    passkey = accounts.add_passkey_row(client.user)
    response = client.post(f"/en/account/passkeys/{passkey.pk}/remove/", follow=True)
    assert "Staff need a second factor" in response.content.decode()
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_one_of_two_factors_can_be_removed(client: Client):
    accounts.staff_client(client)
    passkey = accounts.add_passkey_row(client.user)
    client.post(f"/en/account/passkeys/{passkey.pk}/remove/")
    assert list(Authenticator.objects.values_list("type", flat=True)) == ["totp"]


def test_passkey_without_seal_does_not_make_up_for_the_app(client: Client):
    """It signs nobody in, so who removed the app would be locked out."""
    accounts.staff_client(client)
    passkey = accounts.add_passkey_row(client.user)
    assert "Staff need a second factor" in client.post(f"{APP}remove/").content.decode()
    seal(passkey)
    client.post(f"{APP}remove/")
    assert list(Authenticator.objects.values_list("type", flat=True)) == ["webauthn"]


def test_passkey_of_another_is_not_there(client: Client):
    passkey = accounts.add_passkey_row(accounts.user("botagoz"))
    accounts.staff_client(client)
    for action in ("remove", "rename"):
        assert client.post(f"/en/account/passkeys/{passkey.pk}/{action}/", {"name": "x"}).status_code == 404


def test_change_of_factors_asks_again_who_it_is_some_minutes_after_sign_in(client: Client):
    accounts.staff_client(client)
    accounts.make_sign_in_older(client, 301)
    response = client.get("/en/account/passkeys/add/")
    assert response["Location"].startswith("/en/account/confirm/code/")
    before = client.session.session_key
    response = client.post(response["Location"], {"code": accounts.totp_code()})
    assert response["Location"] == "/en/account/passkeys/add/"
    assert client.session.session_key != before
    assert client.get("/en/account/passkeys/add/").status_code == 200


def test_password_is_not_enough_to_confirm_for_who_has_a_second_factor(client: Client):
    accounts.staff_client(client)
    accounts.make_sign_in_older(client, 301)
    response = client.post("/en/account/confirm/", {"password": accounts.PASSWORD})
    assert response["Location"].startswith("/en/account/confirm/code/")


@pytest.mark.parametrize(
    "credential",
    [
        *["", "{}", "[]", "null", '"x"', "1", '{"id": "x"}', "not json", '{"response": 1}', "[" * 5000],
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", '
        '"attestationObject": "oA", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}',
    ],
)
@pytest.mark.parametrize("path", ["/en/account/sign-in/passkey/", "/en/account/passkeys/add/"])
def test_made_up_passkey_is_refused(client: Client, path: str, credential: str):
    if "add" in path:
        accounts.staff_client(client)
    client.get(path, headers={"accept": "application/json"})
    response = client.post(path, {"credential": credential})
    assert response.status_code in (200, 302)
    assert not Authenticator.objects.filter(type="webauthn").exists()
    if "add" not in path:
        assert client.get("/admin/").status_code == 302


def test_overview_names_what_is_set_up(client: Client):
    accounts.staff_client(client)
    accounts.add_recovery_codes(client.user)
    page = client.get(OVERVIEW).content.decode()
    assert "Remove the app" in page
    assert "10 are left" in page
    assert "None yet." in page


def test_five_wrong_codes_stop_the_trying():
    accounts.staff()
    client = Client()
    client.post("/en/account/sign-in/", {"login": "aigerim", "password": accounts.PASSWORD})
    for _ in range(5):
        client.post("/en/account/sign-in/second-step/", {"code": "000000"})
    response = client.post("/en/account/sign-in/second-step/", {"code": accounts.totp_code()})
    assert "Too many attempts that failed" in response.content.decode()
    cache.clear()
    assert client.post("/en/account/sign-in/second-step/", {"code": accounts.totp_code()}).status_code == 302
