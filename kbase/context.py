"""Telling the database who asks: a signed, short-lived word that only this server can write.

Row-level security believes no plain setting, which an injected SELECT could change; it believes this
one, which names the user, the database connection and the second it ends, and is signed with a key
that the application's role can't read (cases/rowsecurity/functions.sql checks it). Cases ask it who
sees them; accounts, whether an administrator gives rights.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import psycopg
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from kbase.encryption import EncryptionKeyError, Keyring

SETTING = "app.ctx"
SECONDS = 5 * 60


@lru_cache(maxsize=4)
def signing_keys(text: str) -> dict[str, bytes]:
    """Return the keys that sign, by id, the active one first."""
    if not text:
        raise EncryptionKeyError("KBASE_CONTEXT_KEYS is not set: see docs/cases.md.")
    ring = Keyring.from_text(text)
    return dict(zip(ring.ids, ring.derived("cases.context"), strict=True))


def signed(*, user_id: int, process: int, ends_at: int) -> str:
    """Return the word for a user.

    Args:
        user_id: who asks.
        process: number of the database's process that answers; elsewhere the word is worthless.
        ends_at: second of Unix time from which it is worthless.
    """
    key_id, key = next(iter(signing_keys(settings.CONTEXT_KEYS).items()))
    message = f"{key_id}.{user_id}.{process}.{ends_at}"
    return f"{message}.{hmac.new(key, message.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def acting_as(
    user: AbstractBaseUser, *, using: str = DEFAULT_DB_ALIAS, seconds: int = SECONDS
) -> Iterator[None]:
    """Run a transaction in which the database knows the user; before and after it knows nobody.

    >>> with acting_as(user): ...  # doctest: +SKIP
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        before = _tell(connection, user, seconds)
        yield
        if not connection.needs_rollback:  # a rollback does it by itself
            _set(connection, before)


@contextmanager
def known_as(user: AbstractBaseUser | AnonymousUser) -> Iterator[None]:
    """Act as the user where there are keys that sign; without them the database knows and asks nobody."""
    if settings.CONTEXT_KEYS and isinstance(user, AbstractBaseUser):
        with acting_as(user):
            yield
    else:
        yield


def renew(user: AbstractBaseUser, *, using: str = DEFAULT_DB_ALIAS, seconds: int = SECONDS) -> None:
    """Sign the word of this transaction anew: a file that came in slowly may have outlived it."""
    _tell(connections[using], user, seconds)


def _tell(connection: BaseDatabaseWrapper, user: AbstractBaseUser, seconds: int) -> str:
    """Set the word; return the one that stood before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), coalesce(current_setting(%s, true), '')", [SETTING])
        process, before = cursor.fetchone()
    ends_at = int(time.time()) + seconds
    _set(connection, signed(user_id=int(user.pk), process=process, ends_at=ends_at))
    return str(before)


def _set(connection: BaseDatabaseWrapper, word: str) -> None:
    """Send the word as a parameter, apart from the statement, so that no list of running queries shows it."""
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, word])
