"""Runs a search: words looked up, the statement built and executed, facets decoded."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

from legislation.search.codes import LANGUAGE_OF, NORMS, STATUS_OF, STATUSES
from legislation.search.lexicon import Lexicon, look_up
from legislation.search.plans import Plan, most_texts, rare_query, relaxed_queries
from legislation.search.ranking import Scorer
from legislation.search.request import FACETS
from legislation.search.statement import CAP, Scan, Statement

OTHER_LANGUAGE: Final = 0.95  # of the score, for a match in a language that isn't the reader's
_MASKS: Final[Mapping[str, Sequence[int]]] = {
    "language": tuple(1 << number for number in LANGUAGE_OF),
    "status": tuple(STATUSES.values()),
    "norm": tuple(NORMS.values()),
}
_ARRAYS: Final = ("topic", "bearer")


@dataclass(frozen=True, slots=True)
class Match:
    """One text that matched; identities are primary keys."""

    provision: int
    version: int
    language: str
    status: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        total: provisions found; at least so many where `is_capped`.
        strict_total: those of them that have all of the words.
        matches: of the page's provisions in order, each one's texts together, the best first.
        facets: facet → number in the search tables → provisions.
    """

    total: int = 0
    strict_total: int = 0
    is_capped: bool = False
    matches: tuple[Match, ...] = ()
    facets: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to run: how to ask in each language, and for which rows.

    Attributes:
        may_relax: where few texts have all of the words, some may be missing.
    """

    plans: Sequence[Plan]
    lexicon: Lexicon
    language: str
    on: dt.date
    numbers: Mapping[str, Sequence[int]]
    laws: tuple[int, ...] = ()
    may_relax: bool = False
    offset: int = 0
    limit: int = 20
    facets: Sequence[str] = FACETS


def lexicon_for(cursor: CursorWrapper, plans: Sequence[Plan]) -> Lexicon:
    """Look up the words of all plans in one query."""
    return look_up(cursor, {plan.language: plan.words for plan in plans})


def run(cursor: CursorWrapper, question: Question) -> Found:
    """Search in one statement."""
    scans = [
        Scan(
            plan=plan,
            queries=[plan.query, *(relaxed_queries(plan, question.lexicon) if question.may_relax else ())],
            score=_score(plan, question),
            beside=rare_query(plan, question.lexicon) if question.may_relax else "",
            may_fill=most_texts(plan, question.lexicon) > CAP,
        )
        for plan in question.plans
    ]
    if not scans:
        return Found()
    statement = Statement(
        scans=scans,
        on=question.on,
        numbers=question.numbers,
        offset=question.offset,
        limit=question.limit,
        facets=question.facets,
    )
    cursor.execute(*statement.sql())
    (total, strict_total), counts, rows, facets = cursor.fetchone()
    return Found(
        total=total,
        strict_total=strict_total,
        is_capped=any(count > CAP for count in counts),
        # A text that answers a strict and a lax query was found by both.
        matches=tuple(dict.fromkeys(_match(row) for row in rows or ())),
        facets=_decoded(facets or (), statement.facets),
    )


def _score(plan: Plan, question: Question) -> tuple[str, list[Any]]:
    factor = plan.coverage * (1.0 if plan.language == question.language else OTHER_LANGUAGE)
    return Scorer(plan.parsed, question.lexicon, plan.language, question.laws, factor).sql()


def _match(row: Sequence[Any]) -> Match:
    provision, version, language, status, score = row
    return Match(provision, version, LANGUAGE_OF[language], STATUS_OF[status], score)


def _decoded(rows: Sequence[Mapping[str, Any]], facets: Sequence[str]) -> dict[str, Counter[int]]:
    """Undo the grouping: masks into their bits, arrays into their members, each provision once."""
    found: dict[str, Counter[int]] = {facet: Counter() for facet in facets}
    everything = (1 << len(facets)) - 1
    for row in rows:
        # grouping() sets the bit of each column that this row is not grouped by, the first column highest.
        place = len(facets) - (everything ^ row["g"]).bit_length()
        facet = facets[place]
        for value in _members(facet, row[facet]):
            found[facet][value] += row["n"]
    return found


def _members(facet: str, value: Any) -> Sequence[int]:
    if value is None:
        return ()
    if facet in _MASKS:
        bits = [bit for bit in _MASKS[facet] if value & bit]
        return [bit.bit_length() - 1 for bit in bits] if facet == "language" else bits
    return list(set(value)) if facet in _ARRAYS else [value]
