"""The ledger of what was destroyed, outside the database: after a restore it is destroyed again by it.

A line for each case, as JSON, with a signature by a key of this installation: whoever can write the file
can't have a case destroyed by it. It names cases by number and identity, and nothing of what stood in them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from cases import keys
from cases.models import Disposition

logger = logging.getLogger(__name__)
PURPOSE = "cases.erasures"
SIGNATURE, KEY = "signature", "key"
OWNER_ONLY = 0o600


class ForgedEntryError(ValueError):
    """A line of a ledger that this installation didn't write; says which."""

    def __init__(self, number: int) -> None:
        super().__init__(f"line {number} was not written by this installation, or was changed")


def entry_of(disposition: Disposition) -> dict[str, str]:
    """Return the signed entry of a destruction that was carried out."""
    certificate = json.dumps(disposition.certificate, sort_keys=True).encode()
    entry = {
        "case": str(disposition.case_id),
        "number": disposition.public_no,
        "disposition": str(disposition.pk),
        "executed_at": disposition.executed_at.isoformat() if disposition.executed_at else "",
        "certificate_sha256": hashlib.sha256(certificate).hexdigest(),
    }
    key_id, key = next(iter(_keys().items()))
    return entry | {KEY: key_id, SIGNATURE: _signed(entry, key)}


def append(entry: dict[str, str]) -> None:
    """Add a line to the ledger; where that fails, `erasure_ledger` writes the whole of it again."""
    try:
        descriptor = os.open(settings.ERASURE_LEDGER, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(f"{json.dumps(entry, sort_keys=True)}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        logger.exception("the ledger of destroyed cases could not be written")


def entries(path: Path) -> Iterator[dict[str, Any] | ForgedEntryError]:
    """Yield the entries of a ledger, proved; in place of one that can't be, why."""
    ring = _keys()
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _proved(line, ring) or ForgedEntryError(number)


def _proved(line: str, ring: dict[str, bytes]) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
        signature, key = entry.pop(SIGNATURE), ring[entry.pop(KEY)]
    except (ValueError, KeyError, AttributeError):
        return None
    return entry if hmac.compare_digest(str(signature), _signed(entry, key)) else None


def _signed(entry: dict[str, str], key: bytes) -> str:
    return hmac.new(key, json.dumps(entry, sort_keys=True).encode(), hashlib.sha256).hexdigest()


def _keys() -> dict[str, bytes]:
    ring = keys.master(keys.CONTENT)
    return dict(zip(ring.ids, ring.derived(PURPOSE), strict=True))
