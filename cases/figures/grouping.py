"""Into which row of which table a case is counted. Pure.

Which groups a table lists never hangs on the cases in it: whoever knew that only groups of five or more
are listed would know of each listed one that it has five, and of each other one that it hasn't.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

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


def listed(groups: Iterable[str]) -> list[str]:
    """Return the groups of a table: those that there are, and what isn't one of them.

    >>> listed(["stalking", "privacy", "stalking"])
    ['privacy', 'stalking', 'several', 'other', 'unknown']
    """
    rest = (SEVERAL, OTHER, UNKNOWN)
    return [*sorted(set(groups) - {*rest, ""}), *rest]


def place_of(value: str, groups: Collection[str]) -> str:
    """Return the group of a value.

    >>> place_of("stalking", ["stalking", "other"]), place_of("privacy", ["stalking", "other"])
    ('stalking', 'other')
    """
    return value if value in groups else OTHER


def _one_of(found: set[str]) -> str:
    if len(found) == 1:
        return found.pop()
    return SEVERAL if found else UNKNOWN
