"""Changes of the law as a reader sees them: by day, then by law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from kbase.localised import Localised, current_language, localised
from legislation.changes import AMENDED, BEGINS, EFFECT, ENDS
from legislation.choices import EffectState
from legislation.labels import provision_label
from legislation.models import Amendment, Effect, Law

Key = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        label: the provision changed; '' for the law as a whole.
        by: number of the amending law, '' where not recorded.
        lines: what changed, and what held before.
        url: where the law reads so, on the day of the change.
        outstanding: not yet in the text shown here.
    """

    what: str
    kind: str
    label: str
    heading: Localised
    by: str
    adopted: dt.date | None
    lines: tuple[Localised, ...]
    url: str
    outstanding: bool = False


@dataclass(frozen=True, slots=True)
class OfLaw:
    """The changes of one law on one day: of the law as a whole, and of its provisions."""

    law: Localised
    url: str
    jurisdiction: Localised
    whole: list[Change]
    provisions: list[Change]


@dataclass(frozen=True, slots=True)
class OfDay:
    """The changes of one day, law by law; None: on a day that is not established."""

    day: dt.date | None
    laws: list[OfLaw]


def load(keys: Iterable[Key]) -> list[OfDay]:
    """Load the changes of some keys, in at most three queries, and group them in the order given."""
    listed = list(keys)
    records = _records(listed)
    days = []
    for day, of_day in groupby(listed, key=lambda key: key["day"]):
        of_laws = groupby(of_day, key=lambda key: key["law_key"])
        days.append(OfDay(day, [_of_law(list(group), records) for _law, group in of_laws]))
    return days


def _records(keys: list[Key]) -> dict[tuple[str, int], Any]:
    """Give each record by kind and id; a kind without keys costs no query."""
    sources = {
        (BEGINS, ENDS): Law.objects.with_place(),
        (AMENDED,): Amendment.objects.published().select_related("law__jurisdiction"),
        (EFFECT,): Effect.objects.published().with_address(),
    }
    found: dict[tuple[str, int], Any] = {}
    for kinds, source in sources.items():
        wanted = {key["key"] for key in keys if key["what"] in kinds}
        if wanted:
            loaded = source.in_bulk(wanted)
            found |= {(kind, pk): record for kind in kinds for pk, record in loaded.items()}
    return found


def _of_law(keys: list[Key], records: Mapping[tuple[str, int], Any]) -> OfLaw:
    pairs = [(key, records[key["what"], key["key"]]) for key in keys]
    law = _law_of(pairs[0][1])
    address = law.get_absolute_url() + _on(pairs[0][0]["day"])
    made = [_change(key, record) for key, record in pairs]
    said = {change.by for change in made if not change.label}
    return OfLaw(
        law=localised(law, "short_title"),
        url=address,
        jurisdiction=localised(law.jurisdiction, "name"),
        whole=[change for change in made if not change.label],
        # Who amended is said once, where the law as a whole is amended by the same.
        provisions=[replace(each, by="") if each.by in said else each for each in made if each.label],
    )


def _law_of(record: Law | Amendment | Effect) -> Law:
    if isinstance(record, Effect):
        return record.provision.law
    return record.law if isinstance(record, Amendment) else record


def _change(key: Key, record: Law | Amendment | Effect) -> Change:
    if isinstance(record, Effect):
        return _of_provision(key, record)
    nothing = Localised("", current_language())
    amendment = record if isinstance(record, Amendment) else None
    return Change(
        what=key["what"],
        kind=_of_whole(key["what"], amendment),
        label="",
        heading=nothing,
        by=amendment.number if amendment else "",
        adopted=record.adopted if amendment else None,
        lines=_lines(localised(amendment, "summary") if amendment else nothing),
        url="",
    )


def _of_provision(key: Key, effect: Effect) -> Change:
    return Change(
        what=effect.kind,
        kind=effect.get_kind_display(),
        label=provision_label(effect.provision),
        heading=localised(effect.provision, "heading"),
        by=effect.by,
        adopted=None,
        lines=_lines(localised(effect, "summary")),
        url=effect.provision.get_absolute_url() + _on(key["day"]),
        outstanding=effect.state == EffectState.OUTSTANDING,
    )


def _of_whole(what: str, amendment: Amendment | None) -> str:
    if amendment:
        return _("Amended by No %(number)s") % {"number": amendment.number}
    return _("Comes into force") if what == BEGINS else _("No longer in force")


def _lines(text: Localised) -> tuple[Localised, ...]:
    return tuple(Localised(line, text.lang) for line in text.text.splitlines() if line.strip())


def _on(day: dt.date | None) -> str:
    return f"?on={day.isoformat()}" if day else ""
