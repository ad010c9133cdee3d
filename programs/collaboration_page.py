"""Areas of collaboration with all that hangs on them, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.tables import Cell, Column
from legislation.crumbs import Crumb
from programs.choices import CollaborationStatus
from programs.models import (
    CollaborationArea,
    CollaborationEventKind,
    CollaborationLead,
    CollaborationLink,
)
from programs.wording import metric_label


@dataclass(frozen=True, slots=True)
class Side:
    """The organisations that could lead on one side."""

    name: Localised
    leads: list[Crumb]


@dataclass(frozen=True, slots=True)
class AreaSection:
    """One area as the page shows it."""

    area: CollaborationArea
    name: Localised
    summary: Localised
    idea: Localised
    rows: list[list[Cell]]
    sides: list[Side]
    links: list[Crumb]
    measures: list[str]
    statuses: list[str]
    sources: list[Any]
    events: list[CollaborationEventKind]


def area_sections() -> list[AreaSection]:
    """Gather every area."""
    leads = CollaborationLead.objects.select_related("organisation__jurisdiction", "jurisdiction")
    links = CollaborationLink.objects.select_related(
        "law__jurisdiction", "programme__jurisdiction", "organisation__jurisdiction"
    )
    areas = CollaborationArea.objects.prefetch_related(
        "collaborationeventkind_set",
        "collaborationsource_set",
        Prefetch("collaborationlead_set", leads),
        Prefetch("collaborationlink_set", links),
    )
    return [_section(area) for area in areas]


def event_columns() -> list[Column]:
    """Give the columns of the table of kinds of event."""
    return [Column(_("Kind of event")), Column(_("What it is")), Column(_("What is recorded of each"))]


def _section(area: CollaborationArea) -> AreaSection:
    events = list(area.collaborationeventkind_set.all())
    return AreaSection(
        area=area,
        name=localised(area, "name"),
        summary=localised(area, "summary"),
        idea=localised(area, "idea"),
        rows=[_row(event) for event in events],
        sides=_sides(list(area.collaborationlead_set.all())),
        links=[_link(link) for link in area.collaborationlink_set.all()],
        measures=[metric_label(measure) for measure in area.measures],
        statuses=[str(CollaborationStatus(code).label) for code in area.statuses],
        sources=list(area.collaborationsource_set.all()),
        events=events,
    )


def _row(event: CollaborationEventKind) -> list[Cell]:
    # The names of fields are as the data have them, in English.
    return [
        Cell(localised(event, "name")),
        Cell(localised(event, "description")),
        Cell(Localised(", ".join(event.track), "en")),
    ]


def _sides(leads: list[CollaborationLead]) -> list[Side]:
    sides: dict[str, Side] = {}
    for lead in leads:
        side = sides.setdefault(lead.jurisdiction.code, Side(localised(lead.jurisdiction, "name"), []))
        body = lead.organisation
        side.leads.append(Crumb(localised(body, "name"), body.get_absolute_url()))
    return list(sides.values())


def _link(link: CollaborationLink) -> Crumb:
    if link.law:
        return Crumb(localised(link.law, "short_title"), link.law.get_absolute_url())
    record: Any = link.programme or link.organisation
    return Crumb(localised(record, "name"), record.get_absolute_url())
