"""Reads what somebody typed into the search box; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kbase.text import is_stop_word, words
from legislation.aliases import Aliases, match_alias
from legislation.citations import Citation, parse_citation

LONGEST_QUERY = 400  # characters

_TOKEN = re.compile(
    r"""(?P<minus>(?<![^\s(])[-−–](?=[^\s\-−–]))?       # a minus sign excludes what it touches
        (?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?      # quotes of any kind; the last may be missing
        |(?P<or>(?<!\S)(?:OR|ИЛИ|НЕМЕСЕ|\|{1,2})(?!\S))
        |(?P<word>[^\s"“”„«»]+))""",
    re.VERBOSE,
)
_WORD_AT_END = re.compile(r"[^\W_]\Z")  # a space or a mark after the last word says that it is finished


class QueryTooLong(ValueError):
    """Raised for a query that no person types."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.limit = LONGEST_QUERY
        super().__init__(f"A search may have up to {LONGEST_QUERY} characters; this one has {length}.")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that must stand together: a quoted phrase, a compound with hyphens, a glossary form.

    Attributes:
        prefix: the last word is only a beginning.
        quoted: stood in quotation marks.
        cited: lies inside the citation of the query.
    """

    words: tuple[str, ...]
    prefix: bool = False
    quoted: bool = False
    cited: bool = False

    def __str__(self) -> str:
        return " ".join(self.words) + ("*" if self.prefix else "")


Option = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: any option suffices, and an option wants all of its terms."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What was typed. All clauses must hold, and nothing of `excluded`.

    Attributes:
        typed: the query without surrounding space and invisible characters, to show again.
        laws: laws named in it by an alias, with or without a number.
    """

    typed: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Term, ...] = ()
    citation: Citation | None = None
    laws: tuple[str, ...] = ()

    def _terms(self) -> Iterator[Term]:
        for clause in self.clauses:
            for option in clause.options:
                yield from option

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words, in order."""
        return tuple(word for term in self._terms() if not term.quoted for word in term.words)

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The quoted phrases."""
        return tuple(term.words for term in self._terms() if term.quoted)

    @property
    def prefix(self) -> str | None:
        """The unfinished word, if there is one."""
        return next((term.words[-1] for term in self._terms() if term.prefix), None)

    @property
    def terms(self) -> tuple[str, ...]:
        """What to mark in a text; made for `kbase.highlighting.highlight`."""
        return tuple(dict.fromkeys(str(term) for term in self._terms()))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked for; exclusions alone find nothing rather than everything."""
        return not self.clauses

    def beyond_citation(self) -> "ParsedQuery":
        """Return the query without the words of its citation ('stalking' of 'stalking art. 115-1 CC')."""
        kept = []
        for clause in self.clauses:
            options = tuple(option for option in clause.options if not all(term.cited for term in option))
            if options:
                kept.append(Clause(options))
        return replace(self, clauses=tuple(kept), citation=None)

    def only_stop_words(self, language: str) -> bool:
        """Say whether a configuration of this language would drop every word: then search with 'simple'.

        >>> parse_query("to be or not to be").only_stop_words("en")
        True
        """
        every = [word for term in self._terms() for word in term.words]
        return bool(every) and all(is_stop_word(word, language) for word in every)


def _within(span: tuple[int, int], citation: Citation | None) -> bool:
    return citation is not None and span[0] < citation.span[1] and citation.span[0] < span[1]


def _term(match: re.Match[str], citation: Citation | None, *, prefix: bool) -> Term | None:
    text = match["phrase"] if match["phrase"] is not None else match["word"]
    spoken = tuple(words(text, "ru"))
    if not spoken:
        return None
    prefix = len(spoken[-1]) > 1 and (prefix or text.endswith("*"))
    return Term(spoken, prefix, match["phrase"] is not None, _within(match.span(), citation))


def _for_display(text: str) -> str:
    """Keep what was typed as it was, less what cannot be printed and needless space."""
    return " ".join("".join(c if c.isprintable() else " " if c.isspace() else "" for c in text).split())


def parse_query(text: str, aliases: Aliases | None = None, *, as_you_type: bool = False) -> ParsedQuery:
    """Read a query: words, "phrases", -exclusions, OR, beginnings* and citations; anything else is only text.

    Args:
        aliases: names of laws, to recognise 'КоАП 461'.
        as_you_type: the last word may be unfinished, unless a space follows it.

    Raises:
        QueryTooLong: more than 400 characters.

    >>> query = parse_query('stalking "protective order" -bill')
    >>> query.words, query.phrases, [str(term) for term in query.excluded]
    (('stalking',), (('protective', 'order'),), ['bill'])
    >>> parse_query("ст. 461").citation.number
    '461'
    >>> parse_query("x" * 401)
    Traceback (most recent call last):
    ...
    legislation.search.query.QueryTooLong: A search may have up to 400 characters; this one has 401.
    """
    unfinished = as_you_type and _WORD_AT_END.search(text) is not None
    text = text.strip()
    if len(text) > LONGEST_QUERY:
        raise QueryTooLong(len(text))
    citation = parse_citation(text, aliases)
    clauses: list[Clause] = []
    excluded: list[Term] = []
    alternative = False
    for match in _TOKEN.finditer(text):
        if match["or"]:
            alternative = bool(clauses)
            continue
        at_end = match.end() == len(text) and match["word"] is not None
        term = _term(match, citation, prefix=unfinished and at_end)
        if term is None:
            continue
        if match["minus"] and not term.cited:
            excluded.append(term)
        elif alternative:
            clauses[-1] = Clause((*clauses[-1].options, (term,)))
        else:
            clauses.append(Clause(((term,),)))
        alternative = False
    return ParsedQuery(
        typed=_for_display(text),
        clauses=tuple(clauses),
        excluded=tuple(excluded),
        citation=citation,
        laws=match_alias(text, aliases) if aliases is not None else (),
    )
