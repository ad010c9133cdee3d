"""Encryption of single values at rest: AES-256-GCM, each value bound to the place where it is kept.

A token is `v1.kid.nonce.ciphertext`. The key for a column is derived (HKDF) from the master key kid
names, and table, column and row are authenticated with the value, so that a token copied to another
row, another column or another table can't be read there. Everything fails closed: what can't be
proved authentic raises.
"""

import base64
import binascii
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kbase.secret_key import written_once

VERSION = "v1"
KEY_BYTES = 32
NONCE_BYTES = 12
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class EncryptionKeyError(ValueError):
    """The keys are missing or can't be read; the message never repeats a key."""


class DecryptionError(ValueError):
    """A token can't be read: not ours, changed, moved from another place, or of an unknown key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is kept: it can be read there and nowhere else."""

    table: str
    column: str
    row: str

    @property
    def purpose(self) -> bytes:
        return _joined("qorgau", VERSION, self.table, self.column)

    def bound(self, key_id: str) -> bytes:
        return _joined(VERSION, key_id, self.table, self.column, self.row)


class Keyring:
    """Master keys by id; the first encrypts, all decrypt."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise EncryptionKeyError("No encryption key is given: expected id:key, see docs/security.md.")
        self._keys = dict(keys)
        self.active = next(iter(self._keys))

    def __repr__(self) -> str:
        return f"<Keyring {', '.join(self._keys)}>"

    @classmethod
    def from_text(cls, text: str) -> "Keyring":
        """Read `id:key` pairs, the active one first, separated by commas or white space.

        Args:
            text: each key is 32 bytes in URL-safe base64.

        Raises:
            EncryptionKeyError: a pair can't be read, or an id occurs twice.

        >>> Keyring.from_text("k1:" + "A" * 43)
        <Keyring k1>
        >>> Keyring.from_text("k1:tooshort")
        Traceback (most recent call last):
        kbase.encryption.EncryptionKeyError: Encryption key 'k1' has 6 bytes: expected 32 in URL-safe base64.
        """
        keys: dict[str, bytes] = {}
        for pair in text.replace(",", " ").split():
            key_id, _, encoded = pair.partition(":")
            if not KEY_ID.fullmatch(key_id):
                raise EncryptionKeyError("An encryption key has no id: expected id:key, with a plain id.")
            if key_id in keys:
                raise EncryptionKeyError(f"The encryption key id {key_id!r} is given twice.")
            keys[key_id] = _key(key_id, encoded)
        return cls(keys)

    def encrypt(self, text: str, place: Place) -> str:
        """Return a token that only `place` can read."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = self._cipher(self.active, place)
        sealed = cipher.encrypt(nonce, text.encode(), place.bound(self.active))
        return ".".join((VERSION, self.active, _encoded(nonce), _encoded(sealed)))

    def decrypt(self, token: str, place: Place) -> str:
        """Return what was encrypted for `place`.

        Raises:
            DecryptionError: nothing is returned unless all of it is proved authentic.
        """
        version, key_id, nonce, sealed = _parts(token)
        if version != VERSION or key_id not in self._keys:
            raise DecryptionError(
                f"A value of {place.table}.{place.column} was encrypted with a key that isn't configured."
            )
        try:
            return self._cipher(key_id, place).decrypt(nonce, sealed, place.bound(key_id)).decode()
        except (InvalidTag, UnicodeDecodeError, ValueError):
            raise DecryptionError(
                f"A value of {place.table}.{place.column} can't be decrypted: it was changed or moved, "
                "or the key is another one."
            ) from None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the keys, the active one first."""
        return tuple(self._keys)

    def derived(self, purpose: str) -> list[bytes]:
        """Return a key for a purpose of each master key, the active one's first."""
        ids = [self.active, *(key_id for key_id in self._keys if key_id != self.active)]
        return [_derived(self._keys[key_id], _joined("qorgau", VERSION, purpose)) for key_id in ids]

    def _cipher(self, key_id: str, place: Place) -> AESGCM:
        return AESGCM(_derived(self._keys[key_id], place.purpose))


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


@lru_cache(maxsize=4)
def _keyring(text: str) -> Keyring:
    return Keyring.from_text(text)


def keyring() -> Keyring:
    """The installation's keys."""
    return _keyring(settings.ENCRYPTION_KEYS)


def configured_keys(environ: Mapping[str, str] = os.environ, *, purpose: str = "encryption") -> str:
    """Return KBASE_ENCRYPTION_KEYS, or what the file KBASE_ENCRYPTION_KEYS_FILE holds, or nothing.

    Args:
        environ: where the variables are.
        purpose: the word in the variables' names: 'case' reads KBASE_CASE_KEYS.
    """
    name = f"KBASE_{purpose.upper()}_KEYS"
    if path := environ.get(f"{name}_FILE"):
        return Path(path).read_text()
    return environ.get(name, "")


def local_keys(data_dir: Path, *, purpose: str = "encryption") -> str:
    """Return the keys in DATA_DIR/encryption-keys; the first call makes one, for its owner's eyes alone."""
    return written_once(
        data_dir / f"{purpose}-keys", lambda: f"local:{_encoded(secrets.token_bytes(KEY_BYTES))}"
    )


def _joined(*parts: str) -> bytes:
    """Join parts so that no two different lists give the same bytes."""
    return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)


def _key(key_id: str, encoded: str) -> bytes:
    try:
        key = _decoded(encoded)
    except (ValueError, binascii.Error):
        raise EncryptionKeyError(
            f"Encryption key {key_id!r} can't be read: expected 32 bytes in URL-safe base64."
        ) from None
    if len(key) != KEY_BYTES:
        raise EncryptionKeyError(
            f"Encryption key {key_id!r} has {len(key)} bytes: expected 32 in URL-safe base64."
        )
    return key


def _parts(token: str) -> tuple[str, str, bytes, bytes]:
    try:
        version, key_id, nonce, sealed = token.split(".")
        return version, key_id, _decoded(nonce), _decoded(sealed)
    except (ValueError, binascii.Error):
        raise DecryptionError("A stored value is not an encrypted token.") from None


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
