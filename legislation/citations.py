"""Reads citations of provisions in English, Russian, Kazakh and Urdu; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kbase.text import normalise_with_offsets
from legislation.aliases import Aliases, AliasMatch
from legislation.citation_grammar import (
    ANY_UNIT,
    BARE,
    GRAMMARS,
    ORDINALS,
    PART,
    URDU_LETTERS,
    URDU_NUMBER,
    VALUE,
)

Kind = Literal["article", "section", "number"]

_WORD = re.compile(r"[^\W_]+")
_FARTHEST = 3  # words that may stand between a number and the name of its law


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision that somebody named.

    Attributes:
        law_hint: the law as it was named, None when none of the known names stands near.
        laws: the laws that name may mean.
        number: '115-1', '509A'; a letter is a capital without a hyphen before it.
        sub: part, paragraph, point, from the outside in: ('2', '9').
        kind: 'number' when neither 'article' nor 'section' was said.
        span: start and end (exclusive) in the text as typed, without the law.
    """

    law_hint: str | None
    number: str
    sub: tuple[str, ...]
    kind: Kind
    span: tuple[int, int]
    laws: tuple[str, ...] = ()

    @property
    def is_weak(self) -> bool:
        """Say whether this is a bare number that may be no citation at all."""
        return self.kind == "number" and not self.laws

    @property
    def full_number(self) -> str:
        """The number with its parts as provisions carry it: '51(3)(9)'."""
        return self.number + "".join(f"({part})" for part in self.sub)


def _canonical(number: str) -> str:
    for name in sorted(URDU_LETTERS, key=len, reverse=True):
        if number.endswith(name):
            return number.removesuffix(name).rstrip(" -") + URDU_LETTERS[name]
    return number[:-1].rstrip("-") + number[-1].upper() if number[-1].isalpha() else number


def _part_values(stretch: str) -> list[str]:
    values = []
    for match in VALUE.finditer(ANY_UNIT.sub(" ", stretch)):
        ordinals = (number for number, pair in enumerate(ORDINALS, 1) if match[0].startswith(pair))
        values.append(str(next(ordinals, match[0])))
    return values


def _subdivisions(groups: dict[str, str]) -> tuple[str, ...]:
    inside = re.findall(PART, groups.get("parens", ""))
    lead, trail = _part_values(groups.get("lead", "")), _part_values(groups.get("trail", ""))
    return (*inside, *reversed(lead), *trail)


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation in the normalised text, before its law is known."""

    number: str
    sub: tuple[str, ...]
    kind: Kind
    start: int
    end: int


def _kind(key: str) -> Kind:
    if not key:
        return "number"
    return "article" if key.startswith(("art", "ст", "ба", "ار")) else "section"


def _expanded(match: re.Match[str]) -> Iterator[_Found]:
    """Yield one citation for each number of a list; parts belong to the last."""
    groups = match.groupdict("")
    which = "numbers" if groups["numbers"] else "numbers2"
    kind = _kind(groups.get("key", "") or groups.get("key2", ""))
    numbers = list(re.finditer(URDU_NUMBER, groups[which]))
    for place, number in enumerate(numbers):
        offset = match.start(which)
        yield _Found(
            number=_canonical(number[0]),
            sub=_subdivisions(groups) if place == len(numbers) - 1 else (),
            kind=kind,
            start=match.start() if place == 0 else offset + number.start(),
            end=match.end() if place == len(numbers) - 1 else offset + number.end(),
        )


def _overlaps(start: int, end: int, others: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in others)


def _named(plain: str) -> list[_Found]:
    """Find what says 'article' or 'section' in any language."""
    matches = [match for grammar in GRAMMARS for match in grammar.finditer(plain)]
    taken: list[tuple[int, int]] = []
    found: list[_Found] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if not _overlaps(*match.span(), taken):
            taken.append(match.span())
            found.extend(_expanded(match))
    return found


def _bare(plain: str, taken: list[tuple[int, int]]) -> Iterator[_Found]:
    for match in BARE.finditer(plain):
        is_date = re.fullmatch(r"(?:18|19|20|21)\d\d(?:-\d\d-\d\d)?", match["numbers"])
        if not is_date and not _overlaps(*match.span(), taken):
            yield from _expanded(match)


def _nearest(found: _Found, names: list[AliasMatch], places: list[tuple[int, int]]) -> AliasMatch | None:
    """Return the law named nearest to a citation, the one after it before the one in front."""

    def words_between(name: AliasMatch) -> tuple[int, bool]:
        low, high = min(found.end, name.end), max(found.start, name.start)
        between = sum(1 for start, end in places if start >= low and end <= high)
        return between, name.start < found.start

    nearest = min(names, key=words_between, default=None)
    return nearest if nearest is not None and words_between(nearest)[0] <= _FARTHEST else None


def find_citations(text: str, aliases: Aliases | None = None) -> list[Citation]:
    """Return every citation in text, in order; 'ст. 73, 73-1 КоАП' gives two.

    A number without 'article' or the like counts when the name of a law stands beside it, when it has
    a hyphen or a letter, or when it is all there is.

    >>> find_citations("ч. 2 ст. 73-1")
    [Citation(law_hint=None, number='73-1', sub=('2',), kind='article', span=(0, 13), laws=())]
    >>> find_citations("30 days")
    []
    """
    plain, offsets = normalise_with_offsets(text, "ru")
    words = [(match[0], *match.span()) for match in _WORD.finditer(plain)]
    found = _named(plain)
    taken = [(citation.start, citation.end) for citation in found]
    places = [(start, end) for _, start, end in words if not _overlaps(start, end, taken)]
    names = aliases.find(words) if aliases is not None else []
    names = [name for name in names if not _overlaps(name.start, name.end, taken)]
    found += _bare(plain, taken + [(name.start, name.end) for name in names])
    citations = []
    for one in sorted(found, key=lambda one: one.start):
        law = _nearest(one, names, places)
        alone = plain.strip() == plain[one.start : one.end]
        if one.kind == "number" and law is None and one.number.isdecimal() and not alone:
            continue
        citations.append(
            Citation(
                law_hint=text[offsets[law.start] : offsets[law.end - 1] + 1] if law is not None else None,
                number=one.number,
                sub=one.sub,
                kind=one.kind,
                span=(offsets[one.start], offsets[one.end - 1] + 1),
                laws=law.laws if law is not None else (),
            )
        )
    return citations


def parse_citation(text: str, aliases: Aliases | None = None) -> Citation | None:
    """Return the first citation in text that is more than a bare number, else the first, else None.

    >>> parse_citation("ҚК 115-1-баптың 2-бөлігі").full_number
    '115-1(2)'
    >>> parse_citation("دفعہ ۵۰۹").number
    '509'
    """
    citations = find_citations(text, aliases)
    return next((one for one in citations if not one.is_weak), citations[0] if citations else None)
