"""Two people changed the same form: join what doesn't clash, and ask about the rest. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Clash:
    """A field that both changed, each in their own way."""

    name: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """The joined values, with mine where both changed, and the fields to decide on."""

    values: dict[str, str]
    clashes: list[Clash]


def merge(base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merged:
    """Join two changes of the same values.

    Args:
        base: as both found it.
        theirs: as it was saved meanwhile.
        mine: as it is to be saved now.

    >>> merge({"a": "1", "b": "2"}, {"a": "9", "b": "2"}, {"a": "1", "b": "8"}).values
    {'a': '9', 'b': '8'}
    >>> merge({"a": "1"}, {"a": "2"}, {"a": "3"}).clashes
    [Clash(name='a', theirs='2', mine='3')]
    """
    values, clashes = {}, []
    for name in dict.fromkeys([*base, *theirs, *mine]):
        was, other, own = (plain(each.get(name, "")) for each in (base, theirs, mine))
        values[name] = other if own == was else own
        if own not in (was, other) and other != was:
            clashes.append(Clash(name, other, own))
    return Merged(values, clashes)


def plain(value: str) -> str:
    r"""Bring a value into the form in which values are compared.

    >>> plain("one\r\ntwo \n")
    'one\ntwo'
    """
    return value.replace("\r\n", "\n").strip()
