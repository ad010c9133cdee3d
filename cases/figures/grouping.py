"""Into which row of which table a case is counted; groups so coarse that few of them are small. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

OTHER, SEVERAL, UNKNOWN = "other", "several", "unknown"
DANGERS = ("immediate", "high", "medium", "standard", UNKNOWN)
AGES = ("under-18", "18-59", "60+", UNKNOWN)
RELATIONS = ("partner", "family", OTHER, SEVERAL, UNKNOWN)

_AGES = {"0-6": "under-18", "7-13": "under-18", "14-17": "under-18", "18-59": "18-59", "60+": "60+"}
_RELATIONS = {
    **dict.fromkeys(("spouse", "former-spouse", "partner"), "partner"),
    **dict.fromkeys(("parent", "child", "relative"), "family"),
    **dict.fromkeys(("acquaintance", "colleague", "stranger", "self"), OTHER),
}


def age_of(bands: Iterable[str]) -> str:
    """Return the group of the youngest survivor of a case.

    >>> age_of(["18-59", "7-13"]), age_of(["unknown"]), age_of([])
    ('under-18', 'unknown', 'unknown')
    """
    known = [AGES.index(_AGES[band]) for band in bands if band in _AGES]
    return AGES[min(known)] if known else UNKNOWN


def relation_of(relations: Iterable[str]) -> str:
    """Return what those whom a case is against are to the survivor.

    >>> relation_of(["spouse"]), relation_of(["spouse", "parent"]), relation_of([])
    ('partner', 'several', 'unknown')
    """
    return _one_of({_RELATIONS[each] for each in relations if each in _RELATIONS})


def kind_of(kinds: Iterable[str]) -> str:
    """Return the one kind of violence of a case; of several, that they are several.

    >>> kind_of(["stalking", "stalking"]), kind_of(["stalking", "economic"])
    ('stalking', 'several')
    """
    return _one_of(set(kinds))


def merged(values: Sequence[str], smallest: int) -> tuple[list[str], list[str]]:
    """Put what is rare together: return the groups, in order, and the group of each value.

    >>> merged(["Almaty"] * 5 + ["Kent", "Lisakovsk"], 5)[0]
    ['Almaty', 'other']
    """
    counts = Counter(values)
    often = sorted(value for value, count in counts.items() if count >= smallest and value != OTHER)
    return [*often, OTHER], [value if value in often else OTHER for value in values]


def _one_of(found: set[str]) -> str:
    if len(found) == 1:
        return found.pop()
    return SEVERAL if found else UNKNOWN
