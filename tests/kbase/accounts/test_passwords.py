"""Which passwords are refused, and in what words; and how they are kept."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings

import kbase.settings
from tests.factories import accounts


def refusals(password: str) -> set[str]:
    """Return the codes of the rules that a password breaks."""
    user = User(username="aigerim.b", first_name="Aigerim", last_name="Bekova", email="a.bekova@example.org")
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {part.code for part in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        accounts.PASSWORD,
        "correct horse battery",
        "одиннадцать серых котов",
        "жеті қара қой шай ішеді",
        "چار نیلے پرندے اڑے",
        "plainletterswithoutanydigits",
        "473951826047",
        "ministry of seven grey horses",
        "🐎🐎 tea and 🐑 wool",
    ],
)
def test_long_and_unusual_passwords_are_taken_without_rules_of_composition(password: str):
    assert refusals(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password_too_short"),
        ("justinbieber", "password_too_common"),
        ("unbelievable", "breached"),
        ("Iloveyou1234", "breached"),
        ("!!unbelievable!!", "breached"),
        ("Password2026!!", "dressed_up"),
        ("123letmein!!!!", "dressed_up"),
        ("dragondragon1", "dressed_up"),
        ("Qorgau2026!!", "site_words"),
        ("Қорғау-2026-!!!", "site_words"),
        ("adminadmin2026", "site_words"),
        ("editor.kazakhstan", "site_words"),
        ("aaaaaaaaaaaaaaa", "monotonous"),
        ("abababababab", "monotonous"),
        ("abcdefghijklmn", "monotonous"),
        ("aigerim.b2026", "password_too_similar"),
        ("bekova@example", "password_too_similar"),
    ],
)
def test_guessable_password_is_refused(password: str, code: str):
    assert code in refusals(password)


def test_argon2_is_what_the_site_hashes_with():
    assert kbase.settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    with override_settings(PASSWORD_HASHERS=kbase.settings.PASSWORD_HASHERS):
        user = User()
        user.set_password(accounts.PASSWORD)
    assert user.password.startswith("argon2$argon2id$")


CHANGE = "/en/account/password/"


def change(client: Client, new: str, old: str = accounts.PASSWORD):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.django_db
def test_changing_the_password_keeps_this_session_and_ends_others(client: Client):
    accounts.staff_client(client)
    other = accounts.sign_in(Client(), client.user)
    response = change(client, "eleven small boats at sea")
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert "The password is changed." in page.content.decode()
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_present_password_must_be_right_to_change_it(client: Client):
    accounts.staff_client(client)
    assert (
        "This is not your present password." in change(client, "eleven small boats", "wrong").content.decode()
    )


@pytest.mark.django_db
def test_guessable_password_is_refused_by_the_form_in_words(client: Client):
    accounts.staff_client(client)
    page = change(client, "Password2026!!").content.decode()
    assert "a password that many people use" in page
    assert 'aria-invalid="true"' in page


@pytest.mark.django_db
def test_password_that_was_hashed_of_old_is_hashed_anew_at_sign_in():
    """The database lets only the person write it: she is known by it."""
    accounts.staff()
    with override_settings(PASSWORD_HASHERS=[*kbase.settings.PASSWORD_HASHERS, *settings.PASSWORD_HASHERS]):
        Client().post("/en/account/sign-in/", {"login": "aigerim", "password": accounts.PASSWORD})
    assert User.objects.get().password.startswith("argon2$")


@pytest.mark.django_db
def test_door_of_the_admin_for_passwords_leads_here(client: Client):
    accounts.staff_client(client)
    assert client.get("/admin/password_change/")["Location"] == CHANGE
