"""Writes documents into the search tables, a thousand at a time, and keeps the list of words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.backends.utils import CursorWrapper

from kbase.text import is_stop_word, vector_text, words
from legislation.search.codes import LANGUAGES
from legislation.search.documents import Document
from legislation.search.tsquery import configuration

T = TypeVar("T")

BATCH = 1000
LONGEST_BODY = 300_000  # characters: a tsvector holds a megabyte at most
LONGEST_LENGTH = 32_000

INSERT = """
INSERT INTO provision_search (version, provision, law, lang, jur, kind, imp, len, hlen, norms, ceased, bill,
                              valid, topics, bearers, tsv, htsv)
SELECT version, provision, law, lang, jur, kind, imp, len, hlen, norms, ceased, bill,
       daterange(first_day, end_day), topics::integer[], bearers::integer[],
       setweight(to_tsvector(conf, heading), 'A') || to_tsvector(conf, body)
       || setweight(to_tsvector(conf, norm_words), 'C'),
       setweight(to_tsvector(conf, heading), 'A') || setweight(to_tsvector(conf, title), 'B')
       || to_tsvector('simple', stop_words)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::smallint[], %s::integer[], %s::smallint[],
            %s::smallint[], %s::smallint[], %s::smallint[], %s::smallint[], %s::boolean[], %s::boolean[],
            %s::date[], %s::date[], %s::text[], %s::text[],
            %s::regconfig[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
     AS d (version, provision, law, lang, jur, kind, imp, len, hlen, norms, ceased, bill,
           first_day, end_day, topics, bearers, conf, heading, title, body, norm_words, stop_words)
"""
INSERT_WORDS = """
INSERT INTO search_word AS w (lang, word, lexeme, freq)
SELECT lang, word, coalesce((tsvector_to_array(to_tsvector(conf, key)))[1], ''), freq
FROM unnest(%s::smallint[], %s::regconfig[], %s::text[], %s::text[], %s::integer[])
     AS n (lang, conf, word, key, freq)
ORDER BY lang, word
ON CONFLICT (lang, word) DO UPDATE SET freq = excluded.freq WHERE w.freq < excluded.freq
"""
ADD_SIZE = """
INSERT INTO search_size AS s (lang, texts, words) VALUES (%s, %s, %s)
ON CONFLICT (lang) DO UPDATE SET texts = s.texts + excluded.texts, words = s.words + excluded.words
"""


def write(cursor: CursorWrapper, documents: Iterable[Document]) -> int:
    """Add documents in the order given, which decides what a capped query keeps; return how many.

    Words never become rarer here, so that writing twice changes nothing: `index.count_words` does that.
    """
    written = 0
    frequencies: dict[str, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    lengths: Counter[str] = Counter()
    for batch in batches(documents, BATCH):
        rows = [_row(document, frequencies) for document in batch]
        cursor.execute(INSERT, _columns(rows))
        for document, row in zip(batch, rows, strict=True):
            texts[document.language] += 1
            lengths[document.language] += row[7]
        written += len(rows)
    write_words(cursor, frequencies)
    for language in sorted(texts):
        cursor.execute(ADD_SIZE, [LANGUAGES[language], texts[language], lengths[language]])
    return written


def write_words(cursor: CursorWrapper, frequencies: dict[str, Counter[str]]) -> None:
    """Add words, and raise the number of texts that have them."""
    for language in sorted(frequencies):
        counted = (item for item in frequencies[language].items() if not item[0].isdecimal())
        for batch in batches(counted, BATCH * 10):
            count = len(batch)
            cursor.execute(
                INSERT_WORDS,
                [
                    [LANGUAGES[language]] * count,
                    [configuration(language)] * count,
                    [word for word, _ in batch],
                    [vector_text([word], language) for word, _ in batch],
                    [freq for _, freq in batch],
                ],
            )


def _row(document: Document, frequencies: dict[str, Counter[str]]) -> tuple[Any, ...]:
    language = document.language
    heading = words(document.heading, language)
    body = words(document.body[:LONGEST_BODY], language)
    norm_words = words(document.norm_words[:LONGEST_BODY], language)
    frequencies[language].update({*heading, *body, *norm_words})
    length = len(heading) + len(body) + len(norm_words)
    return (
        document.version, document.provision, document.law, LANGUAGES[language], document.jurisdiction,
        document.kind, document.importance, min(length, LONGEST_LENGTH), min(len(heading), LONGEST_LENGTH),
        document.norms, document.ceased, document.bill, document.start, document.end,
        _array(document.topics), _array(document.bearers), configuration(language),
        vector_text(heading, language), vector_text(words(document.title, language), language),
        vector_text(body, language), vector_text(norm_words, language),
        " ".join(word for word in heading if is_stop_word(word, language)),
    )  # fmt: skip


def _array(numbers: Sequence[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut items into lists of a size.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
