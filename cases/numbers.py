"""Public numbers of cases: random, easy to read over a telephone, with a check character. Pure.

Source: https://www.crockford.com/base32.html (32 letters without I, L, O, U; check modulo 37).
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = ALPHABET + "*~$=U"
LENGTH = 8
_LOOK_ALIKE = str.maketrans("ILO", "110")


class CaseNumberError(ValueError):
    """What was typed is no number of a case; `given` is how many characters it has where that is why."""

    def __init__(self, words: str, *, given: int | None = None) -> None:
        self.given = given
        super().__init__(words)


def new_number() -> str:
    """Draw a number; it says nothing about year, place or order.

    >>> parse(new_number()) is not None
    True
    """
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the character that finds a wrong or swapped one.

    >>> check_character("00000001")
    '1'
    """
    value = 0
    for letter in body:
        value = value * 32 + ALPHABET.index(letter)
    return CHECK_ALPHABET[value % 37]


def parse(typed: str) -> str:
    """Return the number that was typed, forgiving case, spaces, hyphens and look-alike letters.

    >>> parse("0000-000l 1")
    '000000011'
    >>> parse("0000 0001 2")
    Traceback (most recent call last):
    cases.numbers.CaseNumberError: This is no case number: a character is wrong or two are swapped.
    >>> parse("12")
    Traceback (most recent call last):
    cases.numbers.CaseNumberError: A case number has 9 characters, this has 2.
    """
    letters = "".join(typed.split()).replace("-", "").upper()
    if len(letters) != LENGTH + 1:
        words = f"A case number has {LENGTH + 1} characters, this has {len(letters)}."
        raise CaseNumberError(words, given=len(letters))
    body, check = letters[:LENGTH].translate(_LOOK_ALIKE), letters[LENGTH]
    check = check.translate(_LOOK_ALIKE)
    if any(letter not in ALPHABET for letter in body) or check_character(body) != check:
        raise CaseNumberError("This is no case number: a character is wrong or two are swapped.")
    return body + check


def shown(number: str) -> str:
    """Return a number in groups, as it is read out.

    >>> shown("000000011")
    '0000-0001-1'
    """
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"
