"""Staff on the running site: made in its database, with its keys, signed in by cookie or by hand."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext

import kbase.settings
from kbase.database import DEFAULT
from kbase.encryption import local_keys
from tests.databases import PREFIX, use
from tests.factories import accounts


@contextmanager
def site_data() -> Iterator[None]:
    """Work in the database of the running site, with its hashes and its encryption keys.

    >>> with site_data(): ...  # doctest: +SKIP
    """
    before = connections[DEFAULT].settings_dict["NAME"]
    data = settings.TEST_DATA_DIR / "site"
    keys = {"ENCRYPTION_KEYS": local_keys(data)} | {
        f"{purpose.upper()}_KEYS": local_keys(data, purpose=purpose)
        for purpose in ("case", "identity", "index")
    }
    use(f"{PREFIX}_{os.getpid()}_site")
    try:
        with override_settings(**keys, PASSWORD_HASHERS=kbase.settings.PASSWORD_HASHERS):
            yield
    finally:
        use(before)


def add_staff(username: str, *groups: str, is_superuser: bool = False) -> User:
    """Make a member of staff on the running site, with a code app."""
    with site_data():
        return accounts.staff(username, groups=groups, is_superuser=is_superuser)


def sign_in(context: BrowserContext, site: str, account: User) -> None:
    """Sign a browser in without the pages, which are tested with the accounts."""
    with site_data():
        session = accounts.sign_in(Client(), account).session
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}
    context.add_cookies([cookie])  # type: ignore[list-item]
