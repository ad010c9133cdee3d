"""Suggestions while one types: what is cited, terms of the glossary, laws, headings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db import connection
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised, localised_from
from kbase.text import normalise
from legislation.labels import provision_label
from legislation.models import ProvisionVersion
from legislation.search.codes import LANGUAGES, PARTITIONED, partition
from legislation.search.direct import cited_versions, laws_beginning
from legislation.search.query import ParsedQuery, parse_query
from legislation.search.scripts import in_alphabet
from legislation.search.tsquery import configuration, to_tsquery_string
from legislation.search.vocabulary import Vocabulary

MOST: Final = 8
MOST_TERMS: Final = 3
MOST_HEADINGS: Final = 4
SHORTEST: Final = 2  # letters that are looked up
CANDIDATES: Final = 300


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line, as components/suggestions.html takes it."""

    label: str | Localised
    url: str
    note: str | Localised = ""


def suggestions(
    typed: str, vocabulary: Vocabulary, *, language: str, on: dt.date, suffix: str
) -> list[Suggestion]:
    """Return up to eight suggestions, the most certain kind first."""
    parsed = parse_query(typed, vocabulary.aliases, as_you_type=True)
    if parsed.is_empty or len(parsed.typed) < SHORTEST:
        return []
    found: dict[str, Suggestion] = {}
    for suggestion in _all(parsed, vocabulary, language, on, suffix):
        found.setdefault(suggestion.url, suggestion)
        if len(found) == MOST:
            break
    return list(found.values())


def _all(
    parsed: ParsedQuery, vocabulary: Vocabulary, language: str, on: dt.date, suffix: str
) -> Iterator[Suggestion]:
    if parsed.citation is not None:
        versions = cited_versions(parsed.citation, on)[:MOST_HEADINGS]
        prefetch_related_objects(versions, "texts")
        yield from (_provision(version, language, suffix) for version in versions)
    yield from _terms(parsed.typed, vocabulary, language, on if suffix else None)
    for law in laws_beginning(parsed.typed, on):
        url = law.get_absolute_url() + suffix
        yield Suggestion(localised(law, "short_title"), url, localised(law.jurisdiction, "name"))
    if parsed.citation is None:
        yield from (_provision(version, language, suffix) for version in _headed(parsed, language, on))


def _terms(typed: str, vocabulary: Vocabulary, language: str, on: dt.date | None) -> Iterator[Suggestion]:
    """Yield forms of the glossary that begin, or of which a word begins, with what was typed."""
    beginning = normalise(typed, "ru")
    order = sorted(
        (code != language, not name.startswith(beginning), len(name), form, code)
        for name, code, form in vocabulary.forms
        if name.startswith(beginning) or f" {beginning}" in name
    )
    for *_order, form, code in order[:MOST_TERMS]:
        query = {"q": form} | ({"on": on.isoformat()} if on else {})
        yield Suggestion(Localised(form, code), f"{reverse('search')}?{urlencode(query)}", _("Glossary"))


def _headed(parsed: ParsedQuery, language: str, on: dt.date) -> list[ProvisionVersion]:
    """Return the provisions in force whose heading has the words, the last of them unfinished."""
    parts: list[str] = []
    params: list[Any] = []
    for code in sorted(PARTITIONED, key=lambda code: code != language):
        query = to_tsquery_string(in_alphabet(parsed, code), code)
        if query:
            parts.append(_HEADED.format(table=partition(code), place=len(parts), most=CANDIDATES))
            params += [configuration(code), query, LANGUAGES[code], on]
    if not parts:
        return []
    statement = f"SELECT version FROM ({' UNION ALL '.join(parts)}) x ORDER BY place, score DESC, version LIMIT {MOST_HEADINGS}"  # noqa: S608, E501
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        order = [version for (version,) in cursor.fetchall()]
    found = ProvisionVersion.objects.with_address().prefetch_related("texts").in_bulk(order)
    return [found[version] for version in dict.fromkeys(order) if version in found]


#: Headings carry the weight A in `htsv`; titles of laws, weight B, don't count here.
_HEADED: Final = """
(SELECT version, {place} AS place, ts_rank('{{0,0,0.001,1}}', htsv, q, 2) AS score
 FROM (SELECT s.version, s.htsv, q FROM {table} s, to_tsquery(%s::regconfig, %s) q
       WHERE s.lang = %s AND s.htsv @@ q AND s.valid @> %s::date AND NOT s.ceased AND NOT s.bill
       LIMIT {most}) c
 WHERE ts_rank('{{0,0,0.001,1}}', htsv, q) > 0.01)
"""


def _provision(version: ProvisionVersion, language: str, suffix: str) -> Suggestion:
    provision = version.provision
    headings = {text.language: text.heading for text in version.texts.all()}
    title = localised_from(headings, language, provision.content_languages) or localised(provision, "heading")
    name = provision_label(provision)
    law = localised(provision.law, "short_title", language)
    return Suggestion(
        title or name, provision.get_absolute_url() + suffix, Localised(f"{name} · {law.text}", law.lang)
    )
