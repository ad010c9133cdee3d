"""Why a document can't be read: a code and values that a page puts into words."""

from __future__ import annotations

from typing import Any

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_TEXT = 5 * MEGABYTE  # in UTF-8; the longest code of Kazakhstan has about 3
LARGEST_UNPACKED = 50 * MEGABYTE
LARGEST_RATIO = 100
ACCEPTED = (".txt", ".md", ".docx")


class UnreadableDocument(ValueError):
    """A document that is refused.

    Codes: file-too-large, text-too-large, unpacked-too-large, compressed-too-much, wrong-type, pdf,
    old-word, rich-text, not-a-package, damaged, encrypted, macros, external, embedded, entities, too-deep,
    encoding, empty.

    Args:
        code: which of them.
        values: what the words need, for example ``megabytes`` given and ``limit`` accepted.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
