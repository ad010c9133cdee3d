"""FRBR URIs of the Akoma Ntoso naming convention (OASIS AKN-NC 1.0, section 4). Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from legislation.dates import InvalidDay, parse_day

# AKN-NC 1.0 §4.5 names expressions by ISO 639-2 codes.
LANGUAGE_CODES = {"eng": "en", "rus": "ru", "kaz": "kk", "urd": "ur"}
CODES_OF_LANGUAGES = {two: three for three, two in LANGUAGE_CODES.items()}

_EXPRESSION = re.compile(
    r"^(?P<work>/akn/[^@~\x00-\x20\x7f]+?)(?:/(?P<language>[a-z]{3})(?=[@/~]|$))?(?:@(?P<day>[0-9-]+))?(?:/?~(?P<eid>[A-Za-z0-9_-]+))?/?$"
)


_YEAR = re.compile(r"/([12][0-9]{3})(?:-[0-9]{2}-[0-9]{2})?(?:/|$)")


class InvalidUri(ValueError):
    """An address that is not an Akoma Ntoso URI; the message is the address."""


@dataclass(frozen=True)
class Expression:
    """A work, optionally in a language, as on a day, and a portion of it."""

    work: str
    language: str | None = None
    day: dt.date | None = None
    eid: str | None = None

    def __str__(self) -> str:
        """Write the URI.

        >>> str(Expression("/akn/kz/act/2025-12-30/245-viii", "ru", dt.date(2026, 3, 2), "art_60"))
        '/akn/kz/act/2025-12-30/245-viii/rus@2026-03-02/~art_60'
        """
        language = f"/{CODES_OF_LANGUAGES[self.language]}" if self.language else ""
        day = f"@{self.day.isoformat()}" if self.day else ""
        return f"{self.work}{language}{day}{f'/~{self.eid}' if self.eid else ''}"


def parse_uri(uri: str) -> Expression:
    """Read a URI.

    Raises:
        InvalidUri: for what is not one, an unknown language, or an impossible day.

    >>> parse_uri("/akn/pk/act/2010/4/urd@2026-03-02/~sec_3")
    Expression(work='/akn/pk/act/2010/4', language='ur', day=datetime.date(2026, 3, 2), eid='sec_3')
    >>> parse_uri("/akn/pk/act/2010/4").eid is None
    True
    """
    found = _EXPRESSION.match(uri)
    if not found:
        raise InvalidUri(uri)
    language = found["language"]
    if language and language not in LANGUAGE_CODES:
        raise InvalidUri(uri)
    try:
        day = parse_day(found["day"]) if found["day"] else None
    except InvalidDay as error:
        raise InvalidUri(uri) from error
    return Expression(found["work"], LANGUAGE_CODES.get(language or ""), day, found["eid"])


def earliest_day(work: str) -> dt.date | None:
    """Give the first day of the year in a work's URI: it can't have been law before.

    >>> earliest_day("/akn/pk/act/2021/anti-rape"), earliest_day("/akn/kz/act/undated")
    (datetime.date(2021, 1, 1), None)
    """
    found = _YEAR.search(work)
    return dt.date(int(found[1]), 1, 1) if found else None
