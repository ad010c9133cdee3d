"""What a programme's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.tables import Cell, Column
from legislation.labels import provision_label
from legislation.law_rows import Fact
from legislation.models import Provision
from programs.models import (
    Cohort,
    CollaborationLink,
    HelpPlace,
    Programme,
    ProgrammeFigure,
    ProgrammeTerm,
    Target,
)
from programs.periods import period_or_none
from programs.rows import status_words, target_text
from programs.source_words import in_page_language
from programs.wording import (
    amount_text,
    figure_text,
    is_old,
    metric_label,
    period_text,
    place_name,
    term_label,
)


@dataclass(frozen=True, slots=True)
class Basis:
    """A provision on which something rests; one without a number is called by its heading."""

    label: str | Localised
    law: Localised
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its source, for the page and for files."""

    metric: str
    value: str
    as_of: str
    is_old: bool
    source_url: str
    record: ProgrammeFigure


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything a programme's page shows."""

    facts: list[Fact]
    terms: list[Fact]
    figures: list[Figure]
    bases: list[Basis]
    targets: list[Fact]
    help_places: list[HelpPlace]
    areas: list[Any]
    sources: list[Any]
    cohorts: list[Cohort]


def basis_of(provision: Provision) -> Basis:
    """Give a provision as a basis; it comes with law and jurisdiction."""
    numbered = any(letter.isdigit() for letter in provision.number)
    heading = localised(provision, "heading")
    return Basis(
        label=provision_label(provision) if numbered or not heading else heading,
        law=localised(provision.law, "short_title"),
        url=provision.get_absolute_url(),
    )


def programme_page(programme: Programme, today: dt.date) -> ProgrammePage:
    """Gather a programme's page; the programme comes with jurisdiction and lead."""
    links = CollaborationLink.objects.filter(programme=programme).select_related("area")
    bases = programme.legalbasis_set.select_related("provision__law__jurisdiction")
    targets = Target.objects.published().filter(programme=programme).select_related("indicator__jurisdiction")
    return ProgrammePage(
        facts=_facts(programme),
        terms=[_term(term) for term in programme.programmeterm_set.all()],
        figures=[_figure(figure, today) for figure in programme.programmefigure_set.all()],
        bases=[basis_of(basis.provision) for basis in bases],
        targets=[
            Fact(
                localised(target.indicator, "name").text,
                target_text(target, target.indicator),
                target.indicator.get_absolute_url(),
            )
            for target in targets
        ],
        help_places=list(programme.help_places.select_related("jurisdiction")),
        areas=[link.area for link in links],
        sources=list(programme.programmesource_set.all()),
        cohorts=_open_cohorts(programme),
    )


def _open_cohorts(programme: Programme) -> list[Cohort]:
    found = list(programme.cohorts.accepting_at(timezone.now()).order_by("closes_at"))  # type: ignore[attr-defined]
    for cohort in found:
        cohort.programme = programme  # loaded with its place already
    return found


def _facts(programme: Programme) -> list[Fact]:
    lead = programme.lead
    partners = [
        partner.organisation
        for partner in programme.programmepartner_set.select_related("organisation__jurisdiction")
    ]
    facts = [
        Fact(_("Status"), programme.get_status_display(), note=status_words(programme)),
        Fact(_("Kind"), programme.get_kind_display()),
        Fact(_("Where"), place_name(programme)),
        Fact(_("Started"), _day_or_words(programme.started)),
    ]
    if programme.ended:
        facts.append(Fact(_("Ends or ended"), _day_or_words(programme.ended)))
    facts.append(
        Fact(_("Run by"), localised(lead, "name") if lead else None, lead.get_absolute_url() if lead else "")
    )
    facts += [Fact(_("Partner"), localised(each, "name"), each.get_absolute_url()) for each in partners]
    if programme.url:
        facts.append(Fact(_("Web site"), programme.url, programme.url))
    return facts


def _day_or_words(text: str) -> dt.date | str | None:
    period = period_or_none(text)
    if period is None:
        return None
    return period.start if period.kind == "day" else period_text(text)


def _term(term: ProgrammeTerm) -> Fact:
    words = in_page_language(localised(term, "words"))
    if term.amount is None:
        return Fact(term_label(term.key), words)
    return Fact(term_label(term.key), amount_text(term.amount, term.currency), note=words)


def _figure(figure: ProgrammeFigure, today: dt.date) -> Figure:
    return Figure(
        metric=metric_label(figure.metric),
        value=figure_text(figure.value, figure.unit),
        as_of=period_text(figure.as_of),
        is_old=is_old(figure.as_of, today),
        source_url=figure.source_url,
        record=figure,
    )


def figure_columns() -> list[Column]:
    """Give the columns of the table of figures."""
    return [Column(_("What")), Column(_("Figure"), kind="number"), Column(_("As of")), Column(_("Source"))]


def figure_row(figure: Figure) -> list[Cell]:
    """Give a figure as a row; an old one says so."""
    old = _("more than two years old") if figure.is_old else ""
    return [
        Cell(figure.metric),
        Cell(figure.value),
        Cell(figure.as_of, note=old),
        Cell(host(figure.source_url), url=figure.source_url),
    ]


def host(url: str) -> str:
    """Name the site of an address.

    >>> host("https://www.inform.kz/en/x")
    'inform.kz'
    """
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
