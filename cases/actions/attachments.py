"""Files of a case: adding one, opening one, withdrawing one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import door, permissions, record, states
from cases.actions.access import ReasonMissingError
from cases.care_choices import ConsentKind
from cases.choices import Deed, Result, Section
from cases.context import acting_as
from cases.file_choices import CONTENT_TYPES, EXTENSIONS, FileKind, Finding
from cases.files.cleaning.kinds import RefusedFile, kind_of
from cases.files.limits import FileRefusedError, check_room
from cases.files.places import ORIGINAL, SHARED, key_text, pieces_of
from cases.files.receiving import ReceivedFile
from cases.models import Attachment, Consent
from cases.querysets import DECIDE, READ, WRITE
from cases.sealing import seal
from cases.tasks.files import ask_for_check

LONGEST_NAME = 150
OBJECT_KIND = "attachment"
# Who may open which part: the original holds what cameras and programs wrote into it.
LEVELS = {SHARED: READ, ORIGINAL: DECIDE}
# Joiners that Persian, Urdu and emoji need; all other invisible letters go.
NEEDED = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be given out: a name that tells nothing, and its content piece by piece."""

    name: str
    content_type: str
    size: int
    pieces: Iterator[bytes]


def neutral_name(name: str) -> str:
    """Return a name as it may be shown: one line, in the order it is written, of bearable length.

    >>> neutral_name("a\\u202egnp.exe\\n"), neutral_name("  ")
    ('agnp.exe', '')
    """
    text = unicodedata.normalize("NFC", name)
    kept = (
        letter if letter in NEEDED or unicodedata.category(letter)[0] != "C" else " " * letter.isspace()
        for letter in text
    )
    return " ".join("".join(kept).split())[:LONGEST_NAME]


@transaction.atomic
def add_file(
    *, actor: Any, case_id: Any, received: ReceivedFile, kind: str, name: str = "", consent: Any = None
) -> Attachment:
    """Add a received file to a case; it can be opened once it has been checked.

    Args:
        consent: to pictures being kept, of this case; needed for a picture of a person, and for nothing else.

    Raises:
        FileRefusedError: it is nothing that is accepted, there is no room, or the case has it already.
    """
    case = door.locked_case(actor, case_id, section=Section.FILES, level=WRITE)
    permissions.check(actor, permissions.CREATE, permissions.FILE, organisation_id=case.organisation_id)
    _refuse_problem(received)
    check_room(actor=actor, case=case, size=received.size)
    _refuse_twin(case, received)
    is_picture = FileKind(kind) is FileKind.PICTURE
    if is_picture:
        _check_consent(case, consent)
    attachment = Attachment(
        pk=received.attachment_id, case=case, created_by=actor, kind=FileKind(kind).value,
        file_type=_type_of(received), size=received.size, fingerprint=received.fingerprint,
        original=received.object_name, consent=consent if is_picture else None,
    )  # fmt: skip
    shown = neutral_name(name) or neutral_name(received.name or "") or _("File")
    seal(attachment, display_name=shown, original_key=key_text(received.key))
    received.complete()
    attachment.save(force_insert=True)
    record.note(Deed.CREATED, attachment)
    ask_for_check(attachment.pk)
    return attachment


def note_refused(case_id: Any) -> None:
    """Record that a file was sent and not taken."""
    record.note_ids(Deed.CREATED, case_id=case_id, kind=OBJECT_KIND, result=Result.REFUSED)


def open_file(*, actor: Any, attachment_id: Any, part: str = SHARED) -> Download:
    """Return a clean file to be given out. That it is, is recorded before its first byte.

    Raises:
        NotThere: not for this person, not this part of it, or it wasn't found clean.
    """
    level = LEVELS[part]
    found = Attachment.objects.visible_to(actor, level=level).downloadable().select_related("case")
    attachment = door.one(found, attachment_id)
    door.check_role(actor, attachment.case_id, Section.FILES, permissions.FILE)
    record.note_ids(
        Deed.READ, case_id=attachment.case_id, object_id=attachment.pk,
        kind=OBJECT_KIND if part == SHARED else f"{OBJECT_KIND}-{part}",
    )  # fmt: skip
    return Download(
        name=f"file-{attachment.pk.hex[:8]}.{EXTENSIONS[attachment.file_type]}",
        content_type=CONTENT_TYPES[attachment.file_type],
        size=attachment.shared_size if part == SHARED else attachment.size,
        pieces=_given_out(actor, attachment, part),
    )


@transaction.atomic
def withdraw_file(*, actor: Any, attachment_id: Any, reason: str) -> Attachment:
    """Withdraw a file: from now on nobody can open it; that it was there, and why it went, stays.

    Raises:
        ReasonMissingError: no reason is given.
        ForbiddenChangeError: it was withdrawn already.
    """
    if not reason.strip():
        raise ReasonMissingError
    case_id = door.file_for(actor, attachment_id, level=WRITE).case_id
    case = door.locked_case(actor, case_id, section=Section.FILES, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.FILE, organisation_id=case.organisation_id)
    attachment = door.file_for(actor, attachment_id, level=WRITE)
    states.check_change(states.FILE, attachment.status, states.WITHDRAWN)
    seal(attachment, withdrawal=reason.strip())
    Attachment.objects.filter(pk=attachment.pk).update(
        status=states.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=actor,
        withdrawal=attachment.withdrawal, row_version=F("row_version") + 1,
    )  # fmt: skip
    attachment.status = states.WITHDRAWN
    record.note(Deed.CHANGED, attachment)
    return attachment


def _refuse_problem(received: ReceivedFile) -> None:
    if received.problem == "storage":
        raise FileRefusedError(
            _("The server has no room for this file now. Nothing was kept. Tell your administrator.")
        )
    if not received.problem:
        _type_of(received)


def _type_of(received: ReceivedFile) -> str:
    try:
        return kind_of(received.head).value
    except RefusedFile as refusal:
        raise FileRefusedError(str(Finding(refusal.reason).label)) from None


def _refuse_twin(case: Any, received: ReceivedFile) -> None:
    twins = Attachment.objects.filter(case=case, fingerprint=received.fingerprint).standing()
    if twins.exists():
        raise FileRefusedError(_("This file is in the case already."))


def _check_consent(case: Any, consent: Any) -> None:
    """Refuse a picture of a person without consent that counts at this moment."""
    counting = Consent.objects.counting_for(kind=ConsentKind.RECORDING, case=case)
    if consent is None or not counting.filter(pk=consent.pk).exists():
        raise FileRefusedError(
            _("Pictures of people and of injuries are kept only with consent to it that counts now.")
        )


def _given_out(actor: Any, attachment: Attachment, part: str) -> Iterator[bytes]:
    """Yield the file as long as the person may have it: a barrier set meanwhile ends it at the next piece."""
    for piece in pieces_of(attachment, part):
        with acting_as(actor):
            found = Attachment.objects.visible_to(actor, level=LEVELS[part]).downloadable()
            if not found.filter(pk=attachment.pk).exists():
                record.note_ids(
                    Deed.REFUSED, case_id=attachment.case_id, object_id=attachment.pk, kind=OBJECT_KIND,
                    result=Result.REFUSED,
                )  # fmt: skip
                return
        yield piece
