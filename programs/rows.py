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
from programs.source_words import in_page_language
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
    if words == plain.get(ProgrammeStatus(programme.status)):
        return ""
    return in_page_language(localised(programme, "status_words"))


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
    goals = [target_text(target, indicator) for target in indicator.targets.all()]
    way = IndicatorDirection(indicator.direction).label
    return [
        Cell(localised(indicator, "name"), url=indicator.get_absolute_url(), note=str(way)),
        Cell(place_name(indicator)),
        Cell(indicator.get_sector_display()),
        _latest_cell(indicator),
        Cell(goals[0], lines=goals[1:]) if goals else Cell("–"),
    ]


def latest_of_row(indicator: Any) -> list[dict[str, Any]]:
    """Give the newest figures of an indicator `with_latest`: several where sources disagree."""
    newest: list[dict[str, Any]] = indicator.newest
    return [seen for seen in newest if seen["period"] == newest[0]["period"]]


def _latest_cell(indicator: Indicator) -> Cell:
    """Write the latest figure with its period and who gives it; every one where sources disagree."""
    latest = latest_of_row(indicator)
    if not latest:
        return Cell("", note=_("not established"))
    words = dict.fromkeys(_figure_text(seen, indicator.unit) for seen in latest)
    said = [period_text(latest[0]["period"]), *dict.fromkeys(seen["publisher"] for seen in latest)]
    if len(words) > 1:
        said.append(_("sources disagree"))
    return Cell(_(" or ").join(words), note=" · ".join(said))


def _figure_text(seen: dict[str, Any], unit: str) -> str:
    text = value_text(seen["value"], unit)
    return rank_text(text, seen["out_of"]) if unit == RANK else text


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
