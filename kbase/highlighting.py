"""Cuts the passage of a text that best shows why it was found, with the words that matched marked; pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kbase.text import is_stop_word, query_keys, raw_words, stem, words

SCANNED = 20_000  # characters from the beginning that are searched for the passage
ELLIPSIS = "…"
LONGEST = 500  # characters of a 'word' that is shown whole
_NEAR = 120  # characters, within which the next word of a term must end

_JOINS = re.compile(r"[\s\-‐‑–]*")
_CHUNK = re.compile(r"\S+")
# Letters that search takes for others (é, a Latin o among Cyrillic letters), and marks: where a text has one,
# each of its words is brought into its one spelling. Urdu has too many of them to ask.
_MARKED = "\u00ad\u0300-\u036f\u0483-\u0487\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_MIXED = "[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z]"
_STRANGE = {
    "en": re.compile(f"[{_MARKED}]|[^\\W\\d_a-zA-Z]"),
    "ru": re.compile(f"[{_MARKED}ёЁ]|{_MIXED}|[^\\W\\d_a-zA-Z\u0400-\u04ff]"),
    "kk": re.compile(f"[{_MARKED}ёЁ]|{_MIXED}|[^\\W\\d_a-zA-Z\u0400-\u04ff]"),
}
_IRREGULAR = frozenset({"die", "lie", "tie"})  # dying, lying, tying


class Segment(NamedTuple):
    """A stretch of the passage; `marked` when it matched. Text is as written: escape it in HTML."""

    text: str
    marked: bool


class _Hit(NamedTuple):
    start: int
    end: int
    term: int


class _Pattern(NamedTuple):
    """A term to look for: for each of its words the accepted keys, or the beginning of the last word."""

    keys: tuple[frozenset[str], ...]
    prefix: str


@lru_cache(maxsize=1 << 16)
def _written(word: str, language: str) -> tuple[str, frozenset[str]]:
    found = words(word, language)
    return " ".join(found), frozenset(stem(part, language) for part in found)


def _patterns(terms: Iterable[str], language: str) -> list[_Pattern]:
    patterns: dict[_Pattern, None] = {}
    for term in terms:
        spoken = words(term, language)
        if not spoken or (len(spoken) == 1 and is_stop_word(spoken[0], language)):
            continue
        prefix = spoken[-1] if term.rstrip().endswith("*") else ""
        keys = tuple(frozenset(query_keys(word, language)) for word in spoken)
        patterns[_Pattern(keys, prefix)] = None
    return list(patterns)


@lru_cache(maxsize=256)
def _beginnings(patterns: tuple[_Pattern, ...]) -> re.Pattern[str]:
    """Build what finds the words that a term may begin with: stems keep the first letters of their word."""
    keys = {
        key
        for pattern in patterns
        for key in (*pattern.keys[0], *([pattern.prefix] if pattern.prefix else []))
    }
    letters = {key[: 1 if key in _IRREGULAR else 2] for key in keys}
    return re.compile(f"(?<![^\\W_])(?:{'|'.join(map(re.escape, sorted(letters)))})[^\\W_]*", re.IGNORECASE)


def _candidates(text: str, patterns: Sequence[_Pattern], language: str) -> Iterable[tuple[int, int]]:
    """Return (start, end) of the words that may match; all of them where letters may stand for others."""
    strange = _STRANGE.get(language)
    numbered = any(key[0].isdigit() for pattern in patterns for key in pattern.keys[0])
    if numbered or strange is None or strange.search(text):
        return raw_words(text)
    return (match.span() for match in _beginnings(tuple(patterns)).finditer(text))


def _end(text: str, end: int, pattern: _Pattern, language: str) -> int | None:
    """Return where the words of a term end whose first word ends at `end`; None if they don't follow."""
    for place, wanted in enumerate(pattern.keys[1:], 2):
        following = raw_words(text[end : end + _NEAR])
        if not following:
            return None
        start, end = end + following[0][0], end + following[0][1]
        word, keys = _written(text[start:end], language)
        begun = place == len(pattern.keys) and pattern.prefix and word.startswith(pattern.prefix)
        if not begun and wanted.isdisjoint(keys):
            return None
    return end


