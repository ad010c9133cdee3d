"""Programmes, organisations and indicators as rows of their directories."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kbase.local_times import last_day
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from kbase.tables import Cell, Column
from programs.choices import IndicatorDirection, ProgrammeStatus
from programs.models import Indicator, Organisation, Programme, Target
from programs.units import RANK, value_text
from programs.wording import period_text, place_name


def programme_columns() -> list[Column]:
    """Give the columns of the directory of programmes."""
    return [
        Column(_("Programme")),
        Column(_("Kind")),
        Column(_("Where")),
        Column(_("Run by")),
        Column(_("Status")),
    ]


def programme_row(programme: Programme) -> list[Cell]:
    """Give a programme as a row; it comes with jurisdiction and lead."""
    lead = programme.lead
    return [
        Cell(
            localised(programme, "name"),
            url=programme.get_absolute_url(),
            note=localised(programme, "eligibility"),
        ),
        Cell(programme.get_kind_display()),
        Cell(place_name(programme)),
        Cell(localised(lead, "name"), url=lead.get_absolute_url()) if lead else Cell(_("not established")),
        Cell(programme.get_status_display(), note=status_words(programme), lines=_open_words(programme)),
    ]


def _open_words(programme: Any) -> list[str]:
    until = getattr(programme, "open_until", None)
    if until is None:
        return []
    day = day_text(last_day(until, programme.open_zone))
    return [_("Open for applications until %(day)s") % {"day": day}]


def status_words(programme: Programme) -> Localised | str:
    """Give the words of the source where they say more than the code."""
    plain = {ProgrammeStatus.ACTIVE: "active"}
    words = programme.status_words
    return (
        "" if words == plain.get(ProgrammeStatus(programme.status)) else localised(programme, "status_words")
    )


def organisation_columns() -> list[Column]:
    """Give the columns of the directory of organisations."""
    return [Column(_("Organisation")), Column(_("Kind")), Column(_("Where"))]


def organisation_row(organisation: Organisation) -> list[Cell]:
    """Give an organisation as a row; it comes with its jurisdiction."""
    return [
        Cell(
            localised(organisation, "name"),
            url=organisation.get_absolute_url(),
            note=localised(organisation, "role"),
        ),
        Cell(organisation.get_kind_display()),
        Cell(place_name(organisation)),
    ]


def indicator_columns() -> list[Column]:
    """Give the columns of the directory of indicators."""
    return [
        Column(_("Indicator")),
        Column(_("Where")),
        Column(_("Sector")),
        Column(_("Latest figure"), kind="number"),
        Column(_("Target"), kind="number"),
    ]


def indicator_row(indicator: Indicator) -> list[Cell]:
    """Give an indicator as a row; it comes with jurisdiction, latest observation and targets."""
    record: Any = indicator
    latest = value_text(record.latest_value, indicator.unit) if record.latest_value is not None else ""
    goals = [target_text(target, indicator) for target in indicator.targets.all()]
    way = IndicatorDirection(indicator.direction).label
    return [
        Cell(localised(indicator, "name"), url=indicator.get_absolute_url(), note=str(way)),
        Cell(place_name(indicator)),
        Cell(indicator.get_sector_display()),
        Cell(
            rank_text(latest, record.latest_out_of) if indicator.unit == RANK else latest,
            note=period_text(record.latest_period) if record.latest_period else _("not established"),
        ),
        Cell(goals[0], lines=goals[1:]) if goals else Cell("–"),
    ]


def rank_text(rank: str, out_of: int | None) -> str:
    """Write a rank with of how many, or that this isn't known.

    A rank alone says nothing: 92 of 148 is not 92 of 115.
    """
    if out_of is None:
        return _("%(rank)s (of how many is not established)") % {"rank": rank}
    return _("%(rank)s of %(all)s") % {"rank": rank, "all": out_of}


def target_text(target: Target, indicator: Indicator) -> str:
    """Write a target: '30% by 2030'."""
    return _("%(value)s by %(period)s") % {
        "value": value_text(target.value, indicator.unit),
        "period": period_text(target.by),
    }
