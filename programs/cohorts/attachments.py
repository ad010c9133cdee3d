"""Files of applicants: known by their content, pictures made anew, kept encrypted."""

from __future__ import annotations

import base64
import io
import math
import re
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from programs.cohorts.applying import own_draft
from programs.cohorts.choices import AttachmentKind
from programs.models import Application, ApplicationAttachment, CohortQuestion

MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE
LARGEST_REQUEST = LARGEST + MEGABYTE
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
SIGNATURES = {
    b"%PDF-": AttachmentKind.PDF,
    b"\xff\xd8\xff": AttachmentKind.JPEG,
    b"\x89PNG\r\n\x1a\n": AttachmentKind.PNG,
}
CONTENT_TYPES = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.PNG: "image/png",
}
# A document that acts, or brings another along, is no certificate or identity card.
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
# A name in a PDF may hold letters as numbers: /J#61vaScript (ISO 32000-1, 7.3.5).
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class InMemoryHandler(MemoryFileUploadHandler):
    """Keeps an upload in memory whatever its size: nothing is written to the disk in the open."""

    def handle_raw_input(self, *args: object, **kwargs: object) -> None:
        """Take it; the view has refused what is too large."""
        self.activated = True


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that is what it seems, ready to be kept."""

    kind: AttachmentKind
    content: bytes


def checked(content: bytes) -> CheckedFile:
    """Check a file by its content; a picture is made anew, without place, time and camera.

    Raises:
        ValidationError: says what is wrong and what is accepted.
    """
    if len(content) > LARGEST:
        raise ValidationError(
            _("This file has %(given)s MB; at most %(most)s MB are accepted.")
            % {"given": math.ceil(len(content) / MEGABYTE * 10) / 10, "most": LARGEST // MEGABYTE}
        )
    kind = next((kind for signature, kind in SIGNATURES.items() if content.startswith(signature)), None)
    if kind is None:
        raise ValidationError(
            _("This is not a PDF, JPEG or PNG, whatever its name says. Choose one of these.")
        )
    if kind == AttachmentKind.PDF:
        return CheckedFile(kind, _document(content))
    return CheckedFile(kind, _picture(content, kind))


def _document(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("This PDF is damaged or incomplete. Save it anew and try again."))
    plain = ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), content)
    if any(word in plain for word in ACTIVE):
        raise ValidationError(
            _("This PDF holds programs or other files. Print it to a plain PDF and try again.")
        )
    return content


def _picture(content: bytes, kind: AttachmentKind) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as given:
                if given.width * given.height > MOST_PIXELS:
                    raise ValidationError(_("This picture is too large. Make it smaller and try again."))
                upright = ImageOps.exif_transpose(given)
                plain = upright.convert("RGB" if kind == AttachmentKind.JPEG else "RGBA")
    except ValidationError:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        raise ValidationError(_("This picture is damaged. Save it anew and try again.")) from None
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    anew = Image.new(plain.mode, plain.size)  # nothing but the pixels
    anew.paste(plain)
    output = io.BytesIO()
    anew.save(output, "JPEG" if kind == AttachmentKind.JPEG else "PNG", quality=85)
    return output.getvalue()


@transaction.atomic
def attach(*, application: Application, question: CohortQuestion, content: bytes) -> ApplicationAttachment:
    """Keep a file as the answer to a question, in place of the one before.

    Raises:
        ValidationError: the file isn't what is accepted, or the application was sent already.
    """
    checked_file = checked(content)
    held = own_draft(application)
    ApplicationAttachment.objects.filter(application=held, question=question).delete()
    kept = ApplicationAttachment(
        application=held, question=question, kind=checked_file.kind, size=len(checked_file.content)
    )
    kept.content = base64.b64encode(checked_file.content).decode()
    kept.save()
    return kept


@transaction.atomic
def remove(*, application: Application, question: CohortQuestion) -> None:
    """Remove the file of a question from a draft.

    Raises:
        ValidationError: the application was sent already, or erased.
    """
    held = own_draft(application)
    ApplicationAttachment.objects.filter(application=held, question=question).delete()


def opened(attachment: ApplicationAttachment) -> bytes:
    """Give the file itself."""
    return base64.b64decode(attachment.content)
