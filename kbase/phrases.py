"""Finds known phrases, in any of their inflected forms and languages, among words someone typed; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kbase.text import stem, words

_NOTE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """Words `start` to `end` (exclusive) are a known phrase that stands for `values`."""

    start: int
    end: int
    values: tuple[str, ...]


class PhraseIndex:
    """Phrases by the keys of their words, language by language.

    Args:
        entries: (language, phrase, value); a phrase may stand for several values, a value have
            many phrases. A note in round brackets is not part of the phrase.

    >>> index = PhraseIndex([("ru", "защитное предписание", "protective-order")])
    >>> index.find(["срок", "защитного", "предписания"])
    [PhraseMatch(start=1, end=3, values=('protective-order',))]
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._values: dict[tuple[str, ...], dict[str, None]] = {}
        self._languages: dict[str, None] = {}
        self._longest = 0
        for language, phrase, value in entries:
            spoken = words(_NOTE.sub(" ", phrase), language) or words(phrase, language)
            if not spoken:
                continue
            key = (language, *(stem(word, language) for word in spoken))
            self._values.setdefault(key, {})[value] = None
            self._languages[language] = None
            self._longest = max(self._longest, len(spoken))

    def find(self, typed: Sequence[str]) -> list[PhraseMatch]:
        """Return the phrases among normalised words, left to right, the longest each, none overlapping."""
        keys = {language: [stem(word, language) for word in typed] for language in self._languages}
        matches: list[PhraseMatch] = []
        start = 0
        while start < len(typed):
            match = self._longest_at(start, len(typed), keys)
            if match is not None:
                matches.append(match)
            start = match.end if match is not None else start + 1
        return matches

    def _longest_at(self, start: int, total: int, keys: dict[str, list[str]]) -> PhraseMatch | None:
        for end in range(min(total, start + self._longest), start, -1):
            values: dict[str, None] = {}
            for language, stems in keys.items():
                values |= self._values.get((language, *stems[start:end]), {})
            if values:
                return PhraseMatch(start, end, tuple(values))
        return None
