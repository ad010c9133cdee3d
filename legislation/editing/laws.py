"""An amending law that is not recorded here yet: entered with its amendment, recorded once published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from legislation.choices import LawKind
from legislation.models import Law


def law_from(values: dict[str, Any], *, beside: Law) -> Law:
    """Make the amending law from what an editor entered, without saving it.

    Args:
        values: title, number, kind; adopted and in_force as ISO dates or empty.
        beside: the amended law; the new one is of the same jurisdiction.

    Raises:
        ValidationError: something is missing, or a law of that number and day exists already.
    """
    jurisdiction = beside.jurisdiction
    adopted = _day(values.get("adopted"))
    slug = slugify(f"{values['kind']}-{values['number']}")[:60] or "law"
    slug = f"{slug}-{adopted.isoformat() if adopted else 'undated'}"
    law = Law(
        identifier=f"{jurisdiction.path}-{slug}"[:80],
        slug=slug[:80],
        jurisdiction=jurisdiction,
        kind=values.get("kind") or LawKind.ACT,
        number=values["number"],
        frbr_uri=f"/akn/{jurisdiction.path}/act/{adopted or 'undated'}/{slugify(values['number'])}",
        title=values["title"],
        short_title=values.get("short_title") or values["title"][:200],
        adopted=adopted,
        in_force=_day(values.get("in_force")),
    )
    try:
        law.full_clean(exclude=["i18n"])
    except ValidationError as error:
        if Law.objects.filter(identifier=law.identifier).exists():
            raise ValidationError(
                _("Law %(number)s of that day is recorded already: choose it from the list.")
                % {"number": law.number}
            ) from error
        raise
    return law


def _day(given: Any) -> dt.date | None:
    return dt.date.fromisoformat(given) if given else None
