"""Which changes of the law: laws that begin and end, amendments, and what they do to provisions.

They are kept in three tables and read as one list: first which, as keys in order, then each from its table
(`legislation.change_rows`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import reduce

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from legislation.choices import EffectKind, LawKind
from legislation.models import Amendment, Effect, Law, Provision
from legislation.querysets import EffectQuerySet

BEGINS, ENDS, AMENDED, EFFECT = "begins", "ends", "amended", "effect"
KINDS = {
    BEGINS: _("A law comes into force"),
    ENDS: _("A law is repealed"),
    AMENDED: _("A law is amended"),
    **{kind.value: kind.label for kind in EffectKind},
}
BY_LAW = ("place", "law_key", "rank", "position_there", "key")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What changes are asked for; empty is all. A jurisdiction includes its parts."""

    jurisdiction: str = ""
    topic: str = ""
    kind: str = ""
    year: int | None = None


def after(chosen: Chosen, day: dt.date) -> QuerySet:
    """Give the keys of the changes that begin after a day, soonest first."""
    return _dated(chosen, Q(day__gt=day)).order_by("day", *BY_LAW)


def until(chosen: Chosen, day: dt.date) -> QuerySet:
    """Give the keys of the changes that had begun by a day, latest first."""
    return _dated(chosen, Q(day__lte=day)).order_by("-day", *BY_LAW)


def undated(chosen: Chosen) -> QuerySet:
    """Give the keys of the changes whose day is not established, law by law; a year is that of adoption."""
    parts = []
    if chosen.kind in {"", AMENDED}:
        found = _amendments(chosen).filter(commenced=None)
        parts.append(
            _keys(found.filter(adopted__year=chosen.year) if chosen.year else found, AMENDED, law="law")
        )
    if chosen.kind in {"", *EffectKind.values}:
        effects = _effects(chosen).filter(commences_on=None)
        if chosen.year:
            effects = effects.filter(amendment__adopted__year=chosen.year)
        parts.append(_keys(effects, EFFECT, law="provision__law"))
    return _joined(parts or [_keys(Effect.objects.none(), EFFECT, law="provision__law")]).order_by(*BY_LAW)


def outstanding(chosen: Chosen) -> QuerySet:
    """Give the keys of the changes that are not yet in the text shown here, law by law."""
    effects = _effects(chosen).outstanding()
    if chosen.year:
        effects = effects.filter(commences_on__year=chosen.year)
    return _keys(effects, EFFECT, day="commences_on", law="provision__law").order_by("day", *BY_LAW)


def bills(chosen: Chosen) -> QuerySet[Law]:
    """Give the bills to watch."""
    found = Law.objects.with_place().filter(kind=LawKind.BILL).filter(_in_place(chosen, "jurisdiction"))
    return found.filter(topics__slug=chosen.topic) if chosen.topic else found


def years() -> list[int]:
    """Give the years in which something changes, or is adopted to change some day, latest first."""
    begun = _dated(Chosen(), Q(day__isnull=False)).values_list("day", flat=True)
    adopted = Amendment.objects.published().exclude(adopted=None).order_by().values_list("adopted", flat=True)
    return sorted({day.year for day in [*begun, *adopted]}, reverse=True)


def _dated(chosen: Chosen, when: Q) -> QuerySet:
    parts = []
    if chosen.kind in {"", BEGINS}:
        parts.append(_keys(_laws(chosen), BEGINS, day="in_force"))
    if chosen.kind in {"", ENDS}:
        parts.append(_keys(_laws(chosen), ENDS, day="repealed"))
    if chosen.kind in {"", AMENDED}:
        parts.append(_keys(_amendments(chosen), AMENDED, day="commenced", law="law"))
    if chosen.kind in {"", *EffectKind.values}:
        parts.append(_keys(_effects(chosen), EFFECT, day="commences_on", law="provision__law"))
    if chosen.year:
        when &= Q(day__year=chosen.year)
    return _joined([part.filter(when) for part in parts])


def _laws(chosen: Chosen) -> QuerySet[Law]:
    found = Law.objects.filter(_in_place(chosen, "jurisdiction"))
    return found.filter(_law_topic(chosen, "pk")) if chosen.topic else found


def _amendments(chosen: Chosen) -> QuerySet[Amendment]:
    found = Amendment.objects.published().filter(_in_place(chosen, "law__jurisdiction"))
    return found.filter(_law_topic(chosen, "law")) if chosen.topic else found


def _effects(chosen: Chosen) -> EffectQuerySet:
    found = Effect.objects.published().filter(_in_place(chosen, "provision__law__jurisdiction"))
    if chosen.kind:
        found = found.filter(kind=chosen.kind)
    if chosen.topic:
        of_provision = Provision.topics.through.objects.filter(provision=OuterRef("provision"))
        direct = Exists(of_provision.filter(topic__slug=chosen.topic))
        found = found.filter(Q(direct) | Q(~Exists(of_provision), _law_topic(chosen, "provision__law")))
    return found


def _in_place(chosen: Chosen, path: str) -> Q:
    if not chosen.jurisdiction:
        return Q()
    own = Q(**{f"{path}__code": chosen.jurisdiction})
    return own | Q(**{f"{path}__parent__code": chosen.jurisdiction})


def _law_topic(chosen: Chosen, law: str) -> Q:
    return Q(Exists(Law.topics.through.objects.filter(law=OuterRef(law), topic__slug=chosen.topic)))


def _keys(found: QuerySet, what: str, *, law: str = "", day: str = "") -> QuerySet:
    """Give day, kind and id of each, and what orders them within a day."""
    path = f"{law}__" if law else ""
    position = {EFFECT: "provision__position", AMENDED: "position"}.get(what)
    rank = [BEGINS, ENDS, AMENDED, EFFECT].index(what)
    columns = {
        "day": F(day) if day else Value(None, output_field=Law._meta.get_field("adopted")),
        "what": Value(what, output_field=CharField()),
        "key": F("pk"),
        "place": F(f"{path}jurisdiction__code"),
        "law_key": F(law or "pk"),
        "rank": Value(rank, output_field=IntegerField()),
        "position_there": F(position) if position else Value(0, output_field=IntegerField()),
    }
    return found.order_by().annotate(**columns).values(*columns)


def _joined(parts: list[QuerySet]) -> QuerySet:
    return reduce(lambda one, other: one.union(other, all=True), parts)
