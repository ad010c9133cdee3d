"""Check a whole file and clean it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from cases.files.cleaning.kinds import Kind, RefusedFile, kind_of


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a file is, and the copy that may be given on."""

    kind: Kind
    content: bytes


def cleaned(content: bytes) -> Cleaned:
    """Return what a file is and its clean copy.

    Raises:
        RefusedFile: with the reason.
    """
    kind = kind_of(content)
    if kind == Kind.PDF:
        from cases.files.cleaning.documents import cleaned_document

        return Cleaned(kind, cleaned_document(content))
    if kind == Kind.DOCX:
        from cases.files.cleaning.packages import cleaned_package

        return Cleaned(kind, cleaned_package(content))
    if kind == Kind.TEXT:
        from cases.files.cleaning.texts import cleaned_text

        return Cleaned(kind, cleaned_text(content))
    from cases.files.cleaning.pictures import cleaned_picture

    try:
        return Cleaned(kind, cleaned_picture(content, kind))
    except MemoryError:
        raise RefusedFile("too-many-pixels") from None
