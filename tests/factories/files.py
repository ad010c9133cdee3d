"""Files of all kinds, harmless and not, and adding them to cases as the site does."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import docx
import pikepdf
from PIL import Image

from cases.actions import attachments
from cases.context import acting_as
from cases.files import checking
from cases.files.receiving import ReceivedFile, Receiver
from cases.models import Attachment

# The industry's harmless test file, in two parts so that no scanner takes this module for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CAMERA = "Cameramarker Phone 9"
AUTHOR = "Authormarker Aigerim"


def jpeg(size: tuple[int, int] = (64, 48), *, camera: str = CAMERA) -> bytes:
    """A picture with what a camera writes into it: its make, the place, which way is up."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = camera, 6
    exif.get_ifd(0x8825)[2] = (43.0, 14.0, 18.0)
    output = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(output, "JPEG", exif=exif, comment=camera)
    return output.getvalue()


def png(size: tuple[int, int] = (32, 32), *, words: str = AUTHOR) -> bytes:
    picture, output = Image.new("RGBA", size, (90, 20, 20, 128)), io.BytesIO()
    picture.save(output, "PNG")
    content = output.getvalue()
    return content[:33] + png_part(b"tEXt", b"Author\0" + words.encode()) + content[33:]


def png_part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def flood(side: int = 50_000) -> bytes:
    """A picture of a few hundred bytes that says it has side × side points."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + png_part(b"IHDR", header)
        + png_part(b"IDAT", zlib.compress(bytes(64))) + png_part(b"IEND", b"")
    )  # fmt: skip


def pdf(words: str = "A plain paper.", **root: Any) -> bytes:
    """A paper that says who wrote it; more entries of its root as objects."""
    made, output = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page(page_size=(300, 200))
    page.obj.Contents = made.make_stream(f"BT ({words}) Tj ET".encode())
    made.docinfo["/Author"] = AUTHOR
    for name, value in root.items():
        made.Root[f"/{name}"] = made.make_indirect(value)
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [AUTHOR]
    made.save(output)
    return output.getvalue()


def action(name: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name(f"/{name}"), **more)


def word(words: str = "A plain letter.") -> bytes:
    document, output = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.core_properties.author = AUTHOR
    document.save(output)
    return output.getvalue()


def package(**changes: bytes | None) -> bytes:
    """A DOCX with parts added or replaced: their names with two underscores for each slash."""
    given, output = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    parts = {part.filename: given.read(part) for part in given.infolist()}
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (
            parts | {key.replace("__", "/"): value for key, value in changes.items()}
        ).items():
            if content is not None:
                made.writestr(name, content)
    return output.getvalue()


def received(case: Any, content: bytes, name: str = "paper.txt", *, piece: int = 50_000) -> ReceivedFile:
    """Take a file in, piece by piece."""
    receiver = Receiver(case)
    for at in range(0, len(content), piece):
        receiver.take(content[at : at + piece])
    return receiver.finish(name)


def add(case: Any, content: bytes = b"A plain note.", name: str = "note.txt", **values: Any) -> Attachment:
    """Add a file as the lead of the case; it waits to be checked."""
    lead = case.lead.user
    with acting_as(lead):
        file = received(case, content, name)
        try:
            return attachments.add_file(
                actor=lead, case_id=case.pk, received=file, **{"kind": "document", **values}
            )
        finally:
            if not Attachment.objects.filter(pk=file.attachment_id).exists():
                file.close()


def add_checked(case: Any, content: bytes = b"A plain note.", **values: Any) -> Attachment:
    """Add a file and check it, which needs a database that commits."""
    attachment = add(case, content, **values)
    checking.check_file(attachment.pk)
    return again(case, attachment)


def again(case: Any, attachment: Attachment) -> Attachment:
    """Read a file anew, as the lead."""
    with acting_as(case.lead.user):
        return Attachment.objects.select_related("case__lead__user").get(pk=attachment.pk)


def text_of(download: attachments.Download) -> bytes:
    return b"".join(download.pieces)
