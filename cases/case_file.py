"""A copy of a case file as PDF: the parts that were named, each page marked; and its lock, a password.

Nothing of it touches a disk: the engine is another process that is written to and read from.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pikepdf
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.models import CaseExport
from cases.sealing import opened
from cases.snapshot_words import ToldFact, ToldPart, Words, told
from cases.snapshots import Taken
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.exports.cells import clean
from legislation.exports.pdf_writer import typeset

TEMPLATE = Path(__file__).with_name("typeset") / "case_file.typ"
BRAND = "Qorgau"
# Letters and figures that nobody takes for others; 20 of them are 98 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 4, 5
AES_256: Literal[6] = 6  # the revision of the standard's encryption


def set_pdf(export: CaseExport, taken: list[Taken], *, by: str) -> bytes:
    """Set what was taken of the case, in the language of the request.

    Args:
        by: name of the person who takes the copy, for the mark.

    Raises:
        TypesettingError: the engine failed; the message has nothing of the case.
    """
    made = timezone.now()
    with translation.override(export.language):
        mark = _("Copy %(number)s · %(who)s · %(day)s · %(purpose)s") % {
            "number": export.copy_number, "who": by, "day": day_text(timezone.localdate(made)),
            "purpose": opened(export, "purpose"),
        }  # fmt: skip
        content = {
            "made": int(made.timestamp()),
            "language": export.language,
            "title": _("Case %(number)s") % {"number": export.case.shown_number},
            "mark": clean(mark),
            "about": [_fact(fact) for fact in _about(export, by)],
            "parts": [_part(part) for part in told(taken)],
            "words": {
                "brand": BRAND,
                "confidential": _("Confidential"),
                "nothing": _("Nothing was recorded."),
                "page": _("Page {page} of {pages}"),
            },
        }
    return typeset(json.dumps(content, ensure_ascii=False), TEMPLATE)


def new_password() -> str:
    """Make a password; it is shown once, kept nowhere and never an argument of a program.

    >>> len(new_password())
    23
    """
    groups = ("".join(secrets.choice(ALPHABET) for _letter in range(LENGTH)) for _group in range(GROUPS))
    return "-".join(groups)


def locked(document: bytes, password: str) -> bytes:
    """Return a PDF that opens with a password alone: AES-256, its description encrypted too."""
    result = io.BytesIO()
    lock = pikepdf.Encryption(owner=secrets.token_urlsafe(32), user=password, R=AES_256, aes=True)
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.save(result, encryption=lock)
    return result.getvalue()


def _about(export: CaseExport, by: str) -> list[ToldFact]:
    """Return what the first page says of the copy itself."""
    basis: list[Words] = [str(export.get_basis_display())]
    if export.order_on:
        basis.append(opened(export, "order_by"))
        basis.append(
            _("No. %(number)s, %(day)s")
            % {"number": opened(export, "order_number"), "day": day_text(export.order_on)}
        )
    if export.consent:
        receiver = export.consent.recipient or localised(export.consent.recipient_listed, "name")
        basis.append(
            _("%(person)s, for %(receiver)s") % {"person": export.consent.party.code, "receiver": receiver}
        )
    return [
        ToldFact(_("Purpose"), [opened(export, "purpose")]),
        ToldFact(_("On what basis"), basis),
        ToldFact(_("Number of the copy"), [str(export.copy_number)]),
        ToldFact(_("Taken by"), [by]),
        ToldFact(_("The survivor was told"), [str(export.get_survivor_told_display())]),
    ]


def _part(part: ToldPart) -> dict[str, Any]:
    return {
        "title": part.title,
        "records": [
            {"title": _value(record.title), "facts": [_fact(fact) for fact in record.facts]}
            for record in part.records
        ],
    }


def _fact(fact: ToldFact) -> dict[str, Any]:
    values: Sequence[Words] = fact.values or [""]
    return {"label": clean(fact.label), "values": [_value(value) for value in values]}


def _value(value: Words) -> dict[str, str]:
    if isinstance(value, Localised):
        own = value.lang == translation.get_language()
        return {"text": clean(value.text), "lang": "" if own else value.lang}
    return {"text": clean(value), "lang": ""}
