"""The score of a row as SQL: BM25 from `ts_rank`, with weight for words that stand together and for headings.

For one lexeme with all weights 1, `ts_rank` is x = (1 + 1/4 + … + 1/tf²) / (π²/6), so tf is very nearly
0.645 x / (1 - x): the frequency of a word comes out of a built-in function, without a table of postings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from legislation.search.lexicon import Lexicon
from legislation.search.query import Clause, Option, ParsedQuery

K1: Final = 1.2
B: Final = 0.75
TOGETHER: Final = 0.3  # of the words' idf, for words that stand together as typed
HEADING: Final = 1.0  # of the query's idf, for a heading that has all its words
EXACT_HEADING: Final = 1.5  # on top, for a heading that has no others
IMPORTANCE: Final = 1000  # an importance of 100 adds a tenth
NAMED_LAW: Final = 1.5
MOST_WORDS: Final = 10  # that are scored; the rarest
MOST_OPTIONS: Final = 4  # of one clause

Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Atom:
    """A word that is scored: any of its lexemes, with its idf."""

    lexemes: tuple[str, ...]
    idf: float
    prefix: bool = False

    @property
    def query(self) -> str:
        """It as a tsquery.

        >>> Atom(("орга", "орган"), 1.0).query
        "('орга' | 'орган')"
        """
        parts = [_quoted(lexeme) + (":*" if self.prefix else "") for lexeme in self.lexemes]
        return parts[0] if len(parts) == 1 else f"({' | '.join(parts)})"


@dataclass(frozen=True, slots=True)
class Scorer:
    """Makes the score of rows in one language for one query."""

    parsed: ParsedQuery
    lexicon: Lexicon
    language: str
    laws: tuple[int, ...] = ()
    factor: float = 1.0

    def sql(self) -> Sql:
        """Return the expression over a row of the search table named `s`."""
        kept = self._rarest()
        parts = [self._clause(clause) for clause in kept]
        parts = [*(part for part in parts if part[0]), *self._neighbours()]
        if not parts:
            return "s.imp::real", []
        parts.append(self._heading(kept))
        text = " + ".join(part[0] for part in parts)
        params = [param for part in parts for param in part[1]]
        text = f"({text}) * {self.factor:.3f} * (1 + s.imp / {IMPORTANCE}.0)"
        if self.laws:
            return f"{text} * (CASE WHEN s.law = ANY(%s) THEN {NAMED_LAW} ELSE 1 END)", [
                *params,
                list(self.laws),
            ]
        return text, params

    def idf(self, clause: Clause) -> float:
        """Rate how much a clause tells: its rarest option."""
        return max((sum(atom.idf for atom in self._atoms(option)) for option in clause.options), default=0.0)

    def _rarest(self) -> list[Clause]:
        best = sorted(self.parsed.clauses, key=lambda clause: -self.idf(clause))[:MOST_WORDS]
        return [clause for clause in self.parsed.clauses if clause in best]

    def _atoms(self, option: Option) -> list[Atom]:
        found = []
        for term in option:
            for place, word in enumerate(term.words):
                entry = self.lexicon.entry(self.language, word)
                if entry.lexemes:
                    prefix = term.prefix and place == len(term.words) - 1
                    found.append(Atom(entry.lexemes, self.lexicon.idf(self.language, word), prefix))
        return found

    def _clause(self, clause: Clause) -> Sql:
        options = [self._option(option) for option in clause.options[:MOST_OPTIONS]]
        options = [option for option in options if option[0]]
        if len(options) < 2:
            return options[0] if options else ("", [])
        params = [param for option in options for param in option[1]]
        return f"greatest({', '.join(option[0] for option in options)})", params

    def _option(self, option: Option) -> Sql:
        atoms = self._atoms(option)[:MOST_WORDS]
        parts = [self._frequency(atom) for atom in atoms]
        parts += [self._together(first, second, 1) for first, second in pairwise(atoms)]
        return " + ".join(part[0] for part in parts), [param for part in parts for param in part[1]]

    def _frequency(self, atom: Atom) -> Sql:
        """BM25 of one word: idf (k1 + 1) tf / (tf + k), written with x once."""
        k = f"({K1 * (1 - B):.4f} + {K1 * B / self.lexicon.average_length(self.language):.6f} * s.len)"
        many = f"{len(atom.lexemes)} * " if len(atom.lexemes) > 1 else ""
        x = f"{many}ts_rank('{{1,1,1,1}}', s.tsv, %s::tsquery)"
        weight = atom.idf * (K1 + 1)
        return f"{weight:.4f} * (1 - {k} / (0.645 / greatest(1e-6, 1 - {x}) - 0.645 + {k}))", [atom.query]

    def _together(self, first: Atom, second: Atom, distance: int) -> Sql:
        weight = TOGETHER * (first.idf + second.idf)
        return f"(s.tsv @@ %s::tsquery)::int * {weight:.4f}", [f"{first.query} <{distance}> {second.query}"]

    def _neighbours(self) -> Iterator[Sql]:
        """Reward plain words that stand as far apart as typed; stop words between them count."""
        placed = [
            (place, atoms[0])
            for place, clause in enumerate(self.parsed.clauses)
            if len(clause.options) == 1 and len(atoms := self._atoms(clause.options[0])) == 1
        ]
        for (left, first), (right, second) in list(pairwise(placed))[:MOST_WORDS]:
            yield self._together(first, second, right - left)

    def _heading(self, clauses: list[Clause]) -> Sql:
        """Reward headings with many of the words and few others, and titles of laws a little."""
        lexemes: dict[str, None] = {}
        count, idf = 0, 0.0
        for clause in clauses:
            options = [self._atoms(option) for option in clause.options[:MOST_OPTIONS]]
            count += max(len(atoms) for atoms in options)
            idf += max(sum(atom.idf for atom in atoms) for atoms in options)
            lexemes |= {
                _quoted(lexeme) + (":*" if atom.prefix else ""): None
                for atoms in options
                for atom in atoms
                for lexeme in atom.lexemes
            }
        # ts_rank divides by the number of operands, of which a heading has one per word at best.
        scale = len(lexemes) / max(1, count) / 0.6079
        return (
            f"{idf * HEADING:.4f} * least(1, {scale:.4f} * ts_rank('{{0,0,0.2,1}}', s.htsv, %s::tsquery))"
            f" * (1 + {EXACT_HEADING} * least(1, {count}.0 / greatest(1, s.hlen)))",
            [" | ".join(lexemes)],
        )


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
