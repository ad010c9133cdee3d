"""What other apps say about a record of the law: they register at start, so the law needn't know them.

What they need is fetched along with the record itself, as one column more: no reader pays for a query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models.expressions import BaseExpression

from kbase.localised import Localised


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said, with where to read on."""

    label: Localised | str
    url: str
    note: Localised | str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """What one app says, under a heading."""

    heading: str
    lines: list[Line] = field(default_factory=list)


Fetch = Callable[[], BaseExpression]
Say = Callable[[Any], Aside]
_sayers: dict[tuple[str, str], tuple[Fetch, Say]] = {}


def register(kind: str, name: str, fetch: Fetch, say: Say) -> None:
    """Let an app say something of each record of a kind; the same name again replaces it.

    Args:
        kind: of the record: 'provision'.
        fetch: gives the expression, in which `OuterRef("pk")` is the record.
        say: gets the value of the expression.
    """
    _sayers[kind, name] = fetch, say


def columns(kind: str) -> dict[str, BaseExpression]:
    """Give what to annotate a query of such records with."""
    return {f"aside_{name}": fetch() for (asked, name), (fetch, _say) in _sayers.items() if asked == kind}


def asides(kind: str, record: Any) -> list[Aside]:
    """Say what every app has to say of a record that was fetched with its columns."""
    said = [
        say(getattr(record, f"aside_{name}"))
        for (asked, name), (_fetch, say) in _sayers.items()
        if asked == kind
    ]
    return [aside for aside in said if aside.lines]
