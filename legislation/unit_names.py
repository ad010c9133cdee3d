"""What a jurisdiction or a law calls its units: '2' of an article is a part here and a paragraph there."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kbase.localised import direction
from legislation.choices import Language, ProvisionKind

NUMBER = "{number}"

# By kind of provision, then language: 'Part {number}'.
UnitNames = Mapping[str, Mapping[str, str]]


def problem(given: object) -> str:
    """Say what is wrong with names of units; '' where nothing is."""
    if not isinstance(given, dict):
        return _("Expected names by kind of provision and language, got %(given)s.") % {"given": repr(given)}
    for kind, forms in given.items():
        if kind not in ProvisionKind.values:
            return _("%(given)s is no kind of provision; there are %(kinds)s.") % {
                "given": repr(kind),
                "kinds": ", ".join(ProvisionKind.values),
            }
        if not isinstance(forms, dict) or not forms:
            return _("Expected names of '%(kind)s' by language, got %(given)s.") % {
                "kind": kind,
                "given": repr(forms),
            }
        for language, form in forms.items():
            if language not in Language.values:
                return _("%(given)s is no language of this site; there are %(languages)s.") % {
                    "given": repr(language),
                    "languages": ", ".join(Language.values),
                }
            if not isinstance(form, str) or form.count(NUMBER) != 1:
                return _("Write {number} once, where the number stands, instead of %(given)s.") % {
                    "given": repr(form)
                }
    return ""


def validate_unit_names(given: object) -> None:
    """Check names of units.

    Raises:
        ValidationError: naming what was given and what is accepted.
    """
    said = problem(given)
    if said:
        raise ValidationError(said)


def unit_name(kind: str, number: str, language: str, *names: UnitNames) -> str:
    """Name a unit as the first of the names that knows it does; '' where none does."""
    for each in names:
        form = each.get(kind, {}).get(language)
        if form:
            return form.replace(NUMBER, f"\u2068{number}\u2069" if direction(language) == "rtl" else number)
    return ""
