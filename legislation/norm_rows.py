"""Norms as rows for readers, in the active language: the same for registers, provision pages and exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kbase.localised import Localised, current_language, localised
from legislation.choices import TimeUnit
from legislation.clock_rows import ClockRow, clock_row
from legislation.dates import provision_status
from legislation.labels import provision_label
from legislation.models import Conduct, Duty, Measure, Penalty, Provision, ProvisionVersion, Right, Role
from legislation.money import Rates
from legislation.querysets import NormQuerySet
from legislation.wording import deadline_words, penalty_words, rate_rule_words, term_words

RELATIONS: dict[type, tuple[str, ...]] = {
    Duty: (
        "bearer",
        "recipient",
        "clock__event_kind",
        "clock__counting_provision__law__jurisdiction",
        "clock__consequence__law__jurisdiction",
    ),
    Penalty: ("applies_to",),
    Measure: ("issued_by", "breach_provision__law__jurisdiction"),
    Right: ("holder",),
    Conduct: (),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A provision named and linked: 'Article 461', of which law."""

    label: str
    law: Localised
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the law says so, and how it stands there on the day shown.

    Attributes:
        heading: of the provision, else of the nearest one above it.
        url: the provision's page, with the day shown where that isn't today.
        status: code as components/status.html takes it.
        since: first day in force, None where not established.
        until: first day no longer in force, None where none is known.
        confidence: code as components/confidence.html takes it.
    """

    label: str
    heading: Localised
    url: str
    law: Localised
    law_id: int
    jurisdiction: Localised
    jurisdiction_code: str
    status: str
    since: dt.date | None
    until: dt.date | None
    confidence: str
    source_url: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Who must do what, for whom, when, and by when."""

    place: Place
    bearer: Localised
    action: Localised
    recipient: Localised
    trigger: Localised
    deadline: str
    has_deadline: bool
    clock: ClockRow | None
    deadline_value: int | None
    deadline_unit: str
    to_be_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PenaltyRow:
    """What a breach costs, and whom; money is of the day shown."""

    place: Place
    kind: str
    amount: str
    applies_to: Localised
    circumstance: Localised
    note: Localised
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    rate_rule: str
    to_be_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What can be ordered, by whom, for how long, and what breach of it leads to."""

    place: Place
    name: Localised
    issued_by: Localised
    term: str
    conditions: tuple[Localised, ...]
    breach: Link | None
    to_be_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RightRow:
    """What someone may ask for or rely on."""

    place: Place
    holder: Localised
    right: Localised
    to_be_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ConductRow:
    """What is prohibited."""

    place: Place
    name: Localised
    description: Localised
    note: Localised
    to_be_confirmed: bool = False


def for_rows(norms: NormQuerySet) -> NormQuerySet:
    """Load with norms all that their rows print, so that rows never query."""
    above = "version__provision__parent__parent"
    return norms.with_address().select_related(above, *RELATIONS[norms.model])


def duty_rows(duties: Iterable[Duty], *, on: dt.date, suffix: str = "") -> Iterator[DutyRow]:
    """Give a row for each duty.

    Args:
        duties: from `for_rows`, or with the same relations loaded; may be lazy.
        on: the day shown.
        suffix: query string for links into the law, such as ``?on=2025-06-01``; '' for today.
    """
    for duty in duties:
        clock = clock_row(duty, suffix=suffix)
        yield DutyRow(
            place=place_of(duty.version, on=on, suffix=suffix),
            bearer=_role(duty.bearer),
            action=localised(duty, "action"),
            recipient=_role(duty.recipient),
            trigger=localised(duty, "trigger"),
            deadline=clock.term if clock else deadline_words(duty),
            has_deadline=clock is not None or duty.immediate or duty.deadline_value is not None,
            clock=clock,
            deadline_value=duty.deadline_value,
            deadline_unit=unit_label(duty.deadline_unit),
            to_be_confirmed=duty.to_be_confirmed,
        )


def penalty_rows(
    penalties: Iterable[Penalty], *, on: dt.date, rates: Rates, rules: Mapping[int, str], suffix: str = ""
) -> Iterator[PenaltyRow]:
    """Give a row for each penalty.

    Args:
        rates: from `rates.load_rates`.
        rules: from `rates.load_rate_rules`.
    """
    for penalty in penalties:
        place = place_of(penalty.version, on=on, suffix=suffix)
        in_units = rates.knows(penalty.unit) and (penalty.minimum or penalty.maximum)
        yield PenaltyRow(
            place=place,
            kind=penalty.get_kind_display(),
            amount=penalty_words(penalty, rates, on),
            applies_to=_role(penalty.applies_to) or localised(penalty, "applies_to_words"),
            circumstance=localised(penalty, "circumstance"),
            note=localised(penalty, "note"),
            minimum=penalty.minimum,
            maximum=penalty.maximum,
            unit=unit_label(penalty.unit),
            rate_rule=rate_rule_words(rules.get(place.law_id), penalty.unit, on) if in_units else "",
            to_be_confirmed=penalty.to_be_confirmed,
        )


def measure_rows(measures: Iterable[Measure], *, on: dt.date, suffix: str = "") -> Iterator[MeasureRow]:
    """Give a row for each measure."""
    for measure in measures:
        conditions = localised(measure, "conditions")
        yield MeasureRow(
            place=place_of(measure.version, on=on, suffix=suffix),
            name=localised(measure, "name"),
            issued_by=_role(measure.issued_by),
            term=term_words(measure),
            conditions=tuple(
                Localised(line, conditions.lang) for line in conditions.text.splitlines() if line
            ),
            breach=_link(measure.breach_provision, suffix),
            to_be_confirmed=measure.to_be_confirmed,
        )


def right_rows(rights: Iterable[Right], *, on: dt.date, suffix: str = "") -> Iterator[RightRow]:
    """Give a row for each right."""
    for right in rights:
        place = place_of(right.version, on=on, suffix=suffix)
        yield RightRow(
            place=place,
            holder=_role(right.holder),
            right=localised(right, "right"),
            to_be_confirmed=right.to_be_confirmed,
        )


def conduct_rows(conducts: Iterable[Conduct], *, on: dt.date, suffix: str = "") -> Iterator[ConductRow]:
    """Give a row for each conduct."""
    for conduct in conducts:
        yield ConductRow(
            place=place_of(conduct.version, on=on, suffix=suffix),
            name=localised(conduct, "name"),
            description=localised(conduct, "description"),
            note=localised(conduct, "note"),
            to_be_confirmed=conduct.to_be_confirmed,
        )


def rate_notes(rows: Iterable[PenaltyRow]) -> list[tuple[Localised, str]]:
    """Give, once per law, what must be said under a table of penalties of whose rate counts."""
    found = {row.place.law_id: (row.place.law, row.rate_rule) for row in rows if row.rate_rule}
    return list(found.values())


def place_of(version: ProvisionVersion, *, on: dt.date, suffix: str = "") -> Place:
    """Say where a version stands in the law and in time; needs provision, law and jurisdiction loaded."""
    provision, valid = version.provision, version.valid
    law = provision.law
    status = provision_status(
        [version.stretch], on, is_bill=law.is_bill, law_begins=law.begins, law_ends=law.repealed
    )
    return Place(
        label=provision_label(provision),
        heading=_heading(provision),
        url=f"{provision.get_absolute_url()}{suffix}",
        law=localised(law, "short_title"),
        law_id=law.pk,
        jurisdiction=localised(law.jurisdiction, "name"),
        jurisdiction_code=law.jurisdiction.code,
        status=status.code,
        since=valid.lower if version.start_known and not law.is_bill else None,
        until=valid.upper,
        confidence=version.confidence,
        source_url=version.source_url,
    )


def unit_label(unit: str) -> str:
    """Name a unit on its own: a unit of time in words, a reference unit or currency by its code."""
    return str(TimeUnit(unit).label) if unit in TimeUnit.values else unit


def _heading(provision: Provision) -> Localised:
    """Give the heading, else the nearest loaded one above: a part of an article seldom has its own."""
    node: Provision | None = provision
    for _level in range(3):
        if node is None or node.heading or any(key.startswith("heading") for key in node.i18n or {}):
            break
        above = node.parent if "parent" in node._state.fields_cache else None
        if above is not None:
            above.law = provision.law  # else its languages would be a query
        node = above
    return localised(node, "heading") if node else Localised("", current_language())


def _role(role: Role | None) -> Localised:
    return localised(role, "name") if role else Localised("", current_language())


def _link(provision: Provision | None, suffix: str) -> Link | None:
    if provision is None:
        return None
    law = localised(provision.law, "short_title")
    return Link(provision_label(provision), law, f"{provision.get_absolute_url()}{suffix}")
