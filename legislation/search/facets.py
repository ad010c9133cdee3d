"""Facets as links: what the results can be narrowed by, with counts, and what they are narrowed by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kbase.localised import Localised, localised
from legislation.choices import Language, LawKind
from legislation.search.engine import Found
from legislation.search.request import ANY_STATUS, DEFAULT_STATUS, FACETS, Request, accepted_values
from legislation.search.vocabulary import Vocabulary

TITLES: Mapping[str, Promise] = {
    "status": _("Status on the day shown"),
    "jurisdiction": _("Country or part"),
    "topic": _("Topic"),
    "kind": _("Kind of law"),
    "norm": _("What it holds"),
    "bearer": _("Who must act"),
    "language": _("Language of the text"),
}
STATUS_LABELS: Mapping[str, Promise] = {
    "in-force": _("In force"),
    "not-yet": _("Not yet in force"),
    "repealed": _("No longer in force"),
    "proposed": _("Proposed"),
    "unknown": _("Not established"),
    "reworded": _("Wording changed"),  # of a result alone: its provision is in force in another wording
}
NORM_LABELS: Mapping[str, Promise] = {
    "conduct": _("Prohibited conduct"),
    "duty": _("Duties"),
    "penalty": _("Penalties"),
    "measure": _("Measures of protection"),
    "right": _("Rights"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a facet; its link turns it on or off."""

    label: str | Localised
    count: int
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One facet."""

    label: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets of a result, and how many values are selected."""

    groups: list[Group]
    active: int


def facets(request: Request, found: Found, vocabulary: Vocabulary, query: QueryDict) -> Facets:
    """Return the facets, the most frequent value first; a selected value stays, even with nothing left.

    Where nothing was found in any status, and no filter was chosen, there is nothing to narrow.
    """
    groups = []
    if not (request.chosen or any(found.facets.get(name) for name in FACETS)):
        return Facets([], 0)
    for name in FACETS:
        items = _items(name, request, found, vocabulary, query)
        if items:
            groups.append(Group(str(TITLES[name]), items))
    active = sum(len(values) for values in request.chosen.values())
    return Facets(groups, active)


def _items(name: str, request: Request, found: Found, vocabulary: Vocabulary, query: QueryDict) -> list[Item]:
    counts = found.facets.get(name, {})
    selected = _selected(name, request)
    items = [
        Item(
            label(name, value, vocabulary),
            counts.get(number, 0),
            toggled(query, name, value, selected),
            value in selected,
        )
        for value, number in accepted_values(vocabulary)[name].items()
        if counts.get(number) or value in selected
    ]
    return sorted(items, key=lambda item: (-item.count, str(item.label)))


def _selected(name: str, request: Request) -> tuple[str, ...]:
    chosen = request.chosen.get(name, ())
    if name == "status" and not chosen:
        return (DEFAULT_STATUS,)
    return () if chosen == (ANY_STATUS,) else chosen


def toggled(query: QueryDict, name: str, value: str, selected: tuple[str, ...]) -> str:
    """Return this address with a value of a facet turned on or off.

    Statuses always name what is asked for: with none left, any is.
    """
    changed = query.copy()
    for other in ("page", "format"):
        changed.pop(other, None)
    values = [each for each in selected if each != value] if value in selected else [*selected, value]
    if name == "status" and not values:
        values = [ANY_STATUS]
    changed.setlist(name, values)
    return f"?{changed.urlencode()}"


def label(name: str, value: str, vocabulary: Vocabulary) -> str | Localised:
    """Put a value of a facet into the reader's words."""
    if name == "jurisdiction":
        return localised(vocabulary.jurisdictions[value], "name")
    if name == "topic":
        return localised(vocabulary.topics[value], "name")
    if name == "bearer":
        return localised(vocabulary.roles[value], "name")
    if name == "kind":
        return str(LawKind(value).label)
    if name == "language":
        return Localised(str(Language(value).label), value)
    return str((STATUS_LABELS if name == "status" else NORM_LABELS)[value])
