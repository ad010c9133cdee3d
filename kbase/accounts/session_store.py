"""Sessions as the database may know them: under a digest of their key, their content encrypted.

The cookie alone holds the key. Whoever reads the table can sign in with nothing of it; whoever writes to it
can neither make a session up nor copy one under a key of her own: the content is bound to its row.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from kbase.encryption import DecryptionError, Place, keyring

DIGEST_BYTES = 30  # of SHA-256's 32: in base64 the 40 characters that Django's and allauth's columns take

logger = logging.getLogger(__name__)


def digest_of(session_key: str) -> str:
    """Return what stands in the database for the key of a session.

    >>> len(digest_of("k" * 32)), digest_of("k" * 32) == digest_of("l" * 32)
    (40, False)
    """
    return base64.urlsafe_b64encode(hashlib.sha256(session_key.encode()).digest()[:DIGEST_BYTES]).decode()


def content_of(row: AbstractBaseSession) -> dict[str, Any]:
    """Return what a session says, read without its key; nothing where it can't be proved to be ours."""
    try:
        text = keyring().decrypt(row.session_data, _place(row.session_key))
    except DecryptionError:
        logger.warning("session unreadable")
        return {}
    found: dict[str, Any] = SessionStore().serializer().loads(text.encode())
    return found


class SessionStore(DatabaseStore):
    """Django's sessions in the database; each way to the table goes by the digest."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        if self.session_key is None:
            raise ValueError("A session has no key yet, to which its content is bound.")
        text = self.serializer().dumps(session_dict).decode()
        return keyring().encrypt(text, _place(digest_of(self.session_key)))

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()
        return content_of(row) if row else {}

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    def exists(self, session_key: str) -> bool:
        return super().exists(digest_of(session_key))

    async def aexists(self, session_key: str) -> bool:
        return await super().aexists(digest_of(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = digest_of(row.session_key)
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return await sync_to_async(self.create_model_instance)(data)

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(digest_of(key))

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        row = None
        if self.session_key:
            kept = self.model.objects.filter(session_key=digest_of(self.session_key))
            row = kept.filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return await sync_to_async(self._get_session_from_db)()


def _place(digest: str) -> Place:
    return Place("django_session", "session_data", digest)
