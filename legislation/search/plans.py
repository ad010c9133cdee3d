"""How a query is asked in each language: which clauses apply there, and how strictly; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from legislation.search.glossary import Glossary, expand
from legislation.search.lexicon import Lexicon
from legislation.search.query import Clause, ParsedQuery
from legislation.search.scripts import in_alphabet
from legislation.search.tsquery import configuration, to_tsquery_string

MOST_REQUIRED: Final = 6  # words of which combinations are tried
MOST_RARE: Final = 1500  # texts that any of the rare words is in
UNBOUNDED: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Plan:
    """One query in one language.

    Attributes:
        parsed: the clauses that apply, widened by the glossary.
        coverage: the part of the typed clauses that they stand for.
        headings_only: a query of stop words, which only headings keep.
    """

    language: str
    parsed: ParsedQuery
    coverage: float = 1.0
    headings_only: bool = False

    @property
    def configuration(self) -> str:
        return "simple" if self.headings_only else configuration(self.language)

    @property
    def query(self) -> str:
        """Argument of `to_tsquery`."""
        return to_tsquery_string(self.parsed, self.language)

    @property
    def words(self) -> list[str]:
        """Every word that may be scored."""
        return [
            word
            for clause in self.parsed.clauses
            for option in clause.options
            for term in option
            for word in term.words
        ]


def plans(parsed: ParsedQuery, glossary: Glossary, languages: Iterable[str]) -> list[Plan]:
    """Return how to ask in each of the languages that can have an answer, in the order given."""
    return [plan for language in languages if (plan := _plan(parsed, glossary, language)) is not None]


def _plan(parsed: ParsedQuery, glossary: Glossary, language: str) -> Plan | None:
    widened = expand(parsed, glossary, language)
    kept = in_alphabet(widened, language)
    if not kept.clauses:
        return None
    typed = {option for clause in parsed.clauses for option in clause.options}
    dropped = len(widened.clauses) - len(kept.clauses)
    known = any(option not in typed for clause in kept.clauses for option in clause.options)
    if dropped and not known:
        return None
    plan = Plan(
        language=language,
        parsed=kept,
        coverage=len(kept.clauses) / len(widened.clauses),
        headings_only=kept.only_stop_words(language) and configuration(language) != "simple",
    )
    return plan if plan.query else None


def may_relax(parsed: ParsedQuery) -> bool:
    """Tell whether some of the words may be missing: not where somebody used an operator.

    >>> from legislation.search.query import parse_query
    >>> may_relax(parse_query("police order")), may_relax(parse_query('"police order" child'))
    (True, False)
    """
    terms = [term for clause in parsed.clauses for option in clause.options for term in option]
    operators = parsed.excluded or any(term.quoted or term.prefix for term in terms)
    return len(parsed.clauses) > 1 and not operators and all(len(c.options) == 1 for c in parsed.clauses)


def relaxed_queries(plan: Plan, lexicon: Lexicon) -> Iterator[str]:
    """Yield queries that ask for fewer and fewer of the words, among the rarest that occur at all."""
    occurring = [
        (clause, texts) for clause in plan.parsed.clauses if (texts := _texts(clause, plan, lexicon))
    ]
    rarest = [clause for clause, _ in sorted(occurring, key=lambda pair: pair[1])[:MOST_REQUIRED]]
    most = len(rarest) - (len(rarest) == len(plan.parsed.clauses))  # all of them was the strict query
    for size in range(most, 0, -1):
        yield " | ".join(f"({query})" for query in _combined(plan, rarest, size) if query)


def rare_query(plan: Plan, lexicon: Lexicon) -> str:
    """Return a query for any of the rarest words, as many of them as few texts have."""
    counted = [(texts, clause) for clause in plan.parsed.clauses if (texts := _texts(clause, plan, lexicon))]
    some: list[Clause] = []
    total = 0
    for texts, clause in sorted(counted, key=lambda pair: pair[0]):
        total += texts
        if total > MOST_RARE:
            break
        some.append(clause)
    return " | ".join(query for query in _combined(plan, some, 1) if query)


def most_texts(plan: Plan, lexicon: Lexicon) -> int:
    """Return how many texts the plan can find at most; without a bound, a very large number."""
    counted = [_texts(clause, plan, lexicon) for clause in plan.parsed.clauses]
    prefixed = any(term.prefix for c in plan.parsed.clauses for option in c.options for term in option)
    return UNBOUNDED if prefixed or plan.headings_only else min(filter(None, counted), default=0)


def _combined(plan: Plan, clauses: Sequence[Clause], size: int) -> Iterator[str]:
    for some in combinations(clauses, size):
        yield to_tsquery_string(replace(plan.parsed, clauses=some), plan.language)


def _texts(clause: Clause, plan: Plan, lexicon: Lexicon) -> int:
    """Say how many texts a clause is in at most: each option, as many as its rarest word; a stop word, 0."""
    return sum(
        min(
            (
                lexicon.entry(plan.language, word).texts
                for term in option
                for word in term.words
                if lexicon.entry(plan.language, word).lexemes
            ),
            default=0,
        )
        for option in clause.options
    )
