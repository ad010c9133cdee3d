"""How often somebody may try, counted so that nobody can be locked out from elsewhere."""

from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections
from django.test import Client
from django.utils.connection import ConnectionProxy
from django.utils.module_loading import import_string

import kbase.settings
from tests.factories import accounts

SIGN_IN = "/en/account/sign-in/"


def attempt(client: Client, password: str, login: str = "aigerim"):
    return client.post(SIGN_IN, {"login": login, "password": password})


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["aigerim", "nobody"])
def test_five_wrong_passwords_stop_the_trying_whoever_is_named(client: Client, login: str):
    accounts.staff()
    for _ in range(5):
        attempt(client, "wrong", login)
    response = attempt(client, accounts.PASSWORD, login)
    assert "Too many attempts that failed" in response.content.decode()


@pytest.mark.django_db
def test_attempts_from_elsewhere_lock_nobody_out():
    accounts.staff()
    attacker, owner = Client(REMOTE_ADDR="198.51.100.7"), Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(6):
        attempt(attacker, "wrong")
    assert attempt(owner, accounts.PASSWORD).status_code == 302


@pytest.mark.django_db
def test_neighbouring_addresses_count_as_one():
    accounts.staff()
    for host in range(5):
        attempt(Client(REMOTE_ADDR=f"198.51.100.{host}"), "wrong")
    assert "Too many" in attempt(Client(REMOTE_ADDR="198.51.100.99"), accounts.PASSWORD).content.decode()


@pytest.mark.django_db
def test_address_that_the_sender_writes_is_not_believed():
    accounts.staff()
    for host in range(5):
        attempt(Client(headers={"x-forwarded-for": f"203.0.{host}.1"}), "wrong")
    response = attempt(Client(headers={"x-forwarded-for": "203.0.99.1"}), accounts.PASSWORD)
    assert "Too many" in response.content.decode()


@pytest.mark.django_db
def test_too_many_requests_are_answered_in_words(client: Client):
    for _ in range(30):
        attempt(client, "")
    response = attempt(client, "")
    assert response.status_code == 429
    assert "Too many requests" in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"


def test_limits_are_shared_by_all_processes():
    assert issubclass(import_string(kbase.settings.CACHES["default"]["BACKEND"]), DatabaseCache)


def test_table_of_the_cache_is_there_for_the_application(committing_db: None):
    caches["site"].set("a", "b", 10)
    assert caches["site"].get("a") == "b"


def test_code_used_twice_at_the_same_moment_counts_once(committing_db: None):
    account = accounts.staff()
    authenticator = Authenticator.objects.get(user=account)
    code = accounts.totp_code()

    def use() -> bool:
        try:
            return TOTP(authenticator)._mark_code_used(code)
        finally:
            connections.close_all()

    # The proxy gives each thread its own connection.
    shared = ConnectionProxy(caches, "site")
    with mock.patch("allauth.mfa.totp.internal.auth.cache", shared), ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda _: use(), range(8)))
    assert results.count(True) == 1
