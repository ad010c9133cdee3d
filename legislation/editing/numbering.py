"""Correct the number, kind or heading that a provision was given here by mistake; its address stays."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from legislation.choices import Language, ProvisionKind
from legislation.editing.rights import Actor
from legislation.models import ChangeRequest, Provision

FIELDS = ("number", "kind")
# The field of the heading in each language; English is the plain column.
HEADINGS = {code: "heading" if code == "en" else f"heading_{code}" for code in Language.values}


def headings_of(provision: Provision) -> dict[str, str]:
    """Give the heading in each language, '' where there is none."""
    return {code: getattr(provision, field) or "" for code, field in HEADINGS.items()}


def check(request: ChangeRequest, _on: dt.date) -> None:
    """Refuse a number that another provision beside it has, or none.

    `values`: number, kind, and where asked for `headings` by language.
    """
    provision, given = _provision(request), request.values
    number, kind = str(given.get("number", "")).strip(), given.get("kind", "")
    if not number or kind not in ProvisionKind.values:
        raise ValidationError(_("Give the number and the kind as the law prints them."))
    same_headings = given.get("headings", headings_of(provision)) == headings_of(provision)
    if (number, kind) == (provision.number, provision.kind) and same_headings:
        raise ValidationError(_("That is its number already: there is nothing to change."))
    check_number_is_free(provision, number, kind)


def check_number_is_free(provision: Provision, number: str, kind: str) -> None:
    """Refuse a number that a provision of the same kind beside it has.

    Raises:
        ValidationError: says which one, and the way out.
    """
    beside = Provision.objects.filter(
        law=provision.law_id, parent=provision.parent_id, kind=kind, number__iexact=number, renumbered_to=None
    )
    taken = beside.exclude(pk=provision.pk).first()
    if taken is not None:
        raise ValidationError(
            _("There is %(provision)s beside it already. If the law renumbers, enter an amendment.")
            % {"provision": taken}
        )


def carry_out(request: ChangeRequest, _actor: Actor, _on: dt.date) -> None:
    """Write the number, the kind and the headings."""
    provision = _provision(request)
    provision.number, provision.kind = request.values["number"].strip(), request.values["kind"]
    for code, heading in request.values.get("headings", {}).items():
        setattr(provision, HEADINGS[code], heading)
    provision.full_clean(exclude=["i18n"])
    provision.save(update_fields=[*FIELDS, "heading", "i18n"])


def _provision(request: ChangeRequest) -> Provision:
    if request.provision is None:
        raise ValidationError(_("The provision is gone."))
    return request.provision
