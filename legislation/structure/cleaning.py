"""Turn bytes into text and text into lines: encodings, controls, spaces."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

from legislation.structure.unreadable import LARGEST_TEXT, MEGABYTE, UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Never letters: controls, soft hyphens, zero-width spaces, marks of direction. Joiners stay: Urdu needs them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ABOVE_ASCII = re.compile("[^\x00-\x7f]")
LAST_FAMILIAR = 0x077F  # the end of the Arabic letters
MOST_FOREIGN = 0.1  # of the characters, in UTF-16 without a mark
MOST_BINARY = 0.01  # of the characters
FEW_BINARY = 3
LEAST_CYRILLIC = 0.6  # of the characters beyond ASCII, in a text in an old Windows encoding


def decoded(content: bytes) -> str:
    """Read bytes as UTF-8, UTF-16, or the Windows encoding of Kazakh and Russian.

    Raises:
        UnreadableDocument: ``encoding`` when it is none of these.

    >>> decoded("Статья 1. Қорғау".encode("kz1048")), decoded("Статья".encode("utf-16-le"))
    ('Статья 1. Қорғау', 'Статья')
    """
    for text in _readings(content):
        if len(_BINARY.findall(text)) <= max(FEW_BINARY, MOST_BINARY * len(text)):
            return text
    raise UnreadableDocument("encoding")


def _readings(content: bytes) -> Iterator[str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            yield content.decode(encoding, errors="replace")
            return
    with suppress(UnicodeDecodeError):
        yield content.decode("utf-8")
    zeros = content[:4000].count(0)
    if len(content) % 2 == 0 and zeros == 0 and _looks_like_utf16(content):
        zeros = 1
    if zeros and len(content) % 2 == 0:
        yield from _strictly(content, "utf-16-le", "utf-16-be")
    # KZ-1048 is CP1251 with Kazakh letters in the place of Serbian and Macedonian ones.
    for text in _strictly(content, "kz1048", "cp1251"):
        beyond = len(_ABOVE_ASCII.findall(text))
        if beyond and len(_CYRILLIC.findall(text)) >= LEAST_CYRILLIC * beyond:
            yield text


def _looks_like_utf16(content: bytes) -> bool:
    """Whether every second byte is that of the Cyrillic block, where there isn't even a space."""
    sample = content[:4000]
    return max(sample[0::2].count(4), sample[1::2].count(4)) > len(sample) // 4


def _strictly(content: bytes, *encodings: str) -> Iterator[str]:
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            # Read with its bytes the wrong way round, or read where there is no text, it would be Chinese.
            foreign = sum(ord(one) > LAST_FAMILIAR and one.isalpha() for one in text[:2000])
            if foreign <= MOST_FOREIGN * len(text[:2000]):
                yield text


def cleaned_lines(text: str) -> Iterator[str]:
    """Give the lines of a text without controls and superfluous spaces; empty lines stay.

    Raises:
        UnreadableDocument: ``text-too-large``.

    >>> list(cleaned_lines("Article\\u00a01.\\x00  Words\\r\\n\\r\\nMore"))
    ['Article 1. Words', '', 'More']
    """
    refuse_large_text(len(text.encode("utf-8", errors="replace")))
    for line in _BREAKS.split(text):
        visible = _UNSEEN.sub("", line)
        composed = unicodedata.normalize("NFC", visible.encode("utf-8", "replace").decode())
        yield _SPACES.sub(" ", composed).strip()


def refuse_large_text(size: int) -> None:
    """Refuse a text of more bytes than any law has."""
    if size > LARGEST_TEXT:
        megabytes = round(size / MEGABYTE, 1)
        raise UnreadableDocument("text-too-large", megabytes=megabytes, limit=LARGEST_TEXT // MEGABYTE)
