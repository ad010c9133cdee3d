"""People on the admin pages: an administrator starts an account, its owner alone knows the password."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.factories import accounts

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/auth/user/"
LINK = re.compile(r"http://testserver(/en/account/password/link/[^\s<]+)")


@pytest.fixture
def administrator(client: Client) -> Client:
    return accounts.staff_client(client, username="administrator", is_superuser=True)


def act(client: Client, action: str, *users: User) -> str:
    data = {"action": action, "_selected_action": [user.pk for user in users]}
    return client.post(PEOPLE, data, follow=True).content.decode()


def test_new_person_chooses_the_password_by_the_link_shown_once(administrator: Client):
    group = Group.objects.create(name="Testers")
    person = {"username": "botagoz", "email": "botagoz@example.org", "is_staff": "on", "groups": [group.pk]}
    page = administrator.post(f"{PEOPLE}add/", person, follow=True).content.decode()
    user = User.objects.get(username="botagoz")
    assert not user.has_usable_password()
    assert list(user.groups.all()) == [group]
    path = LINK.search(page)[1]
    assert not LINK.search(administrator.get(PEOPLE).content.decode())
    other = Client()
    page_without_key = other.get(path)["Location"]
    other.post(page_without_key, {"password1": accounts.PASSWORD, "password2": accounts.PASSWORD})
    response = other.post("/en/account/sign-in/", {"login": "botagoz", "password": accounts.PASSWORD})
    assert response["Location"] == "/en/account/set-up/"


def test_link_for_a_new_password_is_an_action_and_not_for_who_has_left(administrator: Client):
    here, left = accounts.staff("here"), accounts.staff("left", is_active=False)
    links = LINK.findall(act(administrator, "give_link", here, left))
    assert len(links) == 1
    assert "This link no longer works" not in Client().get(links[0], follow=True).content.decode()


def test_lost_second_factor_is_removed_by_an_action(administrator: Client):
    person = accounts.staff("botagoz")
    assert "sets up a new second factor" in act(administrator, "remove_factors", person)
    assert not Authenticator.objects.filter(user=person).exists()


def test_administrator_cannot_choose_a_password_for_another(administrator: Client):
    person = accounts.staff("botagoz")
    new = {"password1": "chosen by the administrator", "password2": "chosen by the administrator"}
    assert administrator.post(f"{PEOPLE}{person.pk}/password/", new).status_code == 403
    page = administrator.get(f"{PEOPLE}{person.pk}/change/").content.decode()
    assert "password" not in page.lower().replace("/admin/password_change/", "").replace(
        "change password", ""
    )


def test_who_may_change_users_but_is_no_administrator_sees_nobody(client: Client):
    accounts.staff_client(client)
    codenames = ("view_user", "add_user", "change_user", "delete_user")
    accounts.give_rights(client.user, permissions=Permission.objects.filter(codename__in=codenames))
    assert client.get(PEOPLE).status_code == 403
    assert client.get(f"{PEOPLE}add/").status_code == 403
    assert client.post(f"{PEOPLE}{client.user.pk}/change/", {"is_superuser": "on"}).status_code == 403


@pytest.mark.parametrize("path", ["mfa/authenticator/", "usersessions/usersession/", "account/emailaddress/"])
def test_what_is_its_owners_alone_is_not_on_the_admin_pages(administrator: Client, path: str):
    assert administrator.get(f"/admin/{path}").status_code == 404
