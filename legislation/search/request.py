"""What is asked of the search: words, day, reader's language, filters and page, checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from legislation.choices import LawKind
from legislation.search.codes import KINDS, LANGUAGES, NORMS, PARTITIONED, STATUSES
from legislation.search.vocabulary import Vocabulary

PER_PAGE: Final = 20
#: Facets in the order they are shown; the names are parameters of the address.
FACETS: Final = ("status", "jurisdiction", "topic", "kind", "norm", "bearer", "language")
ANY_STATUS: Final = "any"
DEFAULT_STATUS: Final = "in-force"


class UnknownValue(ValueError):
    """A filter was given a value that doesn't exist."""

    def __init__(self, name: str, value: str, accepted: Sequence[str]) -> None:
        self.name, self.value, self.accepted = name, value, accepted
        super().__init__(f"{name}={value!r}: expected one of {', '.join(accepted)}")


@dataclass(frozen=True, kw_only=True)
class Request:
    """One search.

    Attributes:
        chosen: values by facet, as in the address.
        numbers: the same as the search tables hold them; a facet that doesn't filter is absent.
    """

    text: str
    on: dt.date
    language: str
    page: int = 1
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    per_page: int = PER_PAGE


def accepted_values(vocabulary: Vocabulary) -> dict[str, dict[str, int]]:
    """Return, for each facet, the values it takes and their numbers in the search tables."""
    return {
        "status": dict(STATUSES),
        "jurisdiction": {code: place.pk for code, place in vocabulary.jurisdictions.items()},
        "topic": {slug: topic.pk for slug, topic in vocabulary.topics.items()},
        "kind": {kind.value: KINDS[kind.value] for kind in LawKind},
        "norm": dict(NORMS),
        "bearer": {slug: role.pk for slug, role in vocabulary.roles.items()},
        "language": {code: LANGUAGES[code] for code in PARTITIONED},
    }


def filters(
    given: Mapping[str, Sequence[str]], vocabulary: Vocabulary
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]]]:
    """Read the filters of an address; without a status, what is in force is searched.

    Returns:
        The values chosen, and their numbers.

    Raises:
        UnknownValue: names the filter, the value and what is accepted.
    """
    accepted = accepted_values(vocabulary)
    chosen: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, tuple[int, ...]] = {}
    for name in FACETS:
        values = tuple(dict.fromkeys(value for value in given.get(name, ()) if value))
        if name == "status" and values == (ANY_STATUS,):
            chosen[name] = values
            continue
        if name == "status" and not values:
            numbers[name] = (STATUSES[DEFAULT_STATUS],)
            continue
        for value in values:
            if value not in accepted[name]:
                raise UnknownValue(name, value, list(accepted[name]))
        if values:
            chosen[name] = values
            numbers[name] = tuple(accepted[name][value] for value in values)
    return chosen, numbers
