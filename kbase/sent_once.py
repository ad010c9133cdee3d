"""A form that is sent twice is sent once: a double click, a reload and a lost answer change nothing.

The form carries a number of its own, made when it is shown. What is shown once in answer, such as a code, is
worked out from that number and a key, so that whoever sends the same form again sees the same answer again.
Who knows the number holds the form, and so has seen the code or is about to.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.db import connection

from kbase.encryption import keyring

NUMBER = re.compile(r"[0-9a-f]{32}")


def new_number() -> str:
    """Give a form its number: 128 random bits."""
    return secrets.token_hex(16)


def secret_of(number: str, *, purpose: str) -> bytes | None:
    """Give what answers to a form are worked out from; None for what is no number of a form.

    Args:
        purpose: what is sent; the same number means another thing elsewhere.
    """
    if not NUMBER.fullmatch(number):
        return None
    key = keyring().derived("form sent once")[0]
    return hmac.new(key, f"{purpose} {number}".encode(), hashlib.sha256).digest()


def wait_for_the_other(secret: bytes) -> None:
    """Let a form sent twice at the same moment be dealt with one after the other, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(secret[:8], "big", signed=True)])
