"""DOCX: counted before anything is unpacked, refused with macros or files in it, packed anew. Pure."""

from __future__ import annotations

import io
import stat
import zipfile

from cases.files.cleaning.kinds import RefusedFile
from cases.files.cleaning.pictures import without_camera_words, without_words
from legislation.structure.packages import check_package
from legislation.structure.unreadable import UnreadableDocument

MAIN = "word/document.xml"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NAMESPACES = "http://schemas.openxmlformats.org"
# Who wrote it, when, for whom, with what: the parts stay, so that the package is whole, and are empty.
EMPTY = {
    "docprops/core.xml": f'<c:coreProperties xmlns:c="{_NAMESPACES}/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": f'<Properties xmlns="{_NAMESPACES}/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": f'<Properties xmlns="{_NAMESPACES}/officeDocument/2006/custom-properties"/>',
}
REASONS = {
    "file-too-large": "too-large",
    "unpacked-too-large": "bomb",
    "compressed-too-much": "bomb",
    "encrypted": "locked",
    "macros": "active",
    "entities": "active",
    "external": "active",
    "embedded": "brings-files",
    "too-deep": "too-complex",
    "not-a-package": "unknown-type",
}


def cleaned_package(content: bytes) -> bytes:
    """Return a DOCX packed anew.

    Raises:
        RefusedFile: with the first reason found.
    """
    try:
        check_package(content)
    except UnreadableDocument as error:
        raise RefusedFile(REASONS.get(error.code, "damaged")) from None
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if MAIN not in package.namelist() or MAIN_TYPE not in package.read("[Content_Types].xml"):
            raise RefusedFile("unknown-type")
        if any(stat.S_ISLNK(part.external_attr >> 16) for part in parts):
            raise RefusedFile("damaged")
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as anew:
            for part in parts:
                anew.writestr(zipfile.ZipInfo(part.filename), _part(package, part), zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.filename.lower() in EMPTY:
        return EMPTY[part.filename.lower()].encode()
    content = package.read(part)
    if content.startswith((b"PK\x03\x04", b"MZ")):
        raise RefusedFile("brings-files")
    return without_words(without_camera_words(content))
