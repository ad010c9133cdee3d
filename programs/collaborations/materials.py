"""Handing out materials of an event: files checked by their content, or links."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from programs.collaborations.material_files import ACCEPTED, RefusedFile, kind_of
from programs.collaborations.rights import Actor, require_writer
from programs.models import EventMaterial


@transaction.atomic
def add_material(
    *, material: EventMaterial, actor: Actor, now: dt.datetime, name: str = "", content: bytes | None = None
) -> EventMaterial:
    """Add a file, or a link when there is no content.

    Args:
        name: the file's, as the browser gave it; it isn't kept.
    """
    require_writer(actor)
    material.added_at = now
    if content is not None:
        material.file_kind = checked_kind(name, content)
        material.file_size = len(content)
        material.file.save(f"{uuid4()}.{material.file_kind}", ContentFile(content), save=False)
    material.full_clean()
    material.save()
    return material


@transaction.atomic
def remove_material(*, material: EventMaterial, actor: Actor) -> None:
    """Take a material away; its file goes when the removal is certain."""
    require_writer(actor)
    storage, name = material.file.storage, material.file.name
    material.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def is_published(material: EventMaterial, now: dt.datetime) -> bool:
    """Whether readers see it: once the event has ended."""
    event = material.event
    return event.state in ("announced", "held") and event.ends_at <= now


def checked_kind(name: str, content: bytes) -> str:
    """Tell what a file is, or refuse it with words for a form."""
    try:
        return kind_of(name, content)
    except RefusedFile as refused:
        raise ValidationError({"file": _refusal(refused)}) from refused


def _refusal(refused: RefusedFile) -> str:
    given, found = refused.given.upper(), refused.found.upper()
    match refused.reason:
        case "empty":
            return _("The file is empty.")
        case "too-large":
            return _("The file is too large: at most %(limit)s MB are taken.") % {"limit": refused.given}
        case "lies":
            return _("The file is named %(given)s but is %(found)s. Give it its real ending.") % {
                "given": given or "–",
                "found": found,
            }
        case "macros":
            return _("The file holds macros. Save it without them.")
        case "damaged":
            return _("The file is damaged and can't be opened.")
    return _("This type of file is not taken. Accepted are %(accepted)s.") % {"accepted": ACCEPTED}