def _hits(text: str, patterns: Sequence[_Pattern], language: str) -> list[_Hit]:
    by_key: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for key in pattern.keys[0]:
            by_key.setdefault(key, []).append(number)
    beginnings = [(number, p.prefix) for number, p in enumerate(patterns) if p.prefix and len(p.keys) == 1]
    hits = []
    for start, end in _candidates(text, patterns, language):
        word, keys = _written(text[start:end], language)
        numbers = {number for key in keys for number in by_key.get(key, ())}
        numbers |= {number for number, prefix in beginnings if word.startswith(prefix)}
        for number in sorted(numbers):
            last = _end(text, end, patterns[number], language)
            if last is not None:
                hits.append(_Hit(start, last, number))
    return hits


def _best_window(hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    """Return the stretch that holds the most different terms, then the most hits, then comes first."""
    best, window = (0, 0), (0, 0)
    counts: dict[int, int] = {}
    left = 0
    for right, hit in enumerate(hits):
        counts[hit.term] = counts.get(hit.term, 0) + 1
        while left < right and hit.end - hits[left].start > width:
            counts[hits[left].term] -= 1
            if not counts[hits[left].term]:
                del counts[hits[left].term]
            left += 1
        score = (len(counts), right - left + 1)
        if score > best:
            best, window = score, (hits[left].start, hit.end)
    return window


def _widened(text: str, window: tuple[int, int], width: int) -> tuple[int, int]:
    """Grow a window by whole words to both sides in turn while it stays within `width` characters."""
    # What is farther away than the passage is wide can't be in it; there may be nothing but spaces, though.
    near, far = max(0, window[0] - width - LONGEST), window[1] + width + LONGEST
    chunks = [match.span() for match in _CHUNK.finditer(text, near, far)]
    chunks = chunks or [match.span() for match in _CHUNK.finditer(text)]
    inside = [number for number, (start, end) in enumerate(chunks) if end > window[0] and start < window[1]]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    grew = True
    while grew:
        grew = False
        if last + 1 < len(chunks) and chunks[last + 1][1] - chunks[first][0] <= width:
            last, grew = last + 1, True
        if first > 0 and chunks[last][1] - chunks[first - 1][0] <= width:
            first, grew = first - 1, True
    return chunks[first][0], chunks[last][1]


def _marked(text: str, start: int, end: int, hits: Sequence[_Hit]) -> list[Segment]:
    merged: list[tuple[int, int]] = []
    for hit in hits:
        if hit.start < start or hit.end > end:
            continue
        if merged and (hit.start <= merged[-1][1] or _JOINS.fullmatch(text, merged[-1][1], hit.start)):
            merged[-1] = (merged[-1][0], max(merged[-1][1], hit.end))
        else:
            merged.append((hit.start, hit.end))
    segments = []
    for left, right in merged:
        segments += [Segment(text[start:left], False), Segment(text[left:right], True)]
        start = right
    return [segment for segment in (*segments, Segment(text[start:end], False)) if segment.text]


def highlight(text: str, terms: Iterable[str], language: str, *, width: int = 240) -> list[Segment]:
    """Return the passage of `text` that shows the most of `terms`, marked, in whole words.

    Args:
        terms: what was looked for: a word in any form, several words that stand together, or a beginning with
            an asterisk. `ParsedQuery.terms` gives them.
        width: characters of the passage, ellipses apart; only a single longer word exceeds it.

    >>> highlight("The police issue a protective order for 30 days.", ["orders", "protect*"], "en")[1]
    Segment(text='protective order', marked=True)
    >>> highlight("one two three", [], "en", width=8)
    [Segment(text='one two', marked=False), Segment(text=' …', marked=False)]
    """
    scanned = text[:SCANNED]
    if not scanned.strip():
        return []
    patterns = _patterns(terms, language)
    hits = _hits(scanned, patterns, language) if patterns else []
    start, end = _widened(scanned, _best_window(hits, width), width)
    segments = _marked(scanned, start, end, hits)
    if scanned[:start].strip():
        segments.insert(0, Segment(f"{ELLIPSIS} ", False))
    if text[end:].strip():
        segments.append(Segment(f" {ELLIPSIS}", False))
    return segments
