"""The norms of a provision and of what stands below it, as sections of its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from legislation.models import Conduct, Duty, Measure, Penalty, ProvisionVersion, Right
from legislation.norm_rows import (
    conduct_rows,
    duty_rows,
    for_rows,
    measure_rows,
    penalty_rows,
    rate_notes,
    right_rows,
)
from legislation.querysets import NormQuerySet
from legislation.rates import load_rate_rules, load_rates


@dataclass(frozen=True)
class NormSection:
    """One kind of norm, with the table that prints it.

    Attributes:
        rows: of `legislation.norm_rows`.
        place: whether a row says where it stands, because not all stand in the provision itself.
        notes: what must be said under the table.
    """

    title: str
    kind: str
    rows: list[Any]
    place: bool
    notes: list[str] = field(default_factory=list)

    @property
    def template(self) -> str:
        """The table that prints the rows."""
        return f"legislation/_{self.kind}_table.html"


def norm_sections(version: ProvisionVersion, *, on: dt.date, suffix: str = "") -> list[NormSection]:
    """Give the norms of a version and of the provisions below it on the day; empty kinds are left out."""
    duties = list(duty_rows(_norms(Duty.objects.all(), version, on), on=on, suffix=suffix))
    measures = list(measure_rows(_norms(Measure.objects.all(), version, on), on=on, suffix=suffix))
    rights = list(right_rows(_norms(Right.objects.all(), version, on), on=on, suffix=suffix))
    conducts = list(conduct_rows(_norms(Conduct.objects.all(), version, on), on=on, suffix=suffix))
    sections = [
        _section(_("What is prohibited"), "conduct", conducts, version),
        _section(_("Who must do what, and by when"), "duty", duties, version),
        _section(_("What can be ordered to protect"), "measure", measures, version),
        _section(_("What one has a right to"), "right", rights, version),
        _penalties(version, on, suffix),
    ]
    return [section for section in sections if section.rows]


def _norms(norms: NormQuerySet, version: ProvisionVersion, on: dt.date) -> NormQuerySet:
    provision = version.provision
    below = (
        ProvisionVersion.objects.shown_on(on)
        .filter(provision__law=provision.law_id, provision__eid__startswith=f"{provision.eid}__")
        .values("pk")
    )
    found = norms.filter(Q(version=version.pk) | Q(version__in=below))
    return for_rows(found).order_by("version__provision__position", "position")


def _penalties(version: ProvisionVersion, on: dt.date, suffix: str) -> NormSection:
    found = list(_norms(Penalty.objects.all(), version, on))
    if not found:
        return _section("", "penalty", [], version)
    rows = list(penalty_rows(found, on=on, rates=load_rates(), rules=load_rate_rules(), suffix=suffix))
    notes = [sentence for _law, sentence in rate_notes(rows)]
    return _section(_("Penalties"), "penalty", rows, version, notes)


def _section(
    title: str, kind: str, rows: list[Any], version: ProvisionVersion, notes: list[str] | None = None
) -> NormSection:
    own = str(version.provision.get_absolute_url())
    elsewhere = any(row.place.url.partition("?")[0] != own for row in rows)
    return NormSection(title, kind, rows, elsewhere, notes or [])
