"""Columns of the files that directories hand over, and how a record fills them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kbase.localised import Localised, current_language, localised
from legislation.exports.summary import Cell, Column, Row, Run, Table
from programs.rows import latest_of_row
from programs.source_words import in_page_language
from programs.units import unit_label
from programs.wording import place_name


@dataclass(frozen=True, slots=True)
class Field:
    """A column and its value in a record."""

    column: Column
    value: Callable[[Any], Any]


def table(records: Iterable[Any], fields: Sequence[Field], *, site: str, title: str = "") -> Table:
    """Give a table of records, lazily; each row with the address of its page and its source.

    Args:
        site: scheme and host.
    """
    return Table([field.column for field in fields], _rows(records, fields, site), title=title)


def _rows(records: Iterable[Any], fields: Sequence[Field], site: str) -> Iterator[Row]:
    for record in records:
        confidence = getattr(record, "get_confidence_display", None)
        yield Row(
            [cell(field.value(record)) for field in fields],
            source=_source(record),
            confidence=str(confidence()) if confidence else "",
            address=f"{site}{record.get_absolute_url()}",
        )


def cell(value: Any) -> Cell:
    """Turn a value into a cell; text in another language than the page's says so."""
    if isinstance(value, Localised):
        return Run(value.text, "" if value.lang == current_language() else value.lang)
    return "" if value is None else value


def programme_fields() -> list[Field]:
    """Give the columns of programmes."""
    return [
        Field(Column("programme", _("Programme"), weight=3), lambda p: localised(p, "name")),
        Field(Column("kind", _("Kind")), lambda p: p.get_kind_display()),
        Field(Column("place", _("Where"), weight=1.5), place_name),
        Field(Column("lead", _("Run by"), weight=2), lambda p: localised(p.lead, "name") if p.lead else ""),
        Field(Column("status", _("Status")), lambda p: p.get_status_display()),
        Field(
            Column("status_words", _("Status as the source says it")),
            lambda p: in_page_language(localised(p, "status_words")),
        ),
        Field(Column("started", _("Started")), lambda p: p.started),
        Field(Column("ended", _("Ends or ended")), lambda p: p.ended),
        Field(Column("eligibility", _("Who may apply"), weight=3), lambda p: localised(p, "eligibility")),
        Field(Column("summary", _("Summary"), weight=5), lambda p: localised(p, "summary")),
        Field(Column("url", _("Web site")), lambda p: p.url),
    ]


def organisation_fields() -> list[Field]:
    """Give the columns of organisations."""
    return [
        Field(Column("organisation", _("Organisation"), weight=3), lambda o: localised(o, "name")),
        Field(Column("kind", _("Kind"), weight=1.5), lambda o: o.get_kind_display()),
        Field(Column("place", _("Where"), weight=1.5), place_name),
        Field(Column("role", _("Role"), weight=4), lambda o: localised(o, "role")),
        Field(Column("note", _("Note")), lambda o: localised(o, "note")),
        Field(Column("url", _("Web site")), lambda o: o.url),
    ]


def indicator_fields() -> list[Field]:
    """Give the columns of indicators."""
    return [
        Field(Column("indicator", _("Indicator"), weight=3), lambda i: localised(i, "name")),
        Field(Column("place", _("Where"), weight=1.5), place_name),
        Field(Column("sector", _("Sector"), weight=1.5), lambda i: i.get_sector_display()),
        Field(Column("unit", _("Unit")), lambda i: unit_label(i.unit)),
        Field(Column("direction", _("Which way is better")), lambda i: i.get_direction_display()),
        Field(Column("period", _("Latest period")), lambda i: i.latest_period),
        Field(Column("value", _("Latest figure"), kind="number"), lambda i: _plain(i.latest_value)),
        Field(Column("out_of", _("Of how many"), kind="number"), lambda i: i.latest_out_of),
        Field(Column("publisher", _("Publisher"), weight=2), _publishers),
        Field(Column("others", _("Other figures for that period")), _others),
        Field(Column("target", _("Target"), kind="number"), lambda i: _plain(_first(i, "value"))),
        Field(Column("by", _("By the end of")), lambda i: _first(i, "by")),
        Field(Column("definition", _("Definition"), weight=4), lambda i: localised(i, "definition")),
    ]


def _source(record: Any) -> str:
    newest = getattr(record, "newest", None)
    return newest[0]["source_url"] if newest else getattr(record, "source_url", "")


def _publishers(indicator: Any) -> str:
    return ", ".join(dict.fromkeys(seen["publisher"] for seen in latest_of_row(indicator)))


def _others(indicator: Any) -> str:
    """Give what other sources say of the latest period, where they disagree."""
    values = dict.fromkeys(_plain(Decimal(str(seen["value"]))) for seen in latest_of_row(indicator))
    return "; ".join(f"{value:f}" for value in list(values)[1:])


def _plain(value: Decimal | None) -> Decimal | None:
    """Leave out the noughts that only the column's width puts there."""
    return None if value is None else value.normalize()


def _first(indicator: Any, field: str) -> Any:
    return next((getattr(target, field) for target in indicator.targets.all()), None)
