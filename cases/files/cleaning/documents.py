"""PDF: refused when it acts or brings files along, else written anew without who, when and where. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import settings

from cases.files.cleaning.kinds import RefusedFile
from cases.files.cleaning.pictures import without_camera_words

MEGABYTE = 1024 * 1024
MOST_PAGES = 2000
MOST_OBJECTS = 200_000
DEEPEST = 60
# Names of actions and of parts that no paper needs.
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute",
    "/Movie", "/Sound", "/Trans3D", "/GoTo3DView",
}  # fmt: skip
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
FILE_KEYS = {"/EmbeddedFiles", "/EF", "/Collection"}
# Said besides the pages: who wrote it with what, small pictures of former states, other programs' notes.
WORDS = ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/AF", "/AA")
OF_THE_WHOLE = ("/OpenAction", "/SpiderInfo", "/WebCapture", "/Perms", "/URI", *WORDS)


def cleaned_document(content: bytes) -> bytes:
    """Return a PDF written anew.

    Raises:
        RefusedFile: locked, active, with files in it, damaged, too large, or something else besides.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedFile("two-in-one")
    settings.set_qpdf_limits(
        flate_max_memory=150 * MEGABYTE, run_length_max_memory=150 * MEGABYTE, png_max_memory=150 * MEGABYTE,
        tiff_max_memory=150 * MEGABYTE, dct_max_memory=300 * MEGABYTE, doc_max_warnings=200,
    )  # fmt: skip
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return _anew(pdf)
    except pikepdf.PasswordError:
        raise RefusedFile("locked") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, TypeError, MemoryError):
        raise RefusedFile("damaged") from None


def _anew(pdf: pikepdf.Pdf) -> bytes:
    if pdf.is_encrypted:
        raise RefusedFile("locked")
    if not 0 < len(pdf.pages) <= MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
        raise RefusedFile("too-complex" if len(pdf.pages) else "damaged")
    for thing in pdf.objects:
        for part in _parts(thing):
            _refuse_active(part)
            for name in WORDS:
                if name in part:
                    del part[name]
            if isinstance(part, pikepdf.Stream) and part.get("/Filter") == "/DCTDecode":
                part.write(without_camera_words(part.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
    for name in OF_THE_WHOLE:
        if name in pdf.Root:
            del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    output = io.BytesIO()
    pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def _parts(thing: Any, depth: int = 0) -> Iterator[Any]:
    """Yield every dictionary in an object; what it only points to is an object of its own."""
    if depth > DEEPEST:
        raise RefusedFile("too-complex")
    if isinstance(thing, pikepdf.Array):
        for item in thing:
            if isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect:
                yield from _parts(item, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        for key in list(thing.keys()):
            item = thing[key]
            if isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect:
                yield from _parts(item, depth + 1)


def _refuse_active(part: Any) -> None:
    keys = set(part.keys())
    if keys & ACTIVE_KEYS or str(part.get("/S", "")) in ACTIONS:
        raise RefusedFile("active")
    if keys & FILE_KEYS or str(part.get("/Type", "")) == "/EmbeddedFile":
        raise RefusedFile("brings-files")
    if str(part.get("/Subtype", "")) in (
        "/FileAttachment",
        "/RichMedia",
        "/Movie",
        "/Sound",
        "/Screen",
        "/3D",
    ):
        raise RefusedFile("brings-files")
