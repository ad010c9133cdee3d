"""The engines that are compared: the site's own and tantivy, each doing the work of a page of results."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from typing import Any

import tantivy
from django.db import connection

from bench.parts.search_corpus import LANGUAGES, Item, Query
from kbase.highlighting import highlight
from legislation.search.engine import Question, lexicon_for, run
from legislation.search.glossary import Glossary
from legislation.search.plans import may_relax, plans
from legislation.search.query import parse_query

DAY = dt.date(2026, 11, 21)
FACETS = ("jurisdiction", "kind", "topic")
TANTIVY_FACETS = {name: {"terms": {"field": name, "size": 100}} for name in FACETS}
STEMMERS = {"en": "english", "ru": "russian"}
PASSAGE = 2500  # characters of a text that a passage is cut from


class Tantivy:
    """The peer: one index per language asked, BM25, stemmed."""

    def __init__(self, items: list[Item], *, headings: bool) -> None:
        self.fields = ["body", "heading"] if headings else ["body"]
        self.indexes = {language: self._index(items, language) for language in LANGUAGES}

    def _index(self, items: list[Item], language: str) -> tuple[tantivy.Index, tantivy.Searcher]:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, indexed=True, fast=True)
        for name in ("body", "heading"):
            builder.add_text_field(name, stored=True, tokenizer_name="own")
        for name in TANTIVY_FACETS:
            builder.add_integer_field(name, indexed=True, fast=True)
        index = tantivy.Index(builder.build(), path=tempfile.mkdtemp(prefix="qorgau-bench-"))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        index.register_tokenizer("own", analyzer.filter(tantivy.Filter.stemmer(STEMMERS[language])).build())
        writer = index.writer(200_000_000, 1)
        for item in items:
            if item.language == language:
                writer.add_document(
                    tantivy.Document(
                        number=item.number, body=item.body, heading=item.heading,
                        jurisdiction=item.jurisdiction, kind=item.kind, topic=item.topic,
                    )
                )  # fmt: skip
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index, index.searcher()

    def answer(self, query: Query) -> int:
        """Do the work of a results page; return the total."""
        index, searcher = self.indexes[query.language]
        parsed = self._parsed(query)
        wanted = parsed
        if query.jurisdiction is not None:
            only = tantivy.Query.term_query(index.schema, "jurisdiction", query.jurisdiction)
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, parsed), (tantivy.Occur.Must, only)])
        found = searcher.search(wanted, 20, count=True)
        searcher.aggregate(wanted, TANTIVY_FACETS)
        snippets = tantivy.SnippetGenerator.create(searcher, parsed, index.schema, "body")
        snippets.set_max_num_chars(240)
        for _score, address in found.hits:
            snippets.snippet_from_doc(searcher.doc(address)).to_html()
        return int(found.count)

    def _parsed(self, query: Query) -> tantivy.Query:
        index = self.indexes[query.language][0]
        if query.shape != "prefix":
            return index.parse_query(query.text, self.fields, conjunction_by_default=True)
        pattern = query.text.replace("*", ".*")
        either = [tantivy.Query.regex_query(index.schema, name, pattern) for name in self.fields]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in either])

    def known(self, query: Query) -> list[int]:
        """Return the first ten for any of the words."""
        index, searcher = self.indexes[query.language]
        parsed = index.parse_query(" ".join(re.findall(r"\w+", query.text.lower())), self.fields)
        return [searcher.doc(address)["number"][0] for _score, address in searcher.search(parsed, 10).hits]


class Ours:
    """The site's own engine."""

    def __init__(self, items: list[Item]) -> None:
        self.texts = {item.number: item.body for item in items if item.language in LANGUAGES}

    def find(self, query: Query, *, limit: int) -> tuple[Any, list[int]]:
        """Search as the page does; return what was found, and the provisions in order."""
        parsed = parse_query(query.text)
        asked = plans(parsed, Glossary({}), [query.language])
        numbers: dict[str, tuple[int, ...]] = {"status": (1,)}
        if query.jurisdiction is not None:
            numbers["jurisdiction"] = (query.jurisdiction,)
        with connection.cursor() as cursor:
            question = Question(
                plans=asked,
                lexicon=lexicon_for(cursor, asked),
                language=query.language,
                on=DAY,
                numbers=numbers,
                may_relax=query.shape == "known" and may_relax(parsed),
                limit=limit,
                facets=FACETS,
            )
            found = run(cursor, question)
        return found, list(dict.fromkeys(match.provision for match in found.matches))

    def answer(self, query: Query) -> int:
        """Do the work of a results page; return the total."""
        found, order = self.find(query, limit=20)
        for number in order:
            highlight(self.texts[number][:PASSAGE], query.text.replace('"', "").split(), query.language)
        return int(found.total)

    def known(self, query: Query) -> list[int]:
        """Return the first ten."""
        return self.find(query, limit=10)[1]
