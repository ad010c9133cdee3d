"""Remove records that the data no longer have, unless something that an editor made hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

from django.db import models

from legislation.loading.outcome import Conflict, Outcome
from legislation.loading.rows import law_of
from legislation.loading.specs import Spec

HOLDS_OTHERS = "is no longer in the data, but records that were entered or changed here hang on it"

Candidates = dict[str, dict[int, str]]
AnyKey: TypeAlias = "models.ForeignKey[Any, Any]"


def remove(candidates: Candidates, outcome: Outcome, specs: Sequence[Spec]) -> dict[str, set[str]]:
    """Delete the candidates that nothing else hangs on.

    Args:
        candidates: identity and key of each record to remove, by name of the model.
        specs: the models in the order of loading.

    Returns:
        Keys of the records that are gone, by name of the model.
    """
    names = {spec.model: spec.name for spec in specs}
    for spec in reversed(specs):  # what hangs on others comes last, so it is judged first
        for identity in _held(spec, candidates, names):
            key = candidates[spec.name].pop(identity)
            outcome.refuse(Conflict("", spec.name, key, HOLDS_OTHERS))
    gone: dict[str, set[str]] = {}
    for spec in reversed(specs):
        going = candidates.get(spec.name)
        if not going:
            continue
        _delete(spec.model, set(going))
        outcome.tally(spec.name).removed += len(going)
        gone[spec.name] = set(going.values())
        for key in going.values() if spec.in_index else ():
            outcome.touch(law_of(spec.name, key))
    return gone


def _delete(model: type[models.Model], going: set[int]) -> None:
    """Delete records of one model, those first that no other of them hangs on."""
    within = [field for other, field in _pointing_to(model) if other is model]
    while going:
        last = set(going)
        for field in within:
            children = model._base_manager.filter(**{f"{field.name}__in": going})
            last -= set(children.values_list(field.get_attname(), flat=True))
        last = last or going  # a circle: Django names the records that forbid it
        model._base_manager.filter(pk__in=last).delete()
        going = going - last


def _held(spec: Spec, candidates: Candidates, names: Mapping[type[models.Model], str]) -> set[int]:
    """Identities of candidates that a record which stays would go with, or forbids to go."""
    going = candidates.get(spec.name)
    held: set[int] = set()
    if not going:
        return held
    before = -1
    while before != len(held):  # a model may point to itself: parents of what is held are held too
        before = len(held)
        for other, field in _pointing_to(spec.model):
            leaving = set(candidates.get(names.get(other, ""), ()))
            if other is spec.model:
                leaving -= held
            staying = other._base_manager.filter(**{f"{field.name}__in": set(going) - held}).exclude(
                pk__in=leaving
            )
            held |= set(staying.values_list(field.get_attname(), flat=True))
    return held


def _pointing_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], AnyKey]]:
    """Foreign keys to a model that would take their record along, or forbid the deletion."""
    for relation in model._meta.related_objects:
        field = relation.field
        # History points to its record without a constraint, and stays when that goes.
        is_key = isinstance(field, models.ForeignKey) and field.db_constraint  # type: ignore[attr-defined]
        if is_key and relation.on_delete in (models.CASCADE, models.PROTECT):
            yield relation.related_model, cast(AnyKey, field)
