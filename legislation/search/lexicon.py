"""How words stand in the index: their lexemes, and how many texts have them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.backends.utils import CursorWrapper

from kbase.text import lexeme, query_keys
from legislation.search.codes import LANGUAGES
from legislation.search.tsquery import STEMMED_HERE, configuration

#: One row per lexeme of a token: its number, lexeme and texts; with the size of its language.
LOOK_UP: Final = """
SELECT t.n, l.lexeme, c.texts, s.texts, s.words
FROM unnest(%s::integer[], %s::smallint[], %s::regconfig[], %s::text[]) AS t (n, lang, conf, token)
LEFT JOIN LATERAL unnest(tsvector_to_array(to_tsvector(t.conf, t.token))) AS l (lexeme) ON true
LEFT JOIN search_lexeme c ON c.lang = t.lang AND c.lexeme = l.lexeme
LEFT JOIN search_size s ON s.lang = t.lang
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in one language: its lexemes, none for a stop word, and the number of texts that have one."""

    lexemes: tuple[str, ...] = ()
    texts: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by language and word, and the size of each language."""

    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def entry(self, language: str, word: str) -> Entry:
        """Return a word's entry."""
        return self.entries.get((language, word), Entry())

    def idf(self, language: str, word: str) -> float:
        """Return the inverse document frequency of a word, as BM25 has it; never negative."""
        total = max(1, self.sizes.get(language, (1, 1))[0])
        having = min(total, self.entry(language, word).texts)
        return math.log(1 + (total - having + 0.5) / (having + 0.5))

    def average_length(self, language: str) -> float:
        """Return the mean number of words of a text."""
        texts, words = self.sizes.get(language, (1, 1))
        return max(1.0, words / max(1, texts))


def look_up(cursor: CursorWrapper, wanted: Mapping[str, Iterable[str]]) -> Lexicon:
    """Look words up, by language, in one query."""
    tokens = [
        (language, word, key)
        for language, words in wanted.items()
        for word in dict.fromkeys(words)
        for key in _keys(word, language)
    ]
    cursor.execute(
        LOOK_UP,
        [
            list(range(len(tokens))),
            [LANGUAGES[language] for language, _, _ in tokens],
            [configuration(language) for language, _, _ in tokens],
            [key for _, _, key in tokens],
        ],
    )
    lexemes: dict[tuple[str, str], dict[str, int]] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for number, found, freq, texts, length in cursor.fetchall():
        language, word, _ = tokens[number]
        entry = lexemes.setdefault((language, word), {})
        if found is not None:
            entry[found] = int(freq or 0)
        if texts is not None:
            sizes[language] = (texts, length)
    return Lexicon({key: Entry(tuple(found), sum(found.values())) for key, found in lexemes.items()}, sizes)


def _keys(word: str, language: str) -> tuple[str, ...]:
    if language in STEMMED_HERE:
        return tuple(lexeme(key) for key in query_keys(word, language))
    return (lexeme(word),)
