"""Blind indexes: finding an equal number inside one organisation without being able to read any.

Equality is visible to whoever reads the table, inside one organisation only; nothing else is.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from kbase.contacts import plain_digits, plain_phone
from kbase.encryption import EncryptionKeyError, Keyring

BYTES = 12
IIN, PHONE = "iin", "phone"


def index(kind: str, value: str, *, organisation_id: UUID, countries: Iterable[str] = ()) -> str:
    """Return the blind index of a number under the active key; nothing for one without digits.

    Args:
        countries: as `kbase.contacts.plain_phone` takes them.
    """
    found = indexes(kind, value, organisation_id=organisation_id, countries=countries)
    return found[0] if found else ""


def indexes(kind: str, value: str, *, organisation_id: UUID, countries: Iterable[str] = ()) -> list[str]:
    """Return the blind index under each configured key, the active one first: what to search for."""
    digits = plain_phone(value, countries) if kind == PHONE else plain_digits(value)
    if not digits:
        return []
    message = f"{organisation_id}|{kind}|{digits}".encode()
    return [
        f"{key_id}.{_encoded(hmac.new(key, message, hashlib.sha256).digest()[:BYTES])}"
        for key_id, key in _keys(settings.INDEX_KEYS)
    ]


@lru_cache(maxsize=4)
def _keys(text: str) -> list[tuple[str, bytes]]:
    if not text:
        raise EncryptionKeyError("KBASE_INDEX_KEYS is not set: see docs/cases.md.")
    ring = Keyring.from_text(text)
    return list(zip(ring.ids, ring.derived("cases.blind"), strict=True))


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
