"""The norms of a provision and of what stands below it, as sections of its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.utils.translation import gettext as _

from legislation.models import Conduct, Duty, Measure, Penalty, ProvisionVersion, Right
from legislation.models.norms import Norm
from legislation.norm_rows import (
    RELATIONS,
    conduct_rows,
    duty_rows,
    measure_rows,
    penalty_rows,
    rate_notes,
    right_rows,
)
from legislation.rates import load_rate_rules, load_rates

N = TypeVar("N", bound=Norm)


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


def norm_sections(
    version: ProvisionVersion, *, on: dt.date, suffix: str = "", has_children: bool = True
) -> list[NormSection]:
    """Give the norms of a version and of the provisions below it on the day; empty kinds are left out.

    Args:
        version: with its provision, law and jurisdiction loaded.
        has_children: False where nothing stands below the provision, which saves a query.
    """
    versions = {version.pk: version}
    if has_children:
        versions |= {each.pk: each for each in _versions_below(version, on)}
    duties = list(duty_rows(_norms(Duty, versions), on=on, suffix=suffix))
    measures = list(measure_rows(_norms(Measure, versions), on=on, suffix=suffix))
    rights = list(right_rows(_norms(Right, versions), on=on, suffix=suffix))
    conducts = list(conduct_rows(_norms(Conduct, versions), on=on, suffix=suffix))
    sections = [
        _section(_("What is prohibited"), "conduct", conducts, version),
        _section(_("Who must do what, and by when"), "duty", duties, version),
        _section(_("What can be ordered to protect"), "measure", measures, version),
        _section(_("What one has a right to"), "right", rights, version),
        _penalties(versions, version, on, suffix),
    ]
    return [section for section in sections if section.rows]


def _versions_below(version: ProvisionVersion, on: dt.date) -> list[ProvisionVersion]:
    """Give the versions of the day of what stands below, each knowing the law already loaded."""
    provision = version.provision
    found = list(
        ProvisionVersion.objects.shown_on(on)
        .filter(provision__law=provision.law_id, provision__eid__startswith=f"{provision.eid}__")
        .select_related("provision__parent__parent")
    )
    for each in found:
        each.provision.law = provision.law
    return found


def _norms(model: type[N], versions: dict[int, ProvisionVersion]) -> list[N]:
    """Give the norms of the versions in the order of the law; the versions are handed on, not asked for."""
    norms = model._default_manager.filter(version__in=versions).select_related(*RELATIONS[model])
    found = cast(list[N], list(norms.order_by("position", "pk")))
    for norm in found:
        norm.version = versions[norm.version_id]
    found.sort(key=lambda norm: norm.version.provision.position)
    return found


def _penalties(
    versions: dict[int, ProvisionVersion], version: ProvisionVersion, on: dt.date, suffix: str
) -> NormSection:
    found = _norms(Penalty, versions)
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
