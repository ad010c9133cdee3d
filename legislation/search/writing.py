"""Writes documents into the search tables, a thousand at a time, and keeps the list of words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.backends.utils import CursorWrapper

from kbase.text import is_stop_word, vector_text, words
from legislation.search.codes import LANGUAGES, partition
from legislation.search.documents import Document
from legislation.search.tsquery import configuration

T = TypeVar("T")

Change = Counter[tuple[int, str]]  # number of language and lexeme → texts more or, below zero, fewer

BATCH = 1000
LONGEST_BODY = 300_000  # characters: a tsvector holds a megabyte at most
LONGEST_LENGTH = 32_000

INSERT = """
WITH added AS (
INSERT INTO provision_search (version, provision, law, lang, jur, kind, imp, len, hlen, norms, ceased, bill,
                              valid, begun, gone, topics, bearers, tsv, htsv)
SELECT version, provision, law, lang, jur, kind, imp, len, hlen, norms, ceased, bill,
       daterange(first_day, end_day), coalesce(begun, '-infinity'), coalesce(gone, 'infinity'),
       topics::integer[], bearers::integer[],
       setweight(to_tsvector(conf, heading), 'A') || to_tsvector(conf, body)
       || setweight(to_tsvector(conf, norm_words), 'C'),
       setweight(to_tsvector(conf, heading), 'A') || setweight(to_tsvector(conf, title), 'B')
       || to_tsvector('simple', stop_words)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::smallint[], %s::integer[], %s::smallint[],
            %s::smallint[], %s::smallint[], %s::smallint[], %s::smallint[], %s::boolean[], %s::boolean[],
            %s::date[], %s::date[], %s::date[], %s::date[], %s::text[], %s::text[],
            %s::regconfig[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
     AS d (version, provision, law, lang, jur, kind, imp, len, hlen, norms, ceased, bill,
           first_day, end_day, begun, gone, topics, bearers,
           conf, heading, title, body, norm_words, stop_words)
RETURNING lang, CASE WHEN %s THEN tsvector_to_array(tsv) ELSE '{}' END AS lexemes)
SELECT lang, lexeme, count(*) FROM added, unnest(lexemes) AS lexeme GROUP BY lang, lexeme
"""
REMOVE = """
WITH gone AS (DELETE FROM provision_search WHERE law = ANY(%s)
              RETURNING lang, len, tsvector_to_array(tsv) AS lexemes),
     sizes AS (SELECT lang, count(*) AS texts, sum(len) AS words FROM gone GROUP BY lang),
     smaller AS (UPDATE search_size s SET texts = s.texts - sizes.texts, words = s.words - sizes.words
                 FROM sizes WHERE s.lang = sizes.lang)
SELECT lang, lexeme, count(*) FROM gone, unnest(lexemes) AS lexeme GROUP BY lang, lexeme
"""
COUNT_LEXEMES = """
INSERT INTO search_lexeme AS l (lang, lexeme, texts)
SELECT lang, lexeme, texts FROM unnest(%s::smallint[], %s::text[], %s::integer[]) AS d (lang, lexeme, texts)
ORDER BY lang, lexeme
ON CONFLICT (lang, lexeme) DO UPDATE SET texts = l.texts + excluded.texts
"""
RECOUNT = """
INSERT INTO search_lexeme (lang, lexeme, texts)
SELECT {lang}, word, ndoc FROM ts_stat('SELECT tsv FROM {table} WHERE lang = {lang}')
"""
INSERT_WORDS = """
INSERT INTO search_word AS w (lang, word, freq)
SELECT lang, word, freq FROM unnest(%s::smallint[], %s::text[], %s::integer[]) AS n (lang, word, freq)
ORDER BY lang, word
ON CONFLICT (lang, word) DO UPDATE SET freq = excluded.freq WHERE w.freq < excluded.freq
"""
ADD_SIZE = """
INSERT INTO search_size AS s (lang, texts, words) VALUES (%s, %s, %s)
ON CONFLICT (lang) DO UPDATE SET texts = s.texts + excluded.texts, words = s.words + excluded.words
"""


def remove(cursor: CursorWrapper, laws: Sequence[int]) -> Change:
    """Take the texts of laws out; return by how much lexemes become rarer."""
    cursor.execute(REMOVE, [list(laws)])
    return Counter({(lang, lexeme): -texts for lang, lexeme, texts in cursor.fetchall()})


def write(
    cursor: CursorWrapper, documents: Iterable[Document], *, counting: bool = True
) -> tuple[int, Change]:
    """Add documents in the order given, which decides what a capped query keeps.

    Args:
        counting: False where lexemes are counted afterwards, all at once.

    Returns:
        How many were written, and by how much lexemes become more frequent.
    """
    written, change = 0, Change()
    frequencies: dict[str, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    lengths: Counter[str] = Counter()
    for batch in batches(documents, BATCH):
        rows = [_row(document, frequencies) for document in batch]
        cursor.execute(INSERT, [*_columns(rows), counting])
        change.update({(lang, lexeme): count for lang, lexeme, count in cursor.fetchall()})
        for document, row in zip(batch, rows, strict=True):
            texts[document.language] += 1
            lengths[document.language] += row[7]
        written += len(rows)
    write_words(cursor, frequencies)
    for language in sorted(texts):
        cursor.execute(ADD_SIZE, [LANGUAGES[language], texts[language], lengths[language]])
    return written, change


def count_lexemes(cursor: CursorWrapper, change: Change) -> None:
    """Add a change to the number of texts that lexemes are in."""
    for batch in batches(((*key, texts) for key, texts in change.items() if texts), BATCH * 10):
        cursor.execute(COUNT_LEXEMES, _columns(batch))


def recount_lexemes(cursor: CursorWrapper) -> None:
    """Count all lexemes anew, faster than adding up where everything was written."""
    cursor.execute("DELETE FROM search_lexeme")
    for language, number in LANGUAGES.items():
        cursor.execute(RECOUNT.format(table=partition(language), lang=number))


def write_words(cursor: CursorWrapper, frequencies: Mapping[str, Counter[str]]) -> None:
    """Add words as they are written; their frequency never falls here, so writing twice changes nothing."""
    for language in sorted(frequencies):
        counted = (item for item in frequencies[language].items() if not item[0][0].isdigit())
        for batch in batches(counted, BATCH * 10):
            words_, counts = _columns(batch)
            cursor.execute(INSERT_WORDS, [[LANGUAGES[language]] * len(batch), words_, counts])


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
        document.begun, document.gone,
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
