"""Find an encrypted value again without decrypting: a keyed digest of it, kept beside it.

Whoever has the database alone can neither read nor guess what was indexed. After a rotation of keys old
rows carry the digest of the old key, so one looks for all of `digests`, and writes the first.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from kbase.encryption import keyring


def digests(text: str, *, purpose: str) -> list[str]:
    """Give the digests of a text under each key, the active one first.

    Args:
        text: in its one way of writing, see `plain_email` and `kbase.contacts.plain_phone`.
        purpose: table and column; the same text has other digests elsewhere.
    """
    return [
        hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        for key in keyring().derived(f"blind index {purpose}")
    ]


def plain_email(given: str) -> str:
    """Write an address in one way.

    >>> plain_email(" Aigerim@Example.ORG ")
    'aigerim@example.org'
    """
    return unicodedata.normalize("NFKC", given).strip().casefold()
