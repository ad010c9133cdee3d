"""Breadcrumbs of pages of the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from legislation.labels import provision_label
from legislation.models import Law, Provision


@dataclass(frozen=True)
class Crumb:
    """One step; the last has no address."""

    label: str | Localised
    url: str = ""


def law_crumbs(law: Law, *, further: Iterable[Crumb] = ()) -> list[Crumb]:
    """Give the way to a law, or through it."""
    rest = list(further)
    return [
        Crumb(_("Laws"), reverse("law-list")),
        Crumb(localised(law, "short_title"), law.get_absolute_url() if rest else ""),
        *rest,
    ]


def provision_crumbs(provision: Provision, ancestors: Iterable[Provision]) -> list[Crumb]:
    """Give the way to a provision through the provisions above it."""
    above = [Crumb(provision_label(each), each.get_absolute_url()) for each in ancestors]
    return law_crumbs(provision.law, further=[*above, Crumb(provision_label(provision))])
