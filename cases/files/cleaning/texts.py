"""Plain text: read whole, given on as UTF-8. Pure."""

from __future__ import annotations

import unicodedata

from cases.files.cleaning.kinds import UTF_16, RefusedFile

ALLOWED = "\t\n\r\f"
HIDDEN = ("<script", "javascript:", "<iframe", "<object")
# They turn what stands after them around: a text would show another order than it has.
TURNING = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


def cleaned_text(content: bytes) -> bytes:
    """Return a text as UTF-8.

    Raises:
        RefusedFile: it is in no encoding that can be known for sure, or isn't text.
    """
    encoding = "utf-16" if content.startswith(UTF_16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedFile("encoding") from None
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in ALLOWED for letter in set(text)):
        raise RefusedFile("unknown-type")
    if any(word in text.lower() for word in HIDDEN):
        raise RefusedFile("active")
    return "".join(letter for letter in text if letter not in TURNING).encode()
