"""Bringing instruments into the database, as the worker's role: no person's request may."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from cases import instruments
from cases.models import InstrumentVersion
from kbase.database import WORKER_ALIAS

SHIPPED = Path(__file__).with_name("reference") / "instruments"


def load_instruments(directory: Path = SHIPPED, *, using: str = WORKER_ALIAS) -> tuple[int, int]:
    """Load the definitions of a directory; return how many there are, and how many are new.

    A definition that is there already stays; of each instrument the one loaded is offered from now on.

    Raises:
        InvalidInstrumentError: a definition lacks something; nothing is loaded then.
    """
    found = {}
    for path in sorted(directory.glob("*.json")):
        definition = json.loads(path.read_text())
        try:
            instruments.check(definition)
        except (instruments.InvalidInstrumentError, KeyError) as error:
            raise instruments.InvalidInstrumentError(f"{path.name}: {error}") from error
        found[definition["slug"]] = instruments.canonical(definition)
    new = 0
    with transaction.atomic(using=using):
        for slug, text in found.items():
            new += _offer(slug, text, using)
    return len(found), new


def _offer(slug: str, text: str, using: str) -> bool:
    """Offer one definition; whether it is a new one."""
    versions = InstrumentVersion.objects.using(using)
    digest = instruments.digest(text)
    others = versions.filter(slug=slug, is_current=True).exclude(sha256=digest)
    others.update(is_current=False)
    if versions.filter(sha256=digest).exists():
        versions.filter(sha256=digest, is_current=False).update(is_current=True)
        return False
    versions.bulk_create([InstrumentVersion(slug=slug, sha256=digest, definition=text)])
    return True
