"""Did you mean: words that no text has, replaced by the nearest that one has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db import connection

from legislation.search.codes import LANGUAGES
from legislation.search.lexicon import Lexicon
from legislation.search.plans import Plan
from legislation.search.query import ParsedQuery

SHORTEST: Final = 4  # letters of a word that is corrected
LONGEST: Final = 40
CANDIDATES: Final = 30
NEAREST: Final = 5

#: Trigrams choose the candidates; the distance, counted in Python, decides.
CANDIDATES_LIKE: Final = f"""
SELECT t.word, c.word, c.freq
FROM unnest(%s::text[]) AS t (word) CROSS JOIN LATERAL (
    SELECT w.word, w.freq FROM search_word w
    WHERE w.word %% t.word AND w.lang = ANY(%s) AND abs(length(w.word) - length(t.word)) <= 3
    ORDER BY similarity(w.word, t.word) DESC, w.freq DESC LIMIT {CANDIDATES}
) c
"""  # noqa: S608 - a constant of ours


def distance(first: str, second: str) -> int:
    """Count the letters to insert, delete, replace or swap with their neighbour to make one word the other.

    >>> distance("ordr", "order"), distance("protectve", "protective"), distance("ab", "ba")
    (1, 1, 1)
    """
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            best = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        before, above = above, current
    return above[-1]


def unknown_words(parsed: ParsedQuery, plans: Sequence[Plan], lexicon: Lexicon) -> list[str]:
    """Return the typed words that no text of any language asked has, in order."""
    suspects = []
    for clause in parsed.clauses:
        terms = [term for option in clause.options for term in option]
        for term in terms:
            suspects += [word for word in term.words if not term.prefix and not term.cited]
    return [
        word
        for word in dict.fromkeys(suspects)
        if SHORTEST <= len(word) <= LONGEST and word.isalpha() and not _is_known(word, plans, lexicon)
    ]


def _is_known(word: str, plans: Sequence[Plan], lexicon: Lexicon) -> bool:
    entries = [lexicon.entries.get((plan.language, word)) for plan in plans]
    # A word that a plan doesn't look for was recognised by the glossary, or is a stop word.
    return any(entry is not None and (entry.texts or not entry.lexemes) for entry in entries)


def nearest_words(words: Iterable[str], languages: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each word, the words of the texts that are most like it, the nearest first."""
    wanted = list(words)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES_LIKE, [wanted, [LANGUAGES[language] for language in languages]])
        rows = cursor.fetchall()
    found: dict[str, dict[str, tuple[int, int]]] = {word: {} for word in wanted}
    for typed, candidate, freq in rows:
        found[typed][candidate] = (distance(typed, candidate), -freq)
    return {word: sorted(near, key=near.__getitem__)[:NEAREST] for word, near in found.items()}


def corrected(typed: str, near: Mapping[str, Sequence[str]]) -> str | None:
    """Replace each word by the nearest known one if it is near enough; None where nothing changes.

    >>> corrected("Protectve order", {"protectve": ["protective"]})
    'protective order'
    >>> corrected("КоАП", {"коап": ["коап"]}) is None  # known to the glossary alone
    True
    >>> corrected("zzzz", {"zzzz": ["order"]}) is None
    True
    """
    parts = []
    changed = False
    for part in typed.split():
        bare = part.casefold().strip("\"'“”„«».,;:!?()")
        best = next(iter(near.get(bare, ())), None)
        if best not in (None, bare) and distance(bare, best) <= max(1, len(bare) // 4):
            parts.append(part.casefold().replace(bare, best))
            changed = True
        else:
            parts.append(part)
    return " ".join(parts) if changed else None
