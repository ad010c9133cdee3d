"""Receipt codes: how someone without an account comes back to what they sent; pure.

A code is shown once. The database keeps its digest alone, so whoever reads the database can't use it;
80 random bits can't be guessed, so the digest needs no salt.

This is for what is kept as a note and used once or twice: a place at an event. The digest is found at once
and is unique, so no second row has a code. Where a code is learnt by heart and typed for months, on any
keyboard, `kbase.number_codes` makes one of digits, which are guessable and therefore hashed slowly.
"""

from __future__ import annotations

import hashlib
import secrets

# Crockford's base 32: no I, L, O or U, so that a code can be read out and copied by hand.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
EXAMPLE = "7K3M-Q9TX-0B2D-W5HZ"
_READ_AS = str.maketrans("OILАВСЕНКМРТХО", "011ABCEHKMPTX0")


class InvalidReceiptError(ValueError):
    """Text that can't be a receipt code, whatever was sent."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(f"{given[:40]!r} is no receipt code: expected 16 letters and digits, as {EXAMPLE}.")


def new_receipt() -> str:
    """Make a code, as it is shown: four groups of four.

    >>> len(new_receipt()), new_receipt() == new_receipt()
    (19, False)
    """
    return grouped("".join(secrets.choice(ALPHABET) for _place in range(LENGTH)))


def receipt_from(secret: bytes) -> str:
    """Work a code out of a secret, so that the same form sent again has the same code.

    >>> receipt_from(b"a secret of at least ten bytes") == receipt_from(b"a secret of at least ten bytes")
    True
    """
    number = int.from_bytes(hashlib.sha256(b"receipt from " + secret).digest()[:10], "big")
    return grouped("".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH)))


def canonical(given: str) -> str:
    """Read a code as people write it: small letters, spaces, Cyrillic letters that look the same.

    Raises:
        InvalidReceiptError: for anything that no code can be.

    >>> canonical(" 7k3m q9tx-Ob2d w5hz ")
    '7K3MQ9TX0B2DW5HZ'
    >>> canonical("7K3M")
    Traceback (most recent call last):
    kbase.receipts.InvalidReceiptError: '7K3M' is no receipt code: expected 16 letters and digits, as \
7K3M-Q9TX-0B2D-W5HZ.
    """
    letters = "".join(letter for letter in given.upper() if letter not in "-–— \t\r\n\u200e\u200f")
    letters = letters.translate(_READ_AS)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        raise InvalidReceiptError(given)
    return letters


def grouped(letters: str) -> str:
    """Write a code in groups.

    >>> grouped("7K3MQ9TX0B2DW5HZ")
    '7K3M-Q9TX-0B2D-W5HZ'
    """
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def digest(given: str) -> str:
    """Give what the database keeps of a code, however it is written.

    Raises:
        InvalidReceiptError: for anything that no code can be.
    """
    return hashlib.sha256(f"receipt {canonical(given)}".encode()).hexdigest()
