"""The closed vocabularies of files in cases: what they show, how far they are, why one isn't accepted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FileKind(TextChoices):
    """What a file shows, as its uploader says."""

    DOCUMENT = "document", _("Document")
    MEDICAL = "medical", _("Medical document")
    OFFICIAL = "official", _("Document of a court or another authority")
    MESSAGE = "message", _("Messages or a picture of a screen")
    PICTURE = "picture", _("Picture of a person or of injuries")
    OTHER = "other", _("Something else")


class FileType(TextChoices):
    """What a file is, by its content."""

    PDF = "pdf", _("PDF")
    JPEG = "jpeg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    DOCX = "docx", _("Word document (DOCX)")
    TEXT = "text", _("Plain text")


class FileStatus(TextChoices):
    """How far a file is; the changes allowed are in cases.states."""

    UPLOADED = "uploaded", _("Waiting to be checked")
    SCANNING = "scanning", _("Being checked")
    CLEAN = "clean", _("Checked")
    INFECTED = "infected", _("Infected: locked away")
    FAILED = "failed", _("Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("file", "Withdrawn")
    DESTROYED = "destroyed", _("Withdrawn and destroyed")


class Finding(TextChoices):
    """Why a file isn't accepted, and what to do about it."""

    MALWARE = "malware", _("The virus scanner found something harmful in it. Nobody can open it here.")
    EMPTY = "empty", _("The file is empty.")
    UNKNOWN_TYPE = (
        "unknown-type",
        _("This is not a PDF, JPEG, PNG, DOCX or plain text, whatever its name says. Choose one of these."),
    )
    TOO_LARGE = "too-large", _("The file is too large.")
    ENCODING = "encoding", _("This text is in an unknown encoding. Save it as UTF-8 and try again.")
    ACTIVE = (
        "active",
        _("It holds a program, or fetches something when it is opened. Print it to a plain PDF, try again."),
    )
    BRINGS_FILES = (
        "brings-files",
        _("It holds other files, sound or film. Print it to a plain PDF, or upload the files one by one."),
    )
    LOCKED = "locked", _("It is locked with a password. Save it without one and try again.")
    BOMB = "bomb", _("Unpacked it would be far too large. It is not what it seems.")
    TOO_MANY_PIXELS = "too-many-pixels", _("This picture has too many points. Make it smaller and try again.")
    ANIMATED = "animated", _("This picture moves. Upload a still one.")
    TWO_IN_ONE = "two-in-one", _("This file is two files in one. It is not what it seems.")
    TOO_COMPLEX = "too-complex", _("This file is too large or too complex to be checked. Split it up.")
    DAMAGED = "damaged", _("This file is damaged. Save it anew and try again.")
    SCANNER = "scanner", _("The virus scanner gave no answer. It is asked again by itself.")
    INTERRUPTED = "interrupted", _("The check was interrupted. It is begun again by itself.")
    STORAGE = "storage", _("The server had no room. It is tried again by itself.")
    LOST = "lost", _("What was kept of this file can't be read any more. Tell your administrator.")


# What may be otherwise the next time.
MAY_PASS = (Finding.SCANNER, Finding.INTERRUPTED, Finding.STORAGE)
EXTENSIONS = {"pdf": "pdf", "jpeg": "jpg", "png": "png", "docx": "docx", "text": "txt"}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain; charset=utf-8",
}
