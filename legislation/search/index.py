"""Keeps the search tables in step with the law: in the same transaction as the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from kbase.text import normalise, words
from legislation.models import GlossaryForm, Law, LawAlias
from legislation.search.codes import LANGUAGE_OF, LANGUAGES
from legislation.search.documents import documents_of
from legislation.search.writing import count_lexemes, recount_lexemes, remove, write, write_words

# Any number, the same in every release: whoever counts words waits for who is counting, and none deadlock.
LOCK = "SELECT pg_advisory_xact_lock(7201962)"
REMOVE_NAMES = "DELETE FROM search_law_name WHERE law = ANY(%s)"
ADD_NAMES = """
INSERT INTO search_law_name (law, lang, name)
SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::text[])
"""
MISSING = """
SELECT DISTINCT n.law FROM search_law_name n LEFT JOIN legislation_law l ON l.id = n.law WHERE l.id IS NULL
"""
TABLES = ("provision_search", "search_law_name", "search_lexeme", "search_size", "search_word")
TITLE_FIELDS = ("title", "short_title")


@transaction.atomic
def index_laws(law_ids: Collection[int]) -> int:
    """Rewrite the rows of laws from what the database says now; return the number of texts indexed.

    Call it in the transaction that changed a law, its provisions, versions, texts, norms, topics or
    aliases, also after a law was deleted. Draft versions are left out.
    """
    laws = sorted(set(law_ids))
    if not laws:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(REMOVE_NAMES, [laws])
        _write_names(cursor, laws)
        change = remove(cursor, laws)
        written, added = write(cursor, documents_of(laws))
        change.update(added)
        count_lexemes(cursor, change)
        return written


@transaction.atomic
def rebuild() -> int:
    """Index everything anew, in order of importance over all laws, and count words exactly.

    `index_laws` adds its rows at the end and never forgets a word; this puts both right.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - one of our own names
        laws = list(Law.objects.order_by("pk").values_list("pk", flat=True))
        _write_names(cursor, laws)
        written, _change = write(cursor, documents_of(laws), counting=False)
        recount_lexemes(cursor)
    index_glossary()
    return written


@transaction.atomic
def forget_missing_laws() -> None:
    """Remove the rows of laws that no longer exist."""
    with connection.cursor() as cursor:
        cursor.execute(MISSING)
        missing = [law for (law,) in cursor.fetchall()]
    index_laws(missing)


def index_glossary() -> None:
    """Make the words of the glossary known to spelling and suggestions."""
    frequencies: dict[str, Counter[str]] = defaultdict(Counter)
    for language, text in GlossaryForm.objects.values_list("language", "text"):
        frequencies[language].update(words(text, language))
    with connection.cursor() as cursor:
        write_words(cursor, frequencies)


def _write_names(cursor: CursorWrapper, laws: list[int]) -> None:
    names = {(pk, language, name) for pk, language, name in _names(laws) if name}
    rows = sorted(names)
    cursor.execute(
        ADD_NAMES,
        [[row[0] for row in rows], [LANGUAGES[row[1]] for row in rows], [row[2] for row in rows]],
    )


def _names(laws: list[int]) -> list[tuple[int, str, str]]:
    names = []
    for law in Law.objects.filter(pk__in=laws):
        for field in TITLE_FIELDS:
            names.append((law.pk, "en", normalise(getattr(law, field), "en")))
            for language in LANGUAGE_OF.values():
                translated = (law.i18n or {}).get(f"{field}_{language}", "")
                names.append((law.pk, language, normalise(translated, language)))
        names.append((law.pk, "en", normalise(law.number, "en")))
    aliases = LawAlias.objects.filter(law__in=laws).values_list("law", "language", "alias")
    return names + [(law, language, normalise(alias, language)) for law, language, alias in aliases]
