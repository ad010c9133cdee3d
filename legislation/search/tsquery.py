"""Writes a parsed query as text for PostgreSQL's `to_tsquery`, harmless whatever was typed; pure."""

from collections.abc import Iterable

from kbase.text import is_stop_word, lexeme, query_keys
from legislation.search.query import Clause, Option, ParsedQuery, Term

CONFIGURATIONS = {"en": "english", "ru": "russian"}  # every other language is stored with 'simple'
STEMMED_HERE = ("kk", "ur")


def configuration(language: str) -> str:
    """Return the text search configuration whose vectors and queries this language uses."""
    return CONFIGURATIONS.get(language, "simple")


def _word(word: str, language: str, *, prefix: bool) -> str:
    # Only letters and digits arrive here, so a quoted word cannot end early nor hold an operator.
    beginning = [f"'{lexeme(word)}':*"] if prefix else []
    if language in STEMMED_HERE:
        keys = [f"'{lexeme(key)}'" for key in query_keys(word, language)]
    else:
        keys = [] if prefix else [f"'{lexeme(word)}'"]
    return _any(keys + beginning)


def _any(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' | '.join(parts)})"


def _term(term: Term, language: str) -> str:
    last = len(term.words) - 1
    parts = [
        _word(word, language, prefix=term.prefix and place == last) for place, word in enumerate(term.words)
    ]
    return parts[0] if len(parts) == 1 else f"({' <-> '.join(parts)})"


def _searchable(option: Option, language: str) -> list[Term]:
    """Leave out stop words; PostgreSQL does so itself for the languages that it stems."""
    return [
        term
        for term in option
        if term.prefix or not (len(term.words) == 1 and is_stop_word(term.words[0], language))
    ]


def _option(terms: Iterable[Term], language: str) -> str:
    parts = [_term(term, language) for term in terms]
    return parts[0] if len(parts) == 1 else f"({' & '.join(parts)})"


def _clause(clause: Clause, language: str, *, keep_stop_words: bool) -> str:
    options = [
        list(option) if keep_stop_words else _searchable(option, language) for option in clause.options
    ]
    parts = [_option(option, language) for option in options if option]
    return _any(parts) if parts else ""


def to_tsquery_string(parsed: ParsedQuery, language: str) -> str:
    """Return the argument of `to_tsquery(configuration, …)`; empty when nothing is asked for.

    Kazakh and Urdu words become every key that their forms may be indexed under; the other languages are
    stemmed by their configuration. Texts must have been indexed by `kbase.text.search_vector_text`.
    A query of stop words only keeps them, for use with 'simple'.

    >>> from legislation.search.query import parse_query
    >>> to_tsquery_string(parse_query('"protective order" police -bill'), "en")
    "('protective' <-> 'order') & 'police' & !'bill'"
    >>> to_tsquery_string(parse_query("органына"), "kk")
    "('орга' | 'орган' | 'органс')"
    >>> to_tsquery_string(parse_query("'; DROP TABLE law; -- & | ! ("), "en")
    "'drop' & 'table' & 'law'"
    """
    keep = parsed.only_stop_words(language)
    wanted = [_clause(clause, language, keep_stop_words=keep) for clause in parsed.clauses]
    wanted = [clause for clause in wanted if clause]
    if not wanted:
        return ""
    unwanted = [f"!{_term(term, language)}" for term in parsed.excluded]
    return " & ".join(wanted + unwanted)
