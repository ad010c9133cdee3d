"""Checking a file: the scanner, then a process apart that cleans it; nothing in clear touches a disk.

Runs as the worker's role, which alone may find a file clean. Each check writes down its result if nobody
else has taken the file up since: one that was thought dead and another don't both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases import states
from cases.file_choices import MAY_PASS, Finding
from cases.files.cleaning.kinds import RefusedFile
from cases.files.cleaning.whole import Cleaned
from cases.files.places import ORIGINAL, SHARED, key_text, pieces_of, place_of, store
from cases.files.sandbox import cleaned_apart
from cases.files.scanner import Scanner, ScannerError
from cases.files.store import Draft
from cases.files.streams import SealedFileError, Sealer, new_key
from cases.models import Attachment
from cases.sealing import seal
from kbase.database import WORKER_ALIAS
from kbase.encryption import DecryptionError

COLUMNS = (
    "id", "status", "finding", "retries", "row_version", "original", "original_key",
    "case__id", "case__content_key",
)  # fmt: skip


@dataclass
class Outcome:
    """What a check found."""

    status: str
    finding: str = ""
    signature: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    draft: Draft | None = None


class ScannerMissingError(Exception):
    """A scanner must be asked, and there is none, or it doesn't answer: the file waits."""


def check_file(attachment_id: UUID, *, using: str = WORKER_ALIAS) -> str:
    """Check a file that waits, or whose check was interrupted; return its status.

    Raises:
        ScannerMissingError: nothing was begun; it waits.
    """
    scanner, version = scanner_at_work()
    attachment = _taken_up(attachment_id, using)
    if attachment is None:
        return ""
    outcome = _outcome(attachment, scanner)
    _write_down(attachment, outcome, version, using)
    return outcome.status


def scanner_at_work() -> tuple[Scanner | None, str]:
    """Return the scanner and what it is; none where none is configured and none is required.

    Raises:
        ScannerMissingError: none is configured and one is required, or it doesn't answer.
    """
    if not settings.CLAMAV:
        if settings.CLAMAV_REQUIRED:
            raise ScannerMissingError
        return None, ""
    scanner = Scanner(settings.CLAMAV)
    try:
        return scanner, scanner.version()
    except ScannerError as error:
        raise ScannerMissingError from error


def _taken_up(attachment_id: UUID, using: str) -> Attachment | None:
    """Return the file, marked as being checked; nothing where it isn't to be."""
    with transaction.atomic(using=using):
        found = Attachment.objects.using(using).select_related("case").only(*COLUMNS)
        attachment = found.select_for_update(of=("self",)).filter(pk=attachment_id).first()
        if attachment is None or not _is_to_be_checked(attachment):
            return None
        again = attachment.status == states.FAILED
        attachment.row_version += 1
        Attachment.objects.using(using).filter(pk=attachment_id).update(
            status=states.SCANNING, began_at=timezone.now(), row_version=attachment.row_version,
            retries=F("retries") + int(again),
        )  # fmt: skip
        return attachment


def _is_to_be_checked(attachment: Attachment) -> bool:
    if attachment.status == states.FAILED:
        return attachment.finding in MAY_PASS and attachment.retries < states.MOST_FILE_RETRIES
    return attachment.status in (states.UPLOADED, states.SCANNING)  # the latter: it was interrupted


def _outcome(attachment: Attachment, scanner: Scanner | None) -> Outcome:
    try:
        if scanner and (signature := scanner.found_in(pieces_of(attachment, ORIGINAL))):
            return Outcome(states.INFECTED, Finding.MALWARE, signature[:120])
        cleaned = cleaned_apart(b"".join(pieces_of(attachment, ORIGINAL)))
        return _kept(attachment, cleaned)
    except ScannerError:
        return Outcome(states.FAILED, Finding.SCANNER)
    except RefusedFile as refusal:
        return Outcome(states.FAILED, Finding(refusal.reason))
    except (SealedFileError, DecryptionError):
        return Outcome(states.FAILED, Finding.LOST)
    except OSError:
        return Outcome(states.FAILED, Finding.STORAGE)


def _kept(attachment: Attachment, cleaned: Cleaned) -> Outcome:
    """Keep the clean copy, encrypted under a key of its own."""
    key = new_key()
    sealer, draft = Sealer(key, place_of(attachment.pk, SHARED)), store().new()
    try:
        draft.write(sealer.update(cleaned.content) + sealer.finish())
        draft.complete()
    except BaseException:
        draft.abandon()
        raise
    seal(attachment, shared_key=key_text(key))
    changes = {
        "file_type": cleaned.kind.value, "shared": draft.name, "shared_key": attachment.shared_key,
        "shared_size": len(cleaned.content),
    }  # fmt: skip
    return Outcome(states.CLEAN, changes=changes, draft=draft)


def _write_down(attachment: Attachment, outcome: Outcome, version: str, using: str) -> None:
    """Write the result down, unless the file was withdrawn or taken up by another meanwhile."""
    mine = Attachment.objects.using(using).filter(
        pk=attachment.pk, status=states.SCANNING, row_version=attachment.row_version
    )
    is_written = mine.update(
        status=outcome.status, finding=outcome.finding, signature=outcome.signature,
        checked_with=version[:120], checked_at=timezone.now(), row_version=F("row_version") + 1,
        **outcome.changes,
    )  # fmt: skip
    if outcome.draft and not is_written:
        outcome.draft.abandon()
