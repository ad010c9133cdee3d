"""Coverage as tables and facts for the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell, Column
from legislation.choices import Confidence
from legislation.coverage import Coverage
from legislation.law_rows import Fact

NORM_LABELS = ("duty", "penalty", "measure", "right", "conduct")


@dataclass(frozen=True)
class Table:
    """One table of the page, as components/table.html takes it, under its heading."""

    title: str
    note: str
    columns: list[Column]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Missing:
    """What is known to be missing in one jurisdiction."""

    anchor: str
    place: Localised
    facts: list[Fact]
    laws: list[tuple[Localised, str]]


def tables(found: list[Coverage]) -> list[Table]:
    """Give the tables: what is in, in which languages, how sure, how fresh."""
    return [_content(found), _languages(found), _certainty(found), _freshness(found)]


def missing(found: list[Coverage]) -> list[Missing]:
    """Give what is missing, jurisdiction by jurisdiction; one that misses nothing is left out."""
    made = [
        Missing(
            anchor=each.place.path,
            place=localised(each.place, "name"),
            facts=[Fact(label, number_text(count), url) for label, count, url in _gaps(each) if count],
            laws=[(localised(law, "short_title"), law.get_absolute_url()) for law in each.unstarted],
        )
        for each in found
    ]
    return [each for each in made if each.facts or each.laws]


def _gaps(each: Coverage) -> list[tuple[str, int, str]]:
    changes = f"{reverse('change-list')}?jurisdiction={each.place.code}"
    return [
        (_("Wordings whose first day is not established"), each.open_starts, ""),
        (_("Wordings that ceased on a day not established"), each.open_ends, ""),
        (_("Changes on a day not established"), each.undated, f"{changes}&show=undated"),
        (_("Changes not yet worked into the texts"), each.outstanding, f"{changes}&show=outstanding"),
        (_("Wordings of low confidence"), each.confidence.get(Confidence.LOW, 0), ""),
    ]


def _place(each: Coverage) -> Cell:
    return Cell(localised(each.place, "name"), f"{reverse('law-list')}?jurisdiction={each.place.code}")


def _number(value: int, url: str = "") -> Cell:
    return Cell(number_text(value), url if value else "")


def _content(found: list[Coverage]) -> Table:
    labels = [_("Duties"), _("Penalties"), _("Measures"), _("Rights"), _("Prohibited conduct")]
    return Table(
        title=_("What is in"),
        note=_("Everything recorded, also past and proposed. A country is counted without its parts."),
        columns=[
            Column(_("Country or part")),
            *(Column(label, "number") for label in (_("Laws"), _("Bills"), _("Provisions"), *labels)),
        ],
        rows=[
            [
                _place(each),
                _number(each.laws),
                _number(each.bills),
                _number(each.provisions),
                *(_number(each.norms.get(kind, 0), _register(kind, each)) for kind in NORM_LABELS),
            ]
            for each in found
        ],
    )


def _register(kind: str, each: Coverage) -> str:
    return f"{reverse(f'{kind}-list')}?jurisdiction={each.place.code}&scope=all"


def _languages(found: list[Coverage]) -> Table:
    return Table(
        title=_("Languages"),
        note=_("The share of the wordings of provisions that have a text in each language."),
        columns=[
            Column(_("Country or part")),
            Column(_("Wordings"), "number"),
            *(Column(name, "number") for _code, name in settings.LANGUAGES),
        ],
        rows=[
            [
                _place(each),
                _number(each.versions),
                *(Cell(_percent(each.share(code))) for code, _name in settings.LANGUAGES),
            ]
            for each in found
        ],
    )


def _certainty(found: list[Coverage]) -> Table:
    return Table(
        title=_("How sure"),
        note=_("Wordings of provisions, by how they were established."),
        columns=[
            Column(_("Country or part")),
            *(Column(str(level.label), "number") for level in Confidence),
            Column(_("Sources"), "number"),
        ],
        rows=[
            [
                _place(each),
                *(_number(each.confidence.get(level, 0)) for level in Confidence),
                _number(each.sources),
            ]
            for each in found
        ],
    )


def _freshness(found: list[Coverage]) -> Table:
    return Table(
        title=_("Since when, and how fresh"),
        note=_("The latest change is the latest one that is recorded here: there may be later ones."),
        columns=[
            Column(_("Country or part")),
            Column(_("Earliest law adopted on")),
            Column(_("Latest change in force from")),
            Column(_("Recorded here on")),
            Column(_("Checked since")),
        ],
        rows=[
            [
                _place(each),
                Cell(_day(each.first)),
                Cell(_day(each.last)),
                Cell(_day(each.recorded_on)),
                _checked(each),
            ]
            for each in found
        ],
    )


def _day(day: dt.date | None) -> str:
    return day_text(day) if day else _("not established")


def _checked(each: Coverage) -> Cell:
    if each.verified_on is None:
        return Cell(_("never"))
    of_all = _("%(checked)s of %(all)s wordings") % {
        "checked": number_text(each.verified),
        "all": number_text(each.versions),
    }
    return Cell(_day(each.verified_on), note=of_all)


def _percent(share: int) -> str:
    return _("%(share)s%%") % {"share": number_text(share)}
