"""Keys of cases: each case has two of its own, kept wrapped by master keys that are in no database.

One is for its content, one for the identities of its people. Rotation of a master key wraps them
again; what they encrypted stays as it is.
"""

from __future__ import annotations

import base64
import secrets
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from kbase.encryption import KEY_BYTES, EncryptionKeyError, Keyring, Place

CONTENT, IDENTITY = "content", "identity"
# The id of a case's only key in its tokens; another will be needed when one must be replaced.
GENERATION = "c1"
TABLE = "cases_case"


@lru_cache(maxsize=8)
def _keyring(text: str, purpose: str) -> Keyring:
    if not text:
        raise EncryptionKeyError(f"KBASE_{purpose.upper()}_KEYS is not set: see docs/cases.md.")
    return Keyring.from_text(text)


def master(purpose: str) -> Keyring:
    """Return the master keys that wrap the keys of cases for a purpose.

    Raises:
        EncryptionKeyError: none are configured; such a process can read no case.
    """
    if purpose == IDENTITY:
        return _keyring(settings.IDENTITY_KEYS, "identity")
    return _keyring(settings.CASE_KEYS, "case")


def are_configured() -> bool:
    """Whether this process has all keys that cases need."""
    return all((settings.CASE_KEYS, settings.IDENTITY_KEYS, settings.INDEX_KEYS, settings.CONTEXT_KEYS))


def new_wrapped_key(case_id: UUID, purpose: str) -> str:
    """Make a key for a case; return it wrapped."""
    return wrap(secrets.token_bytes(KEY_BYTES), case_id, purpose)


def wrap(key: bytes, case_id: UUID, purpose: str) -> str:
    """Wrap a case's key with the active master key; it unwraps for this case and purpose only."""
    return master(purpose).encrypt(base64.b64encode(key).decode(), _place(case_id, purpose))


def unwrap(wrapped: str, case_id: UUID, purpose: str) -> bytes:
    """Return a case's key.

    Raises:
        DecryptionError: the wrapped key is another case's, was changed, or its master key isn't configured.
    """
    return base64.b64decode(master(purpose).decrypt(wrapped, _place(case_id, purpose)))


def keyring_of(wrapped: str, case_id: UUID, purpose: str) -> Keyring:
    """Return the keyring that reads and writes one case's values."""
    return Keyring({GENERATION: unwrap(wrapped, case_id, purpose)})


def master_id(wrapped: str) -> str:
    """Return the id of the master key that wrapped a key.

    >>> master_id("v1.k7.nonce.sealed")
    'k7'
    """
    return wrapped.split(".")[1]


def _place(case_id: UUID, purpose: str) -> Place:
    return Place(TABLE, f"{purpose}_key", str(case_id))
