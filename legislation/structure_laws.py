"""The record of a law that is entered together with its text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from legislation.choices import Language, LawKind
from legislation.models import Jurisdiction, Law
from legislation.structure.numbers import latin

# Akoma Ntoso knows acts and bills; what an act is besides stands after it (AKN-NC 1.0, section 4.4).
_FRBR_KINDS = {LawKind.BILL: "bill", LawKind.DECREE: "act/decree", LawKind.REGULATION: "act/regulation"}
LONGEST_NAME = 50  # characters of the title in the address


def law_from(values: dict[str, Any], *, language: str) -> Law:
    """Make the law that an editor described, without saving it.

    Args:
        values: jurisdiction (code), kind, title, number, adopted (ISO date or empty).
        language: of the title.

    Raises:
        ValidationError: something is missing, or such a law is recorded already.
    """
    jurisdiction = Jurisdiction.objects.get(code=values["jurisdiction"])
    adopted = dt.date.fromisoformat(values["adopted"]) if values.get("adopted") else None
    title, number = values["title"], values.get("number", "")
    name = latin(title, longest=LONGEST_NAME).lower() or "law"
    slug = f"{name}-{adopted.year}" if adopted else name
    frbr_kind = _FRBR_KINDS.get(values["kind"], "act")
    label = latin(number, longest=40).lower() or name
    law = Law(
        identifier=f"{jurisdiction.path}-{slug}",
        slug=slug,
        jurisdiction=jurisdiction,
        kind=values["kind"],
        number=number,
        frbr_uri=f"/akn/{jurisdiction.path}/{frbr_kind}/{adopted or 'undated'}/{label}",
        title=title,
        short_title=title[:200],
        adopted=adopted,
    )
    if language != Language.ENGLISH:
        # The plain column may not be empty; whoever translates the title writes over it.
        law.i18n = {f"title_{language}": title, f"short_title_{language}": title[:200]}
    try:
        law.full_clean(exclude=["i18n"])
    except ValidationError as error:
        taken = Law.objects.filter(identifier=law.identifier) | Law.objects.filter(frbr_uri=law.frbr_uri)
        if known := taken.first():
            raise ValidationError(
                _("This law is recorded already, as %(law)s: choose it from the list.") % {"law": known}
            ) from error
        raise
    return law
