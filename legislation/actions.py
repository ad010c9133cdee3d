"""Writes to the law that touch more than one record: each brings the search index along."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from legislation.loading.engine import synchronise
from legislation.loading.keeping import keep_conflicts
from legislation.loading.outcome import Outcome
from legislation.loading.rows import Row
from legislation.loading.specs import SPECS, Spec
from legislation.models import Law
from legislation.search.index import forget_missing_laws, index_laws, rebuild

# The laws to refresh at the end of `indexing_once`, where one is under way.
_collected: ContextVar[set[int] | None] = ContextVar("collected", default=None)


@transaction.atomic
def load_reference(
    *,
    rows: Sequence[Row],
    specs: Sequence[Spec] = SPECS,
    progress: Callable[[int], object] = lambda _count: None,
) -> Outcome:
    """Bring the database in line with rows of valid reference data, and the search index with it.

    Args:
        rows: all of the data, see `legislation.loading`.
        specs: the models to write.
        progress: called with the number of rows dealt with since the last call.
    """
    outcome = synchronise(rows, specs=specs, progress=progress)
    keep_conflicts(outcome.conflicts)
    if outcome.vocabulary:
        rebuild()  # words of roles, topics and the glossary stand in the texts of all laws
    elif outcome.laws:
        reindex(laws=Law.objects.filter(identifier__in=outcome.laws).values_list("pk", flat=True))
    if outcome.tally("Law").removed:
        forget_missing_laws()
    return outcome


@transaction.atomic
def reindex(*, laws: Collection[int]) -> int:
    """Refresh the search index of laws; call it in the transaction that changed something of theirs.

    Returns:
        The number of texts indexed.
    """
    collected = _collected.get()
    if collected is None:
        return index_laws(laws)
    collected.update(laws)
    return 0


@contextmanager
def indexing_once() -> Iterator[None]:
    """Refresh each law once, at the end, however many steps within change something of it."""
    collected: set[int] = set()
    token = _collected.set(collected)
    try:
        yield
    finally:
        _collected.reset(token)
    reindex(laws=collected)
