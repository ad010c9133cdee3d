"""Made-up laws for tests: fixed days, counted names, nothing random."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from itertools import count
from typing import Any

import pgtrigger
from django.db.backends.postgresql.psycopg_any import DateRange

from legislation.choices import Confidence, EditorialState, LawKind, ProvisionKind
from legislation.models import Jurisdiction, Law, Provision, ProvisionText, ProvisionVersion
from legislation.models.protection import PROTECTION

_numbers = count(1)
# Like the loader, factories may write what is published already.
as_loaded = pgtrigger.ignore(*PROTECTION)


def make_law(**values: Any) -> Law:
    """Make an act of Kazakhstan, adopted on 1 May 2020, in force from 1 July 2020, unless told otherwise."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "identifier": f"kz-made-up-{number}",
        "slug": f"made-up-{number}",
        "jurisdiction": values.get("jurisdiction") or Jurisdiction.objects.get(code="KZ"),
        "kind": LawKind.ACT,
        "number": f"{number}-T",
        "frbr_uri": f"/akn/kz/act/2020-05-01/made-up-{number}",
        "title": f"Made-up law {number}",
        "short_title": f"Made-up {number}",
        "adopted": dt.date(2020, 5, 1),
        "in_force": dt.date(2020, 7, 1),
    }
    return Law.objects.create(**(defaults | values))


def make_provision(law: Law, **values: Any) -> Provision:
    """Make an article of a law."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "law": law,
        "eid": f"art_{number}",
        "number": str(number),
        "kind": ProvisionKind.ARTICLE,
        "position": number,
        "heading": f"Heading {number}",
    }
    return Provision.objects.create(**(defaults | values))


@as_loaded
def make_version(
    provision: Provision, start: dt.date | None, end: dt.date | None = None, *, text: str = "", **values: Any
) -> ProvisionVersion:
    """Make a published version with a summary in English."""
    defaults: dict[str, Any] = {
        "provision": provision,
        "valid": DateRange(start, end),
        "start_known": start is not None,
        "state": EditorialState.PUBLISHED,
        "confidence": Confidence.HIGH,
    }
    version = ProvisionVersion.objects.create(**(defaults | values))
    make_text(version, summary=text or f"Wording from {start}")
    return version


@as_loaded
def make_text(version: ProvisionVersion, *, language: str = "en", **values: Any) -> ProvisionText:
    """Make a text of a version."""
    words = values.get("official_text") or values.get("summary", "")
    return ProvisionText.objects.create(
        version=version, language=language, text_sha256=sha256(words.encode()).hexdigest(), **values
    )
