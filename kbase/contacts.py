"""Names and telephone numbers as people write them, brought into order. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import phonenumbers

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


def plain_digits(given: str) -> str:
    """Give the digits in a text, of whatever script, as ASCII has them.

    >>> plain_digits("850101 ۳۰۰")
    '850101300'
    """
    return "".join(str(unicodedata.decimal(sign)) for sign in given if sign.isdecimal())


def plain_phone(given: str, countries: Iterable[str] = ()) -> str:
    """Write a number in one way: digits alone, with the country's in front where they can be told.

    Digits of other scripts are the same number. A number without its country's code is one of the first
    country in which there can be such a number; where there is none, its digits stay as they are. So is one
    with a plus in front that can't be rung like that: where one dials 8 at home, many write +8.

    Args:
        countries: ISO 3166-1 codes, the likeliest first.

    >>> plain_phone("+7 (701) 000-00-00"), plain_phone("8 701 000 00 00", ["PK", "KZ"])
    ('77010000000', '77010000000')
    >>> plain_phone("+8 701 000 00 00", ["PK", "KZ"]), plain_phone("+81 3 1234 5678", ["KZ"])
    ('77010000000', '81312345678')
    >>> plain_phone("+۹۲ ۳۰۰ ۰۰۰۰۰۰۰"), plain_phone("0300 0000000", ["KZ", "PK"])
    ('923000000000', '923000000000')
    """
    digits = plain_digits(given)
    if "+" in unicodedata.normalize("NFKC", given):
        if _can_be_rung(digits):
            return digits
    elif digits.startswith("00"):
        return digits.removeprefix("00")
    found = (number for country in countries if (number := _number_in(country, digits)))
    return next(found, digits)


def _can_be_rung(digits: str) -> bool:
    """Whether there can be such a number somewhere, with a plus in front."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def _number_in(country: str, digits: str) -> str:
    """Write a number as one of this country; nothing where it has no such number."""
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number_for_region(number, country):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")


def is_phone(given: str) -> bool:
    """Tell whether somebody could be rung under this.

    >>> is_phone("+7 (701) 000-00-00"), is_phone("......"), is_phone("call me")
    (True, False, False)
    """
    return bool(PHONE.fullmatch(given)) and FEWEST_DIGITS <= len(plain_phone(given)) <= MOST_DIGITS
