"""Answers a search: what is named outright, what is found in the texts, and how it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.db import connection

from legislation.models import Law, ProvisionVersion
from legislation.search.codes import PARTITIONED
from legislation.search.direct import cited_versions, is_whole, named_laws
from legislation.search.engine import Found, Question, lexicon_for, run
from legislation.search.lexicon import Lexicon
from legislation.search.plans import Plan, may_relax, plans
from legislation.search.query import ParsedQuery, parse_query
from legislation.search.request import Request
from legislation.search.spelling import corrected, nearest_words, unknown_words
from legislation.search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search comes to.

    Attributes:
        parsed: the query that was searched, corrected or as typed.
        corrected: the words searched instead of those typed, where nothing has those.
        nearest: words of the texts that are like those that nothing has.
    """

    request: Request
    parsed: ParsedQuery
    plans: Sequence[Plan] = ()
    found: Found = field(default_factory=Found)
    cited: Sequence[ProvisionVersion] = ()
    laws: Sequence[Law] = ()
    corrected: str | None = None
    nearest: Sequence[str] = ()

    @property
    def is_relaxed(self) -> bool:
        """Whether some results lack some of the words."""
        return self.found.total > self.found.strict_total

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.found.total or self.cited or self.laws)


@dataclass(frozen=True, slots=True)
class _Prepared:
    parsed: ParsedQuery
    plans: Sequence[Plan]
    lexicon: Lexicon


#: Official languages are asked after the reader's; the order also breaks ties.
ORDER: Final = PARTITIONED


def answer(request: Request, vocabulary: Vocabulary) -> Answer:
    """Search.

    Raises:
        QueryTooLong: says how long a query may be.
    """
    parsed = parse_query(request.text, vocabulary.aliases)
    if parsed.is_empty:
        return Answer(request=request, parsed=parsed)
    cited = cited_versions(parsed.citation, request.on) if parsed.citation else []
    laws = named_laws(parsed, request.on)
    if cited and is_whole(parsed):
        return Answer(request=request, parsed=parsed, cited=cited, laws=laws)
    wanted = parsed.beyond_citation() if cited else parsed
    prepared = _prepare(wanted, request, vocabulary)
    # Who cites an article knows how it is spelt.
    unknown = [] if parsed.citation else unknown_words(wanted, prepared.plans, prepared.lexicon)
    near = nearest_words(unknown, ORDER)
    instead = corrected(request.text, near) if unknown else None
    if instead is not None:
        prepared = _prepare(parse_query(instead, vocabulary.aliases), request, vocabulary)
    found = _find(prepared, request, laws if parsed.laws else [])
    return Answer(
        request=request,
        parsed=prepared.parsed,
        plans=prepared.plans,
        found=found,
        cited=cited,
        laws=laws,
        corrected=instead if found.total else None,
        nearest=list(dict.fromkeys(word for words in near.values() for word in words)),
    )


def _prepare(parsed: ParsedQuery, request: Request, vocabulary: Vocabulary) -> _Prepared:
    order = [request.language, *(language for language in ORDER if language != request.language)]
    asked = plans(parsed, vocabulary.glossary, order)
    with connection.cursor() as cursor:
        return _Prepared(parsed, asked, lexicon_for(cursor, asked))


def _find(prepared: _Prepared, request: Request, laws: Sequence[Law]) -> Found:
    question = Question(
        plans=prepared.plans,
        lexicon=prepared.lexicon,
        language=request.language,
        on=request.on,
        numbers=request.numbers,
        laws=tuple(law.pk for law in laws),
        may_relax=may_relax(prepared.parsed),
        offset=(request.page - 1) * request.per_page,
        limit=request.per_page,
    )
    with connection.cursor() as cursor:
        return run(cursor, question)


def all_of(request: Request) -> Request:
    """Return the same search with everything on one page, for a file."""
    return replace(request, page=1, per_page=MOST_IN_A_FILE)


MOST_IN_A_FILE: Final = 10_000
