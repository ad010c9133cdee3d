"""Laws as rows of the list, and the facts and relations of one law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.tables import Cell, Column
from legislation.choices import LawRelationKind
from legislation.law_page import LawPage
from legislation.models import Law, LawRelation


@dataclass(frozen=True)
class Fact:
    """A label and its value, for components/facts.html."""

    label: str
    value: str | Localised | dt.date | None
    url: str = ""
    note: str | Localised = ""


@dataclass(frozen=True)
class Replacement:
    """What stands in a law's place."""

    title: str
    label: Localised
    url: str


def law_columns() -> list[Column]:
    """Give the columns of the list of laws."""
    return [
        Column(_("Law")),
        Column(_("Jurisdiction")),
        Column(_("Kind")),
        Column(_("Adopted on")),
        Column(_("Status on the day shown")),
    ]


def law_row(law: Law, suffix: str) -> list[Cell]:
    """Give a law as a row; it comes with its jurisdiction and ``status_code``."""
    return [
        Cell(
            localised(law, "short_title"), url=law.get_absolute_url() + suffix, note=localised(law, "title")
        ),
        Cell(localised(law.jurisdiction, "name")),
        Cell(law.get_kind_display(), note=law.number),
        Cell(law.adopted or _("not established")),  # type: ignore[arg-type]
        Cell(status=law.status_code),  # type: ignore[attr-defined]
    ]


def law_facts(law: Law) -> list[Fact]:
    """Give what is known of a law as a whole; what is not known says so."""
    facts = [
        Fact(_("Jurisdiction"), localised(law.jurisdiction, "name")),
        Fact(_("Kind"), law.get_kind_display()),
        Fact(_("Number"), law.number),
        Fact(_("Adopted on"), law.adopted),
        Fact(_("In force from"), law.in_force),
    ]
    if law.repealed:
        facts.append(Fact(_("No longer in force from"), law.repealed))
    if law.is_bill:
        facts = facts[:2]
    if law.stage:
        facts.append(Fact(_("Stage"), localised(law, "stage")))
    facts.append(Fact(_("Last checked on"), law.verified_on))
    facts.append(
        Fact(_("Official text"), _("Open the official text"), law.official_url)
        if law.official_url
        else Fact(_("Official text"), None)
    )
    facts.append(Fact(_("Permanent address"), law.frbr_uri, law.frbr_uri))
    return facts


def relation_facts(page: LawPage, suffix: str = "") -> list[Fact]:
    """Give the other laws that this one acts on or that act on it; `suffix` keeps the day on links."""
    forward = {
        LawRelationKind.AMENDS: _("Amends"),
        LawRelationKind.REPLACES: _("Replaces"),
        LawRelationKind.IMPLEMENTS: _("Implements"),
    }
    backward = {
        LawRelationKind.AMENDS: _("Amended by"),
        LawRelationKind.REPLACES: _("Replaced by"),
        LawRelationKind.IMPLEMENTS: _("Implemented by"),
    }
    return [_relation(forward[LawRelationKind(r.kind)], r.to_law, suffix) for r in page.relations_from] + [
        _relation(backward[LawRelationKind(r.kind)], r.from_law, suffix) for r in page.relations_to
    ]


def replacements(page: LawPage, on: dt.date, suffix: str = "") -> list[Replacement]:
    """Give the laws that have taken a law's place by the day shown; `suffix` keeps the day on links."""
    return [
        Replacement(
            _("This law has been replaced."),
            localised(r.from_law, "short_title"),
            r.from_law.get_absolute_url() + suffix,
        )
        for r in page.relations_to
        if r.kind == LawRelationKind.REPLACES and _has_begun(r, on)
    ]


def _has_begun(relation: LawRelation, on: dt.date) -> bool:
    begins = relation.from_law.in_force or relation.from_law.adopted
    return begins is None or begins <= on


def _relation(label: str, law: Law, suffix: str) -> Fact:
    return Fact(label, localised(law, "short_title"), law.get_absolute_url() + suffix, law.number)
