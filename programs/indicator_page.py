"""What an indicator's page shows: its chart, its table, its target, the same measure elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import localised
from kbase.tables import Cell, Column
from legislation.crumbs import Crumb
from legislation.law_rows import Fact
from programs.charts.pictures import Picture, picture, small_picture
from programs.compare_page import MOST
from programs.confidence import confidence_of
from programs.describing import describe
from programs.figure_changes import change_rows
from programs.judging import Judgement, judge
from programs.models import Indicator, Observation, Target
from programs.periods import in_years
from programs.programme_page import Basis, basis_of
from programs.rows import target_text
from programs.series import chart_of, line, name_of, progress_of, shown_value
from programs.units import RANK, unit_label
from programs.wording import period_text, place_name

# The four parts of the Global Gender Gap Index, drawn side by side.
SUBINDICES = ("ggi-sub-economy", "ggi-sub-education", "ggi-sub-health", "ggi-sub-politics")
WITH_SUBINDICES = {"ggi-score", *SUBINDICES}


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything an indicator's page shows."""

    facts: list[Fact]
    picture: Picture | None
    has_outlook: bool
    has_gaps: bool
    target: Target | None
    judgement: Judgement | None
    bases: list[Basis]
    rows: list[list[Cell]]
    disputed: int
    observations: list[Observation]
    confidence: str
    comparison: Picture | None
    others: list[Crumb]
    compare_url: str
    small: list[Picture]
    changes: list[list[Cell]]


def indicator_page(indicator: Indicator, today: dt.date) -> IndicatorPage:
    """Gather an indicator's page; the indicator comes with its jurisdiction."""
    wanted = {indicator.measure, *(SUBINDICES if indicator.measure in WITH_SUBINDICES else ())}
    related = list(
        Indicator.objects.with_place()
        .filter(measure__in=wanted)
        .prefetch_related(Prefetch("observations", Observation.objects.published().in_order()))
    )
    seen = next(list(each.observations.all()) for each in related if each.pk == indicator.pk)
    target = (
        Target.objects.filter(indicator=indicator)
        .published()
        .prefetch_related("bases__provision__law__jurisdiction")
        .order_by("by", "pk")
        .first()
    )
    state = progress_of(indicator, seen, target, today) if target else None
    words = target_text(target, indicator) if target else ""
    lines = [line(indicator, seen)]
    title = str(name_of(indicator))
    chart = chart_of(
        indicator, lines, title=title, description=describe(lines, target=words), target=target, state=state
    )
    same = [each for each in related if each.measure == indicator.measure and each.observations.all()]
    times = Counter(each.period for each in seen)
    return IndicatorPage(
        facts=_facts(indicator, seen),
        picture=picture(chart, "chart") if len(seen) > 1 or (seen and target) else None,
        has_outlook=chart.outlook is not None,
        has_gaps=chart.has_gaps,
        target=target,
        judgement=judge(indicator, target, state, latest_text(indicator, seen)) if target else None,
        bases=[basis_of(basis.provision) for basis in target.bases.all()] if target else [],
        rows=[_row(each, indicator.unit, disputed=times[each.period] > 1) for each in reversed(seen)],
        disputed=sum(times[period] > 1 for period in times),
        observations=seen,
        confidence=confidence_of(latest_of(seen)) if seen else "",
        comparison=_comparison(indicator, same) if len(same) > 1 else None,
        others=[Crumb(place_name(each), each.get_absolute_url()) for each in same if each.pk != indicator.pk],
        compare_url=_compare_url(indicator, same),
        small=_small(related) if indicator.measure in WITH_SUBINDICES else [],
        changes=change_rows(indicator),
    )


def latest_of(seen: Sequence[Observation]) -> list[Observation]:
    """Give the observations of the last period: several where sources disagree."""
    return [each for each in seen if each.period == seen[-1].period] if seen else []


def latest_text(indicator: Indicator, seen: Sequence[Observation]) -> str:
    """Write the last observation with its period; both where sources disagree."""
    latest = latest_of(seen)
    if not latest:
        return ""
    values = _(" or ").join(shown_value(each, indicator.unit) for each in latest)
    return _("%(value)s, %(period)s") % {"value": values, "period": period_text(latest[0].period)}


def _facts(indicator: Indicator, seen: Sequence[Observation]) -> list[Fact]:
    return [
        Fact(_("Latest figure"), latest_text(indicator, seen) or None),
        Fact(_("Where"), place_name(indicator)),
        Fact(_("Sector"), indicator.get_sector_display()),
        Fact(_("Unit"), unit_label(indicator.unit)),
        Fact(_("Which way is better"), indicator.get_direction_display()),
        Fact(_("Observations"), str(len(seen))),
    ]


def observation_columns(indicator: Indicator) -> list[Column]:
    """Give the columns of the table of observations."""
    label = _("Rank, of how many") if indicator.unit == RANK else unit_label(indicator.unit).capitalize()
    return [
        Column(_("Period")),
        Column(label, kind="number"),
        Column(_("Source")),
        Column(_("Note of the source")),
    ]


def _row(seen: Observation, unit: str, *, disputed: bool) -> list[Cell]:
    return [
        Cell(period_text(seen.period), note=_("Sources disagree") if disputed else ""),
        Cell(shown_value(seen, unit)),
        Cell(seen.publisher, url=seen.source_url),
        Cell(localised(seen, "note")),
    ]


def _comparison(indicator: Indicator, same: Sequence[Indicator]) -> Picture:
    lines = [
        line(each, each.observations.all(), style=number) for number, each in enumerate(same[:MOST], start=1)
    ]
    chart = chart_of(indicator, lines, title=_("Compared with other places"), description=describe(lines))
    return picture(chart, "compared")


def _compare_url(indicator: Indicator, same: Sequence[Indicator]) -> str:
    chosen = [each.slug for each in same[:MOST]] or [indicator.slug]
    return f"{reverse('indicator-compare')}?{urlencode({'series': chosen}, doseq=True)}"


def _small(related: Sequence[Indicator]) -> list[Picture]:
    """Draw the four subindices on the same axes, so that they can be compared at a glance."""
    today_scale = _extent(related)
    pictures = []
    for measure in SUBINDICES:
        members = [each for each in related if each.measure == measure and each.observations.all()]
        if not members:
            continue
        lines = [line(each, each.observations.all(), style=number) for number, each in enumerate(members, 1)]
        title = str(name_of(members[0])).rsplit(",", 1)[0]
        chart = chart_of(members[0], lines, title=title, description=describe(lines), extent=today_scale)
        pictures.append(small_picture(chart, measure))
    return pictures


def _extent(related: Sequence[Indicator]) -> tuple[float, float]:
    days = [each.days for indicator in related for each in indicator.observations.all()]
    return in_years(min(day.lower for day in days)), in_years(max(day.upper for day in days))
