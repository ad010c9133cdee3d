"""What a query names outright: provisions by their number, laws by their name; no full text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.expressions import RawSQL

from kbase.text import normalise, words
from legislation.citations import Citation
from legislation.models import Law, ProvisionVersion
from legislation.search.query import ParsedQuery

MOST_PROVISIONS = 20
MOST_LAWS = 3
SHORTEST_NAME = 3  # letters that a law is looked up by

#: Over the names of a law: whether one is alike, and how much.
LIKE = "SELECT law FROM search_law_name WHERE name %%> %s"
LIKENESS = """
(SELECT max(word_similarity(%s, n.name) + similarity(%s, n.name) / 10) FROM search_law_name n
 WHERE n.law = legislation_law.id)
"""
BEGINNING = "SELECT law FROM search_law_name WHERE name LIKE %s OR name LIKE %s"
NEARNESS = """
(SELECT max(CASE WHEN n.name LIKE %s THEN 1 ELSE 0 END - length(n.name) / 1000.0) FROM search_law_name n
 WHERE n.law = legislation_law.id)
"""


def cited_versions(citation: Citation, on: dt.date) -> list[ProvisionVersion]:
    """Return the provisions that a citation names, each as it stands on the day, else as it stood last.

    Where a part or paragraph was named and isn't recorded by itself, its article is meant. Without a law,
    every law's provision of that number is, those in force first.
    """
    exact = _numbered(citation.full_number, citation.laws, on)
    if not exact and citation.sub:
        exact = _numbered(citation.number, citation.laws, on)
    return exact


def _numbered(number: str, laws: tuple[str, ...], on: dt.date) -> list[ProvisionVersion]:
    versions = ProvisionVersion.objects.published().filter(provision__number__iexact=number)
    if laws:
        versions = versions.filter(provision__law__identifier__in=laws)
    found = versions.with_address().alias(place=Case(When(valid__contains=on, then=0), default=1))
    one_each = found.order_by("provision_id", "place", F("valid").desc()).distinct("provision_id")
    return sorted(one_each[: MOST_PROVISIONS * 5], key=lambda version: _order(version, on))[:MOST_PROVISIONS]


def _order(version: ProvisionVersion, on: dt.date) -> tuple[bool, bool, str, int]:
    covers = (version.valid.lower is None or version.valid.lower <= on) and (
        version.valid.upper is None or on < version.valid.upper
    )
    law = version.provision.law
    in_force = covers and not version.ceased_unknown and not law.is_bill
    return not in_force, law.is_bill, law.identifier, version.provision.position


def is_whole(parsed: ParsedQuery) -> bool:
    """Tell whether a query is nothing but a citation with the name of its law.

    >>> from legislation.search.query import parse_query
    >>> is_whole(parse_query("art. 115-1")), is_whole(parse_query("stalking art. 115-1"))
    (True, False)
    """
    if parsed.citation is None:
        return False
    rest = {word for term in _terms(parsed.beyond_citation()) for word in term}
    return rest <= set(words(parsed.citation.law_hint or "", "ru"))


def _terms(parsed: ParsedQuery) -> Iterable[tuple[str, ...]]:
    return [term.words for clause in parsed.clauses for option in clause.options for term in option]


def named_laws(parsed: ParsedQuery, on: dt.date) -> list[Law]:
    """Return the laws that a query names by alias, title or number, each with `has_force` on the day."""
    if parsed.laws:
        return list(_laws(on).filter(identifier__in=parsed.laws).order_by("identifier")[:MOST_LAWS])
    return [] if parsed.citation else laws_like(parsed.typed, on)


def laws_like(typed: str, on: dt.date) -> list[Law]:
    """Return the laws whose name holds something like what was typed."""
    name = normalise(typed, "ru")
    return _ranked(name, LIKE, [name], LIKENESS, [name, name], on)


def laws_beginning(typed: str, on: dt.date) -> list[Law]:
    """Return the laws whose name, or a word of it, begins with what was typed."""
    name = normalise(typed, "ru")
    pattern = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    start, inside = f"{pattern}%", f"% {pattern}%"
    return _ranked(name, BEGINNING, [start, inside], NEARNESS, [start], on)


def _ranked(
    name: str, which: str, which_params: list[str], order: str, order_params: list[str], on: dt.date
) -> list[Law]:
    if len(name) < SHORTEST_NAME:
        return []
    found = _laws(on).filter(pk__in=RawSQL(which, which_params))  # noqa: S611 - constants of ours
    ranked = found.order_by(RawSQL(order, order_params).desc(), "identifier")  # noqa: S611
    return list(ranked[:MOST_LAWS])


def _laws(on: dt.date) -> QuerySet[Law]:
    in_force: QuerySet[ProvisionVersion] = ProvisionVersion.objects.in_force_on(on)
    has_force = Exists(in_force.filter(provision__law=OuterRef("pk")))
    return Law.objects.with_place().annotate(has_force=has_force)
