"""Which files are accepted, known by their first bytes; names and declared types are hearsay. Pure."""

from __future__ import annotations

from enum import StrEnum

HEAD_BYTES = 4096


class Kind(StrEnum):
    """What is accepted."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    DOCX = "docx"
    TEXT = "text"


SIGNATURES = {
    b"%PDF-": Kind.PDF,
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"PK\x03\x04": Kind.DOCX,
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Texts that a program reads as something else than text.
MARKUP = (b"<!", b"<?", b"<html", b"<svg", b"<script", b"{\\rtf", b"#!", b"@echo", b"mime-version:", b"from:")
ALLOWED_CONTROLS = b"\t\n\r\f"


class RefusedFile(Exception):
    """A file that isn't accepted, with the reason: one of cases.file_choices.Finding."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(head: bytes) -> Kind:
    """Tell what a file claims to be by its first bytes; the whole of it is checked later.

    Raises:
        RefusedFile: it is nothing that is accepted.

    >>> kind_of(b"%PDF-1.7 ...")
    <Kind.PDF: 'pdf'>
    >>> kind_of(b"GIF89a")
    Traceback (most recent call last):
    cases.files.cleaning.kinds.RefusedFile: unknown-type
    """
    if not head:
        raise RefusedFile("empty")
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            return kind
    if is_text(head[:HEAD_BYTES]):
        return Kind.TEXT
    raise RefusedFile("unknown-type")


def is_text(head: bytes) -> bool:
    """Whether bytes could be the beginning of a text for people."""
    if head.startswith(UTF_16):
        return True
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if plain.startswith(MARKUP) or any(byte < 32 and byte not in ALLOWED_CONTROLS for byte in head):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"  # cut inside a letter
    return not plain.startswith(b"gif8")
