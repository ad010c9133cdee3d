"""Links that an administrator gives: the first account, a new password, a lost second factor."""

from io import StringIO
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from kbase.accounts import links
from kbase.accounts.actions import create_first_editor
from kbase.accounts.forms import FirstEditorForm
from tests.factories import accounts

pytestmark = pytest.mark.django_db
FIRST = {"username": "first", "email": "", "password1": accounts.PASSWORD, "password2": accounts.PASSWORD}


def command(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def test_first_editor_is_made_by_link_and_sets_up_a_second_factor(client: Client):
    path = path_of(command("first_editor_link"))
    assert client.get(path).status_code == 200
    response = client.post(path, FIRST)
    assert response["Location"] == "/en/account/set-up/"
    user = User.objects.get(username="first")
    assert user.is_superuser
    assert user.is_staff
    assert user.check_password(accounts.PASSWORD)
    assert client.get("/admin/").status_code == 302


def test_first_editor_link_is_dead_once_there_is_an_administrator(client: Client):
    path, other = links.first_editor_path(), links.first_editor_path()
    client.post(path, FIRST)
    for used in (path, other):
        assert Client().get(used).status_code == 410
        assert Client().post(used, {**FIRST, "username": "second"}).status_code == 410
    assert User.objects.count() == 1


def test_first_editor_is_made_once_when_two_are_as_quick():
    forms = [FirstEditorForm({**FIRST, "username": name}) for name in ("one", "two")]
    assert all(form.is_valid() for form in forms)
    create_first_editor(form=forms[0])
    with pytest.raises(PermissionDenied):
        create_first_editor(form=forms[1])


def test_first_editor_link_works_for_a_day(client: Client):
    path = links.first_editor_path()
    with mock.patch("django.core.signing.time.time", return_value=__import__("time").time() + 24 * 3600 + 5):
        assert client.get(path).status_code == 410


@pytest.mark.parametrize("token", ["x", "IiI:1a:b", "IiI"])
def test_made_up_first_editor_link_is_refused(client: Client, token: str):
    response = client.get(f"/ru/account/first/{token}/")
    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store, private"


def test_first_editor_needs_a_good_password(client: Client):
    response = client.post(links.first_editor_path(), {**FIRST, "password1": "short", "password2": "short"})
    assert "password2" in response.context["form"].errors
    assert not User.objects.exists()


def test_command_for_the_first_editor_refuses_when_there_is_one():
    accounts.staff(is_superuser=True)
    with pytest.raises(CommandError, match="sign_in_link"):
        command("first_editor_link")


def test_user_chooses_a_new_password_by_link_and_keeps_the_second_factor(client: Client):
    account = accounts.staff()
    before = accounts.sign_in(Client(), account)
    page = client.get(path_of(command("sign_in_link", "aigerim")), follow=True)
    key_free = page.redirect_chain[-1][0]
    new = "eleven small boats at sea"
    response = client.post(key_free, {"password1": new, "password2": new})
    assert response["Location"] == "/en/account/password/link/used/"
    assert client.get("/admin/").status_code == 302
    assert before.get("/admin/").status_code == 302
    response = client.post("/en/account/sign-in/", {"login": "aigerim", "password": new})
    assert response["Location"] == "/en/account/sign-in/second-step/"


def test_link_for_a_new_password_works_once(client: Client):
    path = links.new_password_path(accounts.staff())
    key_free = client.get(path)["Location"]
    new = "eleven small boats at sea"
    client.post(key_free, {"password1": new, "password2": new})
    assert "This link no longer works" in Client().get(path).content.decode()


@pytest.mark.parametrize(
    "path", ["/en/account/password/link/1-x/", "/en/account/password/link/zzzzzzzz-a-b/"]
)
def test_made_up_link_for_a_password_is_refused(client: Client, path: str):
    accounts.staff()
    assert "This link no longer works" in client.get(path).content.decode()


def test_lost_second_factor_is_removed_with_the_sessions():
    account = accounts.staff()
    accounts.add_recovery_codes(account)
    command("sign_in_link", "aigerim", "--without-second-factor")
    assert not Authenticator.objects.filter(user=account).exists()


def test_link_is_for_somebody_whose_account_is_in_use():
    accounts.staff("unused", is_active=False)
    with pytest.raises(CommandError, match="no user 'nobody'"):
        command("sign_in_link", "nobody")
    with pytest.raises(CommandError, match="not in use"):
        command("sign_in_link", "unused")


def test_link_names_the_site():
    accounts.staff()
    assert command("sign_in_link", "aigerim", "--site", "https://law.example.org/").startswith(
        "https://law.example.org/en/account/password/link/"
    )
    with override_settings(LOCAL_ONLY=False, ALLOWED_HOSTS=["law.example.org"]):
        assert command("sign_in_link", "aigerim").startswith("https://law.example.org/")
    with (
        override_settings(LOCAL_ONLY=False, ALLOWED_HOSTS=["a.example", "b.example"]),
        pytest.raises(CommandError, match="--site"),
    ):
        command("sign_in_link", "aigerim")
    with pytest.raises(CommandError, match="not the address"):
        command("sign_in_link", "aigerim", "--site", "law.example.org")


def test_without_mail_no_link_can_be_asked_for(client: Client):
    assert client.get("/en/account/password/reset/").status_code == 404
    assert "An administrator can give you a link" in client.get("/en/account/sign-in/").content.decode()
