"""Names that people use for laws ('КоАП', 'PPC', 'ҚК'), found inside what they type; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kbase.phrases import PhraseIndex
from kbase.text import normalise, words

# Left out of names on both sides, so that 'УК РК' and 'закон РК о …' are 'УК' and 'закон о …'.
_STATE = re.compile(
    r"рк|қр|rk|республики|казахстан(?:а|е|у)?|қазақстан\w{0,4}|республикасы\w{0,6}|kazakhstan"
)

# Words and their places; the places belong to whatever text the caller cut into words.
Placed = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """A name of one or more laws, from `start` to `end` in the text it was found in."""

    laws: tuple[str, ...]
    start: int
    end: int


def _is_state(word: str) -> bool:
    return _STATE.fullmatch(word) is not None


class Aliases:
    """Which laws a name may mean.

    Args:
        names: (language, name, law); more may come from titles in the database.

    >>> aliases = Aliases.from_mapping({"kz-criminal-code-2014": {"ru": ["УК"]}})
    >>> match_alias("Статья УК РК", aliases)
    ('kz-criminal-code-2014',)
    """

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        self._index = PhraseIndex(
            (language, " ".join(kept) or name, law)
            for language, name, law in names
            for kept in [[word for word in words(name, language) if not _is_state(word)]]
        )

    @classmethod
    def from_mapping(cls, data: Mapping[str, Mapping[str, Iterable[str]]]) -> "Aliases":
        """Build from law → language → names, the form of `reference/aliases.yaml`."""
        return cls(
            (language, name, law)
            for law, by_language in data.items()
            for language, names in by_language.items()
            for name in names
        )

    def find(self, placed: Placed) -> list[AliasMatch]:
        """Return the names among normalised words with their places, left to right."""
        kept = [entry for entry in placed if not _is_state(entry[0])]
        return [
            AliasMatch(match.values, kept[match.start][1], kept[match.end - 1][2])
            for match in self._index.find([word for word, _, _ in kept])
        ]


def match_alias(text: str, aliases: Aliases) -> tuple[str, ...]:
    """Return the laws meant by the longest name in text; empty when it holds none.

    >>> match_alias("по КоАП", Aliases([("ru", "КоАП", "kz-administrative-offences-2014")]))
    ('kz-administrative-offences-2014',)
    """
    plain = normalise(text, "ru")
    placed = [(match[0], *match.span()) for match in re.finditer(r"[^\W_]+", plain)]
    longest = max(aliases.find(placed), key=lambda match: match.end - match.start, default=None)
    return longest.laws if longest is not None else ()
