"""What the site search finds beside the law: apps say at start how their records are found.

An app registers a function in its AppConfig's `ready`; the search page asks all of them, so that the app
of the law needn't know what else there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kbase.localised import Localised

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A record beside the law: what kind it is, its name, where it is, a quiet note."""

    kind: str
    title: Localised
    url: str
    note: str | Localised = ""
    score: float = 0.0


Search = Callable[[str, int], list[Found]]
_searches: dict[str, Search] = {}


def register(name: str, search: Search) -> None:
    """Let the site search ask an app; the same name again replaces it."""
    _searches[name] = search


def found(words: str, *, limit: int = 6) -> list[Found]:
    """Ask every app for records with such names, the most alike first."""
    asked = words.strip()[:LONGEST]
    if not asked:
        return []
    everything = [record for search in _searches.values() for record in search(asked, limit)]
    return sorted(everything, key=lambda record: -record.score)[:limit]
