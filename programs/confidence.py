"""How sure a figure is: no source here counts by itself, and some contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from legislation.choices import Confidence


class Seen(Protocol):
    """A figure of a period."""

    @property
    def value(self) -> object:
        """What was observed."""


def confidence_of(seen: Sequence[Seen]) -> Confidence:
    """Rate the figures of one period as the reference data does: low where sources contradict each other.

    Otherwise medium: read in a report about it, not checked against the count itself.

    >>> from types import SimpleNamespace as Figure
    >>> confidence_of([Figure(value=30)]).value, confidence_of([Figure(value=30), Figure(value=25)]).value
    ('medium', 'low')
    """
    return Confidence.LOW if len({each.value for each in seen}) > 1 else Confidence.MEDIUM
