"""What a file really is, by its content: a name and a declared type are hearsay. Pure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LARGEST = 15 * MEGABYTE
LARGEST_UNPACKED = 150 * MEGABYTE
ACCEPTED = "PDF, DOCX, PPTX, XLSX, JPG, PNG"
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_MAIN_PARTS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.xml": "xlsx"}
_ALSO = {"jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class RefusedFile(Exception):  # a refusal with its reason, put into words by the form
    """A file that isn't taken: reason is empty, too-large, unknown, lies, macros or damaged."""

    reason: str
    given: str = ""
    found: str = ""


def kind_of(name: str, content: bytes) -> str:
    """Tell what a file is.

    Args:
        name: as the browser gave it; its ending must not say something else.

    Raises:
        RefusedFile: with the reason.

    >>> kind_of("report.pdf", b"%PDF-1.7 ...")
    'pdf'
    >>> kind_of("report.png", b"%PDF-1.7 ...")
    Traceback (most recent call last):
    programs.collaborations.material_files.RefusedFile: ('lies', 'png', 'pdf')
    """
    ending = name.rpartition(".")[2].lower()
    ending = _ALSO.get(ending, ending)
    if not content:
        raise RefusedFile("empty")
    if len(content) > LARGEST:
        raise RefusedFile("too-large", str(LARGEST // MEGABYTE))
    found = _found(content)
    if not found:
        raise RefusedFile("unknown", ending)
    if found != ending:
        raise RefusedFile("lies", ending, found)
    return found


def _found(content: bytes) -> str:
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    return _office(content) if content.startswith(b"PK\x03\x04") else ""


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
        raise RefusedFile("damaged") from error
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFile("macros")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise RefusedFile("too-large", str(LARGEST_UNPACKED // MEGABYTE))
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), "")
