"""The objects and keys of one attachment: where its bytes lie and what opens them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

from django.conf import settings

from cases import keys
from cases.files.store import Store
from cases.files.streams import SealedFileError, opened
from cases.sealing import opened as unsealed

ORIGINAL, SHARED = "original", "shared"


def store() -> Store:
    """The installation's files of cases."""
    return Store(settings.CASE_FILES)


def place_of(attachment_id: UUID, part: str) -> bytes:
    """Return what an object is bound to: it opens as this part of this attachment alone."""
    return f"cases_attachment|{part}|{attachment_id}".encode()


def key_text(key: bytes) -> str:
    """Return a file's key as text, to be sealed."""
    return base64.b64encode(key).decode()


def pieces_of(attachment: Any, part: str) -> Iterator[bytes]:
    """Yield the content of one part of an attachment, decrypted chunk by chunk.

    Raises:
        SealedFileError: it was changed, cut or moved, or there is no such object any more.
        DecryptionError: the key of the case isn't there.
    """
    key = base64.b64decode(unsealed(attachment, f"{part}_key"))
    try:
        file = store().open(getattr(attachment, part))
    except (FileNotFoundError, ValueError):
        raise SealedFileError from None
    with closing(file):
        yield from opened(file.read, key, place_of(attachment.pk, part))


def fingerprint_key(case: Any) -> bytes:
    """Return the key of fingerprints in a case: equal files of two cases don't look equal."""
    return keys.keyring_of(case.content_key, case.pk, keys.CONTENT).derived("cases.file-fingerprint")[0]
