"""Check a DOCX package before anything reads it: size, encryption, macros, what it would fetch or run."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from xml.parsers import expat

from legislation.structure.unreadable import (
    LARGEST_FILE,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MEGABYTE,
    UnreadableDocument,
)

MOST_PARTS = 5000
DEEPEST = 200  # elements inside one another; Word stays below 60
SMALL = 64 * 1024  # a part this small harms nobody, however well it was compressed
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_OBJECT_FOLDERS = ("/embeddings/", "/activex/")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# A link that a reader may follow; nothing here fetches it. Every other outside target is refused.
_HARMLESS = "/hyperlink"


def check_package(content: bytes) -> None:
    """Refuse a package that is too large, damaged, encrypted, or brings anything but a document.

    Raises:
        UnreadableDocument: with the first reason found.
    """
    if len(content) > LARGEST_FILE:
        size = round(len(content) / MEGABYTE, 1)
        raise UnreadableDocument("file-too-large", megabytes=size, limit=LARGEST_FILE // MEGABYTE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts)
            _check_names([part.filename for part in parts])
            for part in parts:
                if PurePosixPath(part.filename).suffix.lower() in (".xml", ".rels", ".vml"):
                    _check_xml(part.filename, package.read(part))
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise UnreadableDocument("damaged") from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableDocument("encrypted")
    if len(parts) > MOST_PARTS or any(part.compress_type not in _METHODS for part in parts):
        raise UnreadableDocument("damaged")
    # zipfile reads no more of a part than it declares here.
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED:
        size = round(unpacked / MEGABYTE, 1)
        raise UnreadableDocument("unpacked-too-large", megabytes=size, limit=LARGEST_UNPACKED // MEGABYTE)
    for part in parts:
        if part.file_size > SMALL and part.file_size > LARGEST_RATIO * part.compress_size:
            ratio = part.file_size // max(part.compress_size, 1)
            raise UnreadableDocument("compressed-too-much", ratio=ratio, limit=LARGEST_RATIO)


def _check_names(names: list[str]) -> None:
    lowered = [name.lower() for name in names]
    if any(name.startswith("/") or ".." in PurePosixPath(name).parts for name in lowered):
        raise UnreadableDocument("damaged")
    if any(name.endswith(_MACRO_PARTS) for name in lowered):
        raise UnreadableDocument("macros")
    if any(folder in f"/{name}" for name in lowered for folder in _OBJECT_FOLDERS):
        raise UnreadableDocument("embedded")
    if "[content_types].xml" not in lowered or len(set(names)) != len(names):
        raise UnreadableDocument("not-a-package")


def _check_xml(name: str, content: bytes) -> None:
    """Read a part with a parser that only looks, whatever its encoding."""
    parser = expat.ParserCreate()
    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableDocument("too-deep")
        if name.endswith(".rels") and attributes.get("TargetMode", "").lower() == "external":
            kind = attributes.get("Type", "")
            if not kind.endswith(_HARMLESS):
                raise UnreadableDocument("external", kind=kind.rpartition("/")[2])
        if "macroenabled" in attributes.get("ContentType", "").lower():
            raise UnreadableDocument("macros")

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_details: object) -> None:
        raise UnreadableDocument("entities")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableDocument("damaged") from error
