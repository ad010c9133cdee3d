"""Codes of 16 digits, shown once, with which someone without an account comes back to what she wrote.

Digits can be typed on any keyboard and learnt by heart. The database holds an Argon2id hash, which needs a
key that isn't in the database; a keyed digest of the first six digits finds the few rows to try.

This is for what a person writes about herself over a long time, and so remembers: applications, mentoring.
The price of digits that can be learnt is their 53 bits, few enough to need that slow hash and key.
`kbase.receipts` makes the other kind of code, long enough to be found by a plain digest.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from kbase.blind_index import digests
from kbase.contacts import plain_digits
from kbase.encryption import keyring

LENGTH, GROUP, FINDING = 16, 4, 6
EXAMPLE = "4071 2296 8835 1604"
PURPOSE = "number code"
SPACES = re.compile(r"[\s\-–—\u200e\u200f]+")
HASHER = PasswordHasher()  # Argon2id, RFC 9106's second choice of parameters


class InvalidCodeError(ValueError):
    """Text that can't be a code, whatever was written; says what one looks like, never what was given."""

    def __init__(self) -> None:
        super().__init__(f"This is no code: expected {LENGTH} digits, as {EXAMPLE}.")


@dataclass(frozen=True, slots=True)
class KeptCode:
    """What the database keeps of a code."""

    lookup: str
    hash: str


def new_code() -> str:
    """Make a code, as it is shown: four groups of four digits.

    >>> len(new_code()), new_code() == new_code()
    (19, False)
    """
    return _shown(secrets.randbelow(10**LENGTH))


def code_from(secret: bytes) -> str:
    """Work a code out of a secret, so that the same form sent again has the same code.

    >>> code_from(b"secret") == code_from(b"secret"), len(code_from(b"secret"))
    (True, 19)
    """
    return _shown(int.from_bytes(hashlib.sha256(b"code from " + secret).digest(), "big") % 10**LENGTH)


def _shown(number: int) -> str:
    digits = f"{number:0{LENGTH}}"
    return " ".join(digits[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def canonical(given: str) -> str:
    """Read a code as people write it: with spaces or hyphens, in Eastern Arabic digits.

    Raises:
        InvalidCodeError: for anything that no code can be.

    >>> canonical(" 4071-2296 8835 1604"), canonical("۴۰۷۱ ۲۲۹۶ ۸۸۳۵ ۱۶۰۴")
    ('4071229688351604', '4071229688351604')
    >>> canonical("4071")
    Traceback (most recent call last):
    kbase.number_codes.InvalidCodeError: This is no code: expected 16 digits, as 4071 2296 8835 1604.
    """
    letters = SPACES.sub("", given)
    if len(letters) != LENGTH or not all(letter.isdecimal() for letter in letters):
        raise InvalidCodeError
    return plain_digits(letters)


def kept(code: str) -> KeptCode:
    """Give what to keep of a code; takes some 50 milliseconds, which is meant."""
    digits = canonical(code)
    return KeptCode(lookups(digits)[0], HASHER.hash(_peppered(digits)[0]))


def lookups(given: str) -> list[str]:
    """Give the digests that find the rows to try, one for each key.

    Raises:
        InvalidCodeError: for anything that no code can be.
    """
    return digests(canonical(given)[:FINDING], purpose=PURPOSE)


def matching(given: str, hashes: Iterable[str]) -> int | None:
    """Give the position of the hash that a code fits; trying takes as long where there is none to try.

    Raises:
        InvalidCodeError: for anything that no code can be.
    """
    written = _peppered(canonical(given))
    candidates = list(hashes)
    for position, known in enumerate(candidates):
        if any(_fits(known, each) for each in written):
            return position
    if not candidates:
        _fits(_nobodys(), written[0])
    return None


def _fits(known: str, written: str) -> bool:
    try:
        return HASHER.verify(known, written)
    except VerifyMismatchError:
        return False


def _peppered(digits: str) -> list[str]:
    return [
        hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()
        for key in keyring().derived(f"{PURPOSE} pepper")
    ]


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_hex(32))
