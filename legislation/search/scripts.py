"""Which words can stand in texts of which language: told by their alphabet; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from legislation.search.query import Clause, Option, ParsedQuery

_ARABIC = ("؀", "ۿ")
_CYRILLIC = ("Ѐ", "ӿ")
_ALPHABET = {"ru": "cyrillic", "uk": "cyrillic", "kk": "cyrillic", "ur": "arabic"}


@lru_cache(maxsize=4096)
def alphabet(word: str) -> str:
    """Name the alphabet of a normalised word by its first letter; '' for numbers.

    >>> alphabet("order"), alphabet("қорғау"), alphabet("حکم"), alphabet("115-1")
    ('latin', 'cyrillic', 'arabic', '')
    """
    for letter in word:
        if letter.isalpha():
            if _CYRILLIC[0] <= letter <= _CYRILLIC[1]:
                return "cyrillic"
            return "arabic" if _ARABIC[0] <= letter <= _ARABIC[1] else "latin"
    return ""


def fits(words: Iterable[str], language: str) -> bool:
    """Tell whether words are written in the alphabet of a language, or in none.

    >>> fits(["защитное", "115-1"], "kk"), fits(["order"], "ru")
    (True, False)
    """
    own = _ALPHABET.get(language, "latin")
    return all(alphabet(word) in ("", own) for word in words)


def in_alphabet(parsed: ParsedQuery, language: str) -> ParsedQuery:
    """Keep what texts in `language` can hold; a clause of which nothing is left goes."""
    kept = []
    for clause in parsed.clauses:
        options = tuple(option for option in clause.options if _option_fits(option, language))
        if options:
            kept.append(Clause(options))
    return replace(parsed, clauses=tuple(kept))


def _option_fits(option: Option, language: str) -> bool:
    return all(fits(term.words, language) for term in option)
