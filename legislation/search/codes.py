"""The small numbers that stand for languages, kinds of law, norms and statuses in the search tables."""

from __future__ import annotations

from typing import Final

from legislation.choices import LawKind

LANGUAGES: Final = {"en": 1, "ru": 2, "kk": 3, "ur": 4, "fr": 5, "de": 6, "es": 7, "uk": 8}
LANGUAGE_OF: Final = {number: code for code, number in LANGUAGES.items()}
#: Languages with a partition of their own; the others share one, stored with 'simple'.
PARTITIONED: Final = ("en", "ru", "kk", "ur")

KINDS: Final = {kind.value: number for number, kind in enumerate(LawKind)}
KIND_OF: Final = {number: kind for kind, number in KINDS.items()}
#: Static importance of a kind of law, out of 40.
KIND_WEIGHT: Final = {
    LawKind.CONSTITUTION.value: 40,
    LawKind.CONSTITUTIONAL_ACT.value: 36,
    LawKind.CODE.value: 36,
    LawKind.ACT.value: 30,
    LawKind.DECREE.value: 20,
    LawKind.REGULATION.value: 15,
    LawKind.BILL.value: 0,
}

#: Kinds of norm as bits of a mask.
NORMS: Final = {"conduct": 1, "duty": 2, "penalty": 4, "measure": 8, "right": 16}

#: Where a version stands on the day, as bits of a mask; the lowest is the best.
STATUSES: Final = {"in-force": 1, "not-yet": 2, "repealed": 4, "proposed": 8, "unknown": 16}
STATUS_OF: Final = {number: code for code, number in STATUSES.items()}


def partition(language: str) -> str:
    """Name the table that holds the texts of a language.

    >>> partition("kk"), partition("fr")
    ('provision_search_kk', 'provision_search_other')
    """
    return f"provision_search_{language if language in PARTITIONED else 'other'}"


def in_mask(mask: int, numbers: dict[str, int]) -> list[str]:
    """Name the values whose bit is set.

    >>> in_mask(6, NORMS)
    ['duty', 'penalty']
    """
    return [name for name, bit in numbers.items() if mask & bit]
