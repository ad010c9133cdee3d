"""What is in here per jurisdiction, how sure, how fresh, in which languages, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, Max, Min, Q, QuerySet, Value

from legislation.choices import Confidence, EffectState, LawKind
from legislation.models import (
    Conduct,
    Duty,
    Effect,
    Jurisdiction,
    Law,
    LawSource,
    Measure,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    Right,
)

NORMS = {"duty": Duty, "penalty": Penalty, "measure": Measure, "right": Right, "conduct": Conduct}


@dataclass
class Coverage:
    """One jurisdiction, its own law without that of its parts.

    Attributes:
        texts: number of published versions that have a text, by language.
        confidence: number of published versions, by how they were established.
        first, last: earliest day of adoption, latest day of a change until today.
        verified: number of versions that someone has checked since they were recorded.
        unstarted: laws whose day of commencement is not established.
        outstanding: changes known, but not in the texts yet.
        undated: changes whose day is not established.
        open_starts, open_ends: versions whose first or last day is not established.
    """

    place: Jurisdiction
    laws: int = 0
    bills: int = 0
    provisions: int = 0
    versions: int = 0
    verified: int = 0
    open_starts: int = 0
    open_ends: int = 0
    sources: int = 0
    outstanding: int = 0
    undated: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    verified_on: dt.date | None = None
    recorded_on: dt.date | None = None
    norms: dict[str, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    confidence: dict[str, int] = field(default_factory=dict)
    unstarted: list[Law] = field(default_factory=list)

    def share(self, language: str) -> int:
        """Give the share of versions with a text in a language, in whole per cent, never rounded up."""
        return 100 * self.texts.get(language, 0) // self.versions if self.versions else 0


def coverage(today: dt.date) -> list[Coverage]:
    """Count everything, in nine queries whatever the size; a jurisdiction without law is left out."""
    places = Jurisdiction.objects.select_related("parent").order_by("code")
    found = {place.pk: Coverage(place) for place in places}
    for gather in (_laws, _versions, _effects):
        for row in gather(today):
            _set(found[row.pop("place")], row)
    for row in _by_place(Provision.objects.published(), "law", provisions=Count("pk")):
        found[row["place"]].provisions = row["provisions"]
    for row in _by_place(LawSource.objects.all(), "law", sources=Count("url", distinct=True)):
        found[row["place"]].sources = row["sources"]
    for place, kind, count in _norms():
        found[place].norms[kind] = count
    for row in _texts():
        found[row["place"]].texts[row["language"]] = row["count"]
    unstarted = Law.objects.with_place().filter(in_force=None).exclude(kind=LawKind.BILL)
    for law in unstarted.order_by("identifier"):
        found[law.jurisdiction_id].unstarted.append(law)
    return [each for each in found.values() if each.laws or each.bills]


def rates_known_until() -> list[tuple[str, dt.date | None]]:
    """Give, by unit, the first day without an established amount; None where there is none."""
    known = ReferenceAmount.objects.filter(amount__isnull=False)
    rows = known.values("unit__code").annotate(until=Max("valid__endswith")).order_by("unit__code")
    return [(row["unit__code"], row["until"]) for row in rows]


def _set(target: Coverage, row: dict[str, Any]) -> None:
    """Take a row's counts over: days at their latest, levels of confidence under their names."""
    for name, value in row.items():
        if name in Confidence.values:
            target.confidence[name] = value
        elif name in {"began", "ended", "changed"}:
            target.last = max(filter(None, [target.last, value]), default=None)
        else:
            setattr(target, name, value)


def _by_place(found: QuerySet, path: str, **counts: Any) -> QuerySet:
    place = f"{path}__jurisdiction" if path else "jurisdiction"
    return found.order_by().values(place=F(place)).annotate(**counts)


def _laws(today: dt.date) -> Iterable[dict[str, Any]]:
    return _by_place(
        Law.objects.all(),
        "",
        laws=Count("pk", filter=~Q(kind=LawKind.BILL)),
        bills=Count("pk", filter=Q(kind=LawKind.BILL)),
        first=Min("adopted"),
        began=Max("in_force", filter=Q(in_force__lte=today)),
        ended=Max("repealed", filter=Q(repealed__lte=today)),
    )


def _versions(today: dt.date) -> Iterable[dict[str, Any]]:
    levels = {level: Count("pk", filter=Q(confidence=level)) for level in Confidence.values}
    return _by_place(
        ProvisionVersion.objects.published(),
        "provision__law",
        versions=Count("pk"),
        verified=Count("verified_on"),
        verified_on=Max("verified_on"),
        recorded_on=Max("recorded_at__date"),
        open_starts=Count("pk", filter=Q(start_known=False)),
        open_ends=Count("pk", filter=Q(ceased_unknown=True)),
        **levels,
    )


def _effects(today: dt.date) -> Iterable[dict[str, Any]]:
    return _by_place(
        Effect.objects.published(),
        "provision__law",
        outstanding=Count("pk", filter=Q(state=EffectState.OUTSTANDING)),
        undated=Count("pk", filter=Q(commences_on=None)),
        changed=Max("commences_on", filter=Q(commences_on__lte=today)),
    )


def _norms() -> Iterable[tuple[int, str, int]]:
    first, *others = [_norm_counts(kind) for kind in NORMS]
    return first.union(*others, all=True)


def _norm_counts(kind: str) -> QuerySet:
    place = F("version__provision__law__jurisdiction")
    found = NORMS[kind].objects.published().order_by()
    return found.values_list(place, Value(kind, CharField())).annotate(Count("pk"))


def _texts() -> QuerySet:
    return (
        ProvisionText.objects.filter(version__state="published")
        .order_by()
        .values("language", place=F("version__provision__law__jurisdiction"))
        .annotate(count=Count("pk"))
    )
