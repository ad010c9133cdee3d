"""Series beside each other in one picture: which can be compared, what was chosen, the figures behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kbase.localised import Localised
from kbase.tables import Cell, Column
from programs.charts.pictures import Picture, picture
from programs.describing import describe
from programs.models import Indicator, Observation
from programs.periods import parse_period
from programs.series import chart_of, line, name_of, shown_value
from programs.units import unit_label
from programs.wording import period_text

MOST = 4


class CannotCompareError(ValueError):
    """A choice that makes no picture; its words are for the reader."""


@dataclass(frozen=True, slots=True)
class Option:
    """A series that can be chosen."""

    slug: str
    name: Localised
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The series of a unit; open where one of them is chosen."""

    unit: str
    options: list[Option]

    @property
    def is_open(self) -> bool:
        """Whether one of them is chosen."""
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The picture, the table behind it, and what else can be chosen: by unit, as only equals compare."""

    chosen: list[Indicator]
    groups: list[Group]
    picture: Picture | None
    columns: list[Column]
    rows: list[list[Cell]]
    problem: str


def compare_page(slugs: Sequence[str]) -> ComparePage:
    """Gather the comparison of series, as given in the address."""
    everything = list(Indicator.objects.with_place().order_by("position", "pk"))
    wanted = set(slugs)
    problem, chosen = "", [each for each in everything if each.slug in wanted]
    try:
        _check(wanted, chosen)
    except CannotCompareError as refusal:
        problem = str(refusal)
    shown = [] if problem or not chosen else _with_figures(chosen)
    return ComparePage(
        chosen=shown,
        groups=_groups(everything, wanted),
        picture=_picture(shown) if shown else None,
        columns=[Column(_("Period")), *(Column(str(name_of(each)), kind="number") for each in shown)],
        rows=_rows(shown),
        problem=problem,
    )


def _check(wanted: set[str], chosen: Sequence[Indicator]) -> None:
    missing = sorted(wanted - {each.slug for each in chosen})
    if missing:
        words = _("There is no series %(names)s.") % {"names": ", ".join(missing)[:200]}
        raise CannotCompareError(words)
    if len(chosen) > MOST:
        raise CannotCompareError(
            _("%(given)s series are chosen. At most %(most)s can be told apart in one picture.")
            % {"given": len(chosen), "most": MOST}
        )
    units = {each.unit: unit_label(each.unit) for each in chosen}
    if len(units) > 1:
        raise CannotCompareError(
            _("These are in different units (%(units)s), so one picture can't hold them. Choose one unit.")
            % {"units": ", ".join(units.values())}
        )


def _with_figures(chosen: Sequence[Indicator]) -> list[Indicator]:
    rows = Indicator.objects.with_place().filter(pk__in=[each.pk for each in chosen])
    seen = Prefetch("observations", Observation.objects.published().in_order())
    return [
        each for each in rows.prefetch_related(seen).order_by("position", "pk") if each.observations.all()
    ]


def _groups(everything: Sequence[Indicator], wanted: set[str]) -> list[Group]:
    found: dict[str, list[Option]] = defaultdict(list)
    for each in everything:
        found[each.unit].append(Option(each.slug, name_of(each), each.slug in wanted))
    return [Group(unit_label(unit), options) for unit, options in found.items() if len(options) > 1]


def _picture(shown: Sequence[Indicator]) -> Picture:
    lines = [
        line(each, each.observations.all(), style=number, label=str(name_of(each)))
        for number, each in enumerate(shown, start=1)
    ]
    title = _("Series compared")
    return picture(chart_of(shown[0], lines, title=title, description=describe(lines)), "compare")


def _rows(shown: Sequence[Indicator]) -> list[list[Cell]]:
    """Give a row for each period, the newest first; sources that disagree stand in one cell."""
    said: dict[str, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for each in shown:
        for seen in each.observations.all():
            said[seen.period][each.pk].append(seen)
    periods = sorted(said, key=lambda text: (parse_period(text).end, text), reverse=True)
    return [
        [Cell(period_text(period)), *(_cell(said[period].get(each.pk, []), each) for each in shown)]
        for period in periods
    ]


def _cell(seen: Sequence[Observation], indicator: Indicator) -> Cell:
    if not seen:
        return Cell("–")
    first, *others = seen
    return Cell(
        shown_value(first, indicator.unit),
        url=first.source_url,
        lines=[shown_value(other, indicator.unit) for other in others],
        note=", ".join(dict.fromkeys(each.publisher for each in seen)),
    )
