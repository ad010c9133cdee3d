"""Rows of norms as tables to take away: the columns of the page, and numbers apart for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from kbase.localised import Localised, current_language
from legislation.choices import Confidence
from legislation.exports.summary import Cell, Column, Row, Run, Table
from legislation.law_filters import STATUSES

Getter = Callable[[Any], Any]


def norm_table(kind: str, rows: Iterable[Any], *, place: bool, title: str = "", site: str = "") -> Table:
    """Give a table of norms, lazily.

    Args:
        kind: conduct, duty, penalty, measure or right.
        rows: of `legislation.norm_rows`.
        place: with where the law says so: provision, law, jurisdiction, days, status.
        site: scheme and host; gives each row the address of its provision, '' that of the summary.
    """
    columns = _columns(kind) + (_place_columns() if place else [])
    getters = [getter for _column, getter in columns]
    return Table(
        columns=[column for column, _getter in columns], rows=_rows(rows, getters, site), title=title
    )


def _rows(rows: Iterable[Any], getters: list[Getter], site: str) -> Iterable[Row]:
    language = current_language()
    words = {code: str(label) for code, label in Confidence.choices}
    unconfirmed = _("taken over from an earlier wording, to be confirmed")
    for row in rows:
        cells = [_cell(getter(row), language) for getter in getters]
        yield Row(
            cells,
            source=row.place.source_url,
            confidence=words[row.place.confidence] + (f"; {unconfirmed}" if row.to_be_confirmed else ""),
            address=f"{site}{row.place.url}" if site else "",
        )


def _cell(value: Any, language: str) -> Cell:
    if isinstance(value, Localised):
        return Run(value.text, "" if value.lang == language else value.lang)
    return value if value is not None else ""


def _columns(kind: str) -> list[tuple[Column, Getter]]:
    return {
        "conduct": _conduct_columns,
        "duty": _duty_columns,
        "penalty": _penalty_columns,
        "measure": _measure_columns,
        "right": _right_columns,
    }[kind]()


def _conduct_columns() -> list[tuple[Column, Getter]]:
    return [
        (Column("conduct", _("What is prohibited"), weight=2), lambda r: r.name),
        (Column("description", _("Description"), weight=4), lambda r: r.description),
        (Column("note", _("Note"), weight=2), lambda r: r.note),
    ]


def _duty_columns() -> list[tuple[Column, Getter]]:
    return [
        (Column("bearer", _("Who must act"), weight=2), lambda r: r.bearer),
        (Column("action", _("What must be done"), weight=4), lambda r: r.action),
        (Column("recipient", _("For whom"), weight=2), lambda r: r.recipient),
        (Column("trigger", _("When"), weight=3), lambda r: r.trigger),
        (Column("deadline", _("By when"), weight=2), lambda r: r.deadline),
        (Column("counted_from", _("Counted from"), weight=2), lambda r: r.clock and r.clock.event),
        (Column("counting", _("How it is counted"), weight=4), _counting),
    ]


def _counting(row: Any) -> Localised | str:
    """Say how a term is counted and who says so; that the law is silent comes first."""
    if row.clock is None or not row.clock.note:
        return ""
    source = row.clock.source
    words = f"{row.clock.note} ({source.label})" if source and row.clock.is_stated else str(row.clock.note)
    if not row.clock.is_stated:
        words = f"{_('The law does not say how to count. Read cautiously:')} {words}"
    return Localised(words, row.clock.note.lang)


def _penalty_columns() -> list[tuple[Column, Getter]]:
    return [
        (Column("kind", _("Penalty"), weight=2), lambda r: r.kind),
        (Column("amount", _("How much"), weight=3), lambda r: r.amount),
        (Column("minimum", _("Minimum"), kind="number"), lambda r: r.minimum),
        (Column("maximum", _("Maximum"), kind="number"), lambda r: r.maximum),
        (Column("unit", _("Unit")), lambda r: r.unit),
        (Column("circumstance", _("In which case"), weight=3), lambda r: r.circumstance),
        (Column("applies_to", _("For whom"), weight=2), lambda r: r.applies_to),
        (Column("note", _("Note"), weight=2), lambda r: r.note),
    ]


def _measure_columns() -> list[tuple[Column, Getter]]:
    return [
        (Column("measure", _("Measure"), weight=2), lambda r: r.name),
        (Column("issued_by", _("Issued by"), weight=2), lambda r: r.issued_by),
        (Column("term", _("For how long"), weight=2), lambda r: r.term),
        (Column("conditions", _("Conditions"), weight=4), _conditions),
        (Column("breach", _("Breach is punished by"), weight=2), _breach),
    ]


def _conditions(row: Any) -> Localised | str:
    if not row.conditions:
        return ""
    return Localised("; ".join(each.text for each in row.conditions), row.conditions[0].lang)


def _breach(row: Any) -> str:
    return f"{row.breach.label}, {row.breach.law}" if row.breach else ""


def _right_columns() -> list[tuple[Column, Getter]]:
    return [
        (Column("holder", _("Who holds it"), weight=2), lambda r: r.holder),
        (Column("right", _("Right"), weight=5), lambda r: r.right),
    ]


def _place_columns() -> list[tuple[Column, Getter]]:
    statuses = {code: str(words) for code, words in STATUSES}
    unknown = _("Status not established")
    return [
        (Column("provision", _("Where it says so"), weight=2), lambda r: r.place.label),
        (Column("heading", _("Heading"), weight=2), lambda r: r.place.heading),
        (Column("law", _("Law"), weight=3), lambda r: r.place.law),
        (Column("jurisdiction", _("Jurisdiction"), weight=2), lambda r: r.place.jurisdiction),
        (Column("status", _("Status")), lambda r: statuses.get(r.place.status, unknown)),
        (Column("in_force_from", _("In force from"), kind="date"), lambda r: r.place.since),
        (Column("in_force_until", _("No longer in force from"), kind="date"), lambda r: r.place.until),
    ]
