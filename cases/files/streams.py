"""Encryption of files as they flow: AES-256-GCM in chunks, none of which can be left out or moved. Pure.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its
Nonce-Reuse Misuse-Resistance, 2015): each chunk's nonce is a random prefix, its number, and whether it is
the last. So a file that was cut, lengthened, reordered or put together from two doesn't open. Header and
place are authenticated with each chunk: a file under another record's name doesn't open either.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = b"QF1\n"
PREFIX_BYTES = 7  # of the nonce's twelve: four are the chunk's number, one says whether it is the last
KEY_BYTES = 32
CHUNK = 64 * 1024
TAG_BYTES = 16


class SealedFileError(ValueError):
    """A file can't be opened: not ours, changed, cut, moved from elsewhere, or the key is another one."""

    def __init__(self) -> None:
        super().__init__(
            "A file can't be decrypted: it was changed, cut or moved, or its key is another one."
        )


def new_key() -> bytes:
    """Return a key for one file."""
    return secrets.token_bytes(KEY_BYTES)


class Sealer:
    """Encrypts one file that comes in pieces of any size; holds one chunk at most.

    >>> sealer = Sealer(bytes(32), b"here")
    >>> sealed = sealer.update(b"so") + sealer.finish()
    >>> from io import BytesIO
    >>> b"".join(opened(BytesIO(sealed).read, bytes(32), b"here"))
    b'so'
    >>> b"".join(opened(BytesIO(sealed[:-1]).read, bytes(32), b"here"))
    Traceback (most recent call last):
    cases.files.streams.SealedFileError: A file can't be decrypted: it was changed, cut or moved, ...
    """

    def __init__(self, key: bytes, place: bytes) -> None:
        self._cipher, self._bound = AESGCM(key), HEADER + place
        self._prefix = secrets.token_bytes(PREFIX_BYTES)
        self._number = 0
        self._held = bytearray()
        self._ready = bytearray(HEADER + self._prefix)

    def update(self, piece: bytes) -> bytes:
        """Take a piece; return what is encrypted so far and was not returned yet."""
        self._held += piece
        while len(self._held) > CHUNK:  # what could be the last chunk stays
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return self._taken()

    def finish(self) -> bytes:
        """Return the rest; nothing can be added after it."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()
        return self._taken()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._ready += self._cipher.encrypt(_nonce(self._prefix, self._number, last), chunk, self._bound)
        self._number += 1

    def _taken(self) -> bytes:
        ready = bytes(self._ready)
        self._ready.clear()
        return ready


def opened(read: Callable[[int], bytes], key: bytes, place: bytes) -> Iterator[bytes]:
    """Yield the chunks of a file, each proved authentic before it is given.

    Args:
        read: of a file opened for reading; returns less than it was asked for at the end alone.

    Raises:
        SealedFileError: at the first chunk that isn't what was written there.
    """
    cipher = AESGCM(key)
    if read(len(HEADER)) != HEADER:
        raise SealedFileError
    prefix = read(PREFIX_BYTES)
    if len(prefix) != PREFIX_BYTES:
        raise SealedFileError
    number, held = 0, read(CHUNK + TAG_BYTES)
    while True:
        following = read(CHUNK + TAG_BYTES)
        nonce = _nonce(prefix, number, not following)
        try:
            yield cipher.decrypt(nonce, held, HEADER + place)
        except (InvalidTag, ValueError):
            raise SealedFileError from None
        if not following:
            return
        number, held = number + 1, following


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
