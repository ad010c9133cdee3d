"""Blind indexes: finding an equal number inside one organisation without being able to read any.

Equality is visible to whoever reads the table, inside one organisation only; nothing else is.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from kbase.encryption import EncryptionKeyError, Keyring

BYTES = 12
IIN, PHONE = "iin", "phone"


def normalised(kind: str, value: str) -> str:
    """Return the digits that two writings of one number share.

    >>> normalised(PHONE, "8 (701) 555-01-23") == normalised(PHONE, "+7 701 555 01 23")
    True
    >>> normalised(IIN, "850101 300123")
    '850101300123'
    """
    digits = re.sub(r"\D", "", value)
    if kind == PHONE and len(digits) == 11 and digits[0] == "8":
        return f"7{digits[1:]}"
    return digits


def index(kind: str, value: str, *, organisation_id: UUID) -> str:
    """Return the blind index of a number under the active key; nothing for one without digits."""
    found = indexes(kind, value, organisation_id=organisation_id)
    return found[0] if found else ""


def indexes(kind: str, value: str, *, organisation_id: UUID) -> list[str]:
    """Return the blind index under each configured key, the active one first: what to search for."""
    digits = normalised(kind, value)
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
