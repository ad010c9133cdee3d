"""A new password by mail, from the question to the sign-in: the second factor stays, sessions end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module, reload

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import clear_url_caches

from kbase.context import known_as
from tests.factories import accounts

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "forty quiet yaks climb slowly"


@pytest.fixture(autouse=True)
def _with_mail() -> Iterator[None]:
    """As on a site with a mail server: the addresses of the reset exist only there."""
    backend = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(
        EMAIL_HOST="mail.example", EMAIL_BACKEND=backend, ACCOUNT_EMAIL_NOTIFICATIONS=True
    ):
        _reload_addresses()
        yield
    _reload_addresses()


def _reload_addresses() -> None:
    for name in ("kbase.accounts.urls", settings.ROOT_URLCONF):
        reload(import_module(name))
    clear_url_caches()


def ask(client: Client, email: str) -> None:
    assert client.post("/en/account/password/reset/", {"email": email}).status_code == 302


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert found
    return found[1]


def choose(client: Client, link: str) -> None:
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0] if page.redirect_chain else link
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)


def test_password_is_changed_the_factor_stays_and_sessions_end() -> None:
    person = accounts.staff("person", email="person@example.org")
    elsewhere = accounts.sign_in(Client(), person)
    assert elsewhere.get("/admin/").status_code == 200
    client = Client()
    ask(client, "person@example.org")
    link = link_in(mail.outbox[0])
    assert mail.outbox[0].to == ["person@example.org"]
    choose(client, link)
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).count() == 1
    assert elsewhere.get("/admin/").status_code == 302


def test_new_password_alone_does_not_sign_in() -> None:
    accounts.staff("person", email="person@example.org")
    client = Client()
    ask(client, "person@example.org")
    choose(client, link_in(mail.outbox[0]))
    assert client.get("/admin/").status_code == 302
    answer = client.post("/en/account/sign-in/", {"login": "person", "password": NEW_PASSWORD})
    assert "second-step" in answer["Location"]
    answer = client.post(answer["Location"], {"code": accounts.totp_code()})
    assert client.get("/admin/").status_code == 200


def test_link_works_once() -> None:
    person = accounts.staff("person", email="person@example.org")
    ask(Client(), "person@example.org")
    link = link_in(mail.outbox[0])
    choose(Client(), link)
    person.set_password("another grey password walks")
    with known_as(person):
        person.save()
    choose(Client(), link)
    person.refresh_from_db()
    assert not person.check_password(NEW_PASSWORD)


def test_answer_does_not_say_whether_an_address_is_known() -> None:
    accounts.staff("person", email="person@example.org")
    answers = [
        Client().post("/en/account/password/reset/", {"email": f"{name}@example.org"}, follow=True)
        for name in ("person", "nobody")
    ]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [message.to for message in mail.outbox] == [["person@example.org"]]
