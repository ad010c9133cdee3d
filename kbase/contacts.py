"""Names and telephone numbers as people write them, brought into order. Pure."""

from __future__ import annotations

import re
import unicodedata

# E.164 allows fifteen digits; a number that one can ring from abroad has at least seven.
FEWEST_DIGITS, MOST_DIGITS = 7, 15
PHONE = re.compile(r"\+?[\d\s().\u2010-\u2015-]+")
# Some scripts join or part letters with these two; all other invisible signs only deceive.
JOINERS = "\u200c\u200d"


def plain_name(given: str) -> str:
    """Write a name without invisible signs; nothing where it has no letter.

    >>> plain_name("  Aigerim \\u202e\\x00 Seitova "), plain_name("عائشہ"), plain_name("\\u200b-")
    ('Aigerim Seitova', 'عائشہ', '')
    """
    visible = "".join(
        sign for sign in given if sign in JOINERS or sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    name = " ".join(visible.split())
    return name if any(sign.isalpha() for sign in name) else ""


def plain_phone(given: str) -> str:
    """Write a number in one way: digits alone, with the country's in front where they can be told.

    Digits of other scripts are the same number. So is a number of Kazakhstan with 8 in front, and one of
    Pakistan with 0: no number of another country can be written so.

    >>> plain_phone("+7 (701) 000-00-00"), plain_phone("8 701 000 00 00")
    ('77010000000', '77010000000')
    >>> plain_phone("+۹۲ ۳۰۰ ۰۰۰۰۰۰۰"), plain_phone("0300 0000000"), plain_phone("0092 300 0000000")
    ('923000000000', '923000000000', '923000000000')
    """
    digits = "".join(str(unicodedata.decimal(sign)) for sign in given if sign.isdecimal())
    if digits.startswith("00"):
        return digits.removeprefix("00")
    if digits.startswith("87") and len(digits) == 11:
        return f"7{digits[1:]}"
    if digits.startswith("0") and len(digits) in (10, 11):
        return f"92{digits[1:]}"
    return digits


def is_phone(given: str) -> bool:
    """Tell whether somebody could be rung under this.

    >>> is_phone("+7 (701) 000-00-00"), is_phone("......"), is_phone("call me")
    (True, False, False)
    """
    return bool(PHONE.fullmatch(given)) and FEWEST_DIGITS <= len(plain_phone(given)) <= MOST_DIGITS
