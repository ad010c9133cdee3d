"""Widens a query by the glossary: 'protective order' finds 'защитное предписание' too; pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kbase.phrases import PhraseIndex
from kbase.text import words
from legislation.search.query import Clause, Option, ParsedQuery, Term

_NOTE = re.compile(r"\([^()]*\)")


class Glossary:
    """Concepts with their forms per language, and which words mean which concept.

    Args:
        concepts: concept → language → forms, the preferred form first.
    """

    def __init__(self, concepts: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._forms: dict[tuple[str, str], tuple[Term, ...]] = {}
        entries = []
        for concept, by_language in concepts.items():
            for language, forms in by_language.items():
                forms = list(forms)
                entries += [(language, form, concept) for form in forms]
                spoken = [tuple(words(_NOTE.sub(" ", form), language)) for form in forms]
                self._forms[concept, language] = tuple(Term(form) for form in spoken if form)
        self._index = PhraseIndex(entries)

    def forms(self, concepts: Iterable[str], language: str) -> list[Term]:
        """Return the forms of concepts in one language, without repetition."""
        found = (form for concept in concepts for form in self._forms.get((concept, language), ()))
        return list(dict.fromkeys(found))

    def concepts_of(self, terms: Iterable[Term]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return (first term, end, concepts) for each run of terms that is, in whole, a known form."""
        flat = [(word, number) for number, term in enumerate(terms) for word in term.words]
        owners = [number for _, number in flat]
        runs = []
        for match in self._index.find([word for word, _ in flat]):
            starts_whole = match.start == 0 or owners[match.start - 1] != owners[match.start]
            ends_whole = match.end == len(flat) or owners[match.end] != owners[match.end - 1]
            if starts_whole and ends_whole:
                runs.append((owners[match.start], owners[match.end - 1] + 1, match.values))
        return runs


def _runs(clauses: tuple[Clause, ...]) -> Iterator[list[Clause]]:
    """Split clauses into runs of plain words and, one by one, everything else."""
    run: list[Clause] = []
    for clause in clauses:
        plain = len(clause.options) == 1 and len(clause.options[0]) == 1 and not clause.options[0][0].quoted
        if not plain and run:
            yield run
            run = []
        run.append(clause)
        if not plain:
            yield run
            run = []
    if run:
        yield run


def _widened(options: tuple[Option, ...], forms: Iterable[Term]) -> Clause:
    return Clause((*options, *((form,) for form in forms if (form,) not in options)))


def _with_alternatives(clause: Clause, glossary: Glossary, language: str) -> Clause:
    """Widen a phrase, or each side of an OR, by the forms of the concept that it is."""
    forms = [
        form
        for option in clause.options
        for first, end, concepts in glossary.concepts_of(option)
        if (first, end) == (0, len(option))
        for form in glossary.forms(concepts, language)
    ]
    return _widened(clause.options, dict.fromkeys(forms))


def _expanded_run(run: list[Clause], glossary: Glossary, language: str) -> Iterator[Clause]:
    terms = [clause.options[0][0] for clause in run]
    place = 0
    for first, end, concepts in glossary.concepts_of(terms):
        yield from run[place:first]
        yield _widened((tuple(terms[first:end]),), glossary.forms(concepts, language))
        place = end
    yield from run[place:]


def expand(parsed: ParsedQuery, glossary: Glossary, language: str) -> ParsedQuery:
    """Return the query for texts in `language`: known terms, in any language, or their forms in this one.

    >>> glossary = Glossary({"order": {"en": ["protective order"], "ru": ["защитное предписание"]}})
    >>> from legislation.search.query import parse_query
    >>> expand(parse_query("срок protective orders"), glossary, "ru").terms
    ('срок', 'protective', 'orders', 'защитное предписание')
    """
    clauses: list[Clause] = []
    for run in _runs(parsed.clauses):
        if len(run) == 1:
            clauses.append(_with_alternatives(run[0], glossary, language))
        else:
            clauses.extend(_expanded_run(run, glossary, language))
    return replace(parsed, clauses=tuple(clauses))
