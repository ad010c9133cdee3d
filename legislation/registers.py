"""The five registers of norms: their words, filters, rows, and what sorts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from legislation.filters import (
    ConductFilter,
    DutyFilter,
    MeasureFilter,
    PenaltyFilter,
    RegisterFilter,
    RightFilter,
)
from legislation.models import Conduct, Duty, Measure, Penalty, Right
from legislation.models.norms import Norm
from legislation.norm_rows import conduct_rows, duty_rows, measure_rows, penalty_rows, right_rows
from legislation.rates import load_rate_rules, load_rates

Rows = Callable[[Iterable[Any], dt.date, str], Iterator[Any]]


@dataclass(frozen=True)
class Register:
    """One register of norms.

    Attributes:
        kind: names its table, ``legislation/_KIND_table.html``, and its columns in exports.
        rows: makes rows of norms for a day, with the suffix of their links.
        sorts: which order of the filter each column sorts by; '' is the register's own order.
        count: words for a number of rows, from ``count`` (for the plural) and ``number`` (printed).
    """

    kind: str
    model: type[Norm]
    filter_class: type[RegisterFilter]
    rows: Rows
    sorts: Mapping[str, str]
    title: Promise
    lead: Promise
    count: Any
    nothing: Promise
    everything: Promise

    @property
    def url_name(self) -> str:
        """Name of its address."""
        return f"{self.kind}-list"

    @property
    def table(self) -> str:
        """Template of its table."""
        return f"legislation/_{self.kind}_table.html"


def _plain(make: Callable[..., Iterator[Any]]) -> Rows:
    return lambda norms, on, suffix: make(norms, on=on, suffix=suffix)


def _priced(norms: Iterable[Any], on: dt.date, suffix: str) -> Iterator[Any]:
    return penalty_rows(norms, on=on, suffix=suffix, rates=load_rates(), rules=load_rate_rules())


DUTIES = Register(
    kind="duty",
    model=Duty,
    filter_class=DutyFilter,
    rows=_plain(duty_rows),
    sorts={"who": "who", "deadline": "", "law": "law"},
    title=_("Duties"),
    lead=_("Who must do what, for whom, and by when."),
    count=ngettext_lazy("%(number)s duty", "%(number)s duties", "count"),
    nothing=_("No duty matches these filters."),
    everything=_("All duties"),
)
PENALTIES = Register(
    kind="penalty",
    model=Penalty,
    filter_class=PenaltyFilter,
    rows=_priced,
    sorts={"kind": "kind", "who": "who", "law": "law"},
    title=_("Penalties"),
    lead=_("What a breach costs, and whom. Amounts in units are shown in money of the day."),
    count=ngettext_lazy("%(number)s penalty", "%(number)s penalties", "count"),
    nothing=_("No penalty matches these filters."),
    everything=_("All penalties"),
)
MEASURES = Register(
    kind="measure",
    model=Measure,
    filter_class=MeasureFilter,
    rows=_plain(measure_rows),
    sorts={"who": "who", "term": "term", "law": "law"},
    title=_("Measures of protection"),
    lead=_("What can be ordered to protect someone, by whom, and for how long."),
    count=ngettext_lazy("%(number)s measure", "%(number)s measures", "count"),
    nothing=_("No measure matches these filters."),
    everything=_("All measures"),
)
RIGHTS = Register(
    kind="right",
    model=Right,
    filter_class=RightFilter,
    rows=_plain(right_rows),
    sorts={"who": "who", "law": "law"},
    title=_("Rights"),
    lead=_("What someone may ask for, and rely on."),
    count=ngettext_lazy("%(number)s right", "%(number)s rights", "count"),
    nothing=_("No right matches these filters."),
    everything=_("All rights"),
)
CONDUCTS = Register(
    kind="conduct",
    model=Conduct,
    filter_class=ConductFilter,
    rows=_plain(conduct_rows),
    sorts={"law": "law"},
    title=_("Prohibited conduct"),
    lead=_("What the law forbids, in plain words."),
    count=ngettext_lazy("%(number)s kind of conduct", "%(number)s kinds of conduct", "count"),
    nothing=_("No conduct matches these filters."),
    everything=_("All prohibited conduct"),
)
