"""Bring the database in line with the rows: idempotent, in one transaction, never over an editor's change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pgtrigger
from django.db import connection, transaction

from legislation.loading.outcome import Outcome
from legislation.loading.planning import Change, Plan
from legislation.loading.removing import Candidates, remove
from legislation.loading.resolving import Known
from legislation.loading.rows import Ref, Row
from legislation.loading.specs import SPECS, Spec
from legislation.models import LoadedRecord
from legislation.models.protection import PROTECTION

BATCH = 500


@pgtrigger.ignore(*PROTECTION)  # it alone rewrites in place, and only what no editor touched
@transaction.atomic
def synchronise(
    rows: Sequence[Row],
    *,
    specs: Sequence[Spec] = SPECS,
    progress: Callable[[int], object] = lambda _count: None,
) -> Outcome:
    """Add, change and remove records until the database says what the rows say.

    Args:
        rows: everything that the data hold, each key once per model.
        specs: the models to write; records of others are left alone.
        progress: called with the number of rows dealt with since the last call.
    """
    outcome, known = Outcome(), Known()
    by_model: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_model[row.model].append(row)
    loaded: dict[str, dict[str, LoadedRecord]] = defaultdict(dict)
    for record in LoadedRecord.objects.all():
        loaded[record.model][record.key] = record
    with connection.cursor() as cursor:
        # Between two statements a boundary between versions may overlap; it counts at the end.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    candidates: Candidates = {}
    for spec in specs:
        wanted = by_model[spec.name]
        plan = _plan(spec, known, outcome, loaded[spec.name])
        for wave in _waves(wanted):
            for row in wave:
                plan.decide(row)
            _write(plan)
            progress(len(wave))
        candidates[spec.name] = plan.removable(loaded[spec.name].keys() - {row.key for row in wanted})
    gone = remove(candidates, outcome, specs)
    for model, keys in gone.items():
        LoadedRecord.objects.filter(model=model, key__in=keys).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return outcome


def _plan(spec: Spec, known: Known, outcome: Outcome, loaded: dict[str, LoadedRecord]) -> Plan:
    names = [field.get_attname() for field in spec.fields]
    stored = {row.pop("pk"): row for row in spec.model._base_manager.values("pk", *names)}
    outcome.tally(spec.name)
    return Plan(spec, known, outcome, loaded, stored)


def _waves(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows of one model in such an order that those a row points to come in an earlier wave."""
    waiting = {row.key: row for row in rows}
    while waiting:
        wave = [row for row in waiting.values() if not _awaits(row, waiting)]
        if not wave:
            raise ValueError(
                f"{rows[0].model}: records point to each other in a circle: {sorted(waiting)[:5]}"
            )
        yield wave
        for row in wave:
            del waiting[row.key]


def _awaits(row: Row, waiting: dict[str, Row]) -> bool:
    return any(
        isinstance(value, Ref) and value.model == row.model and value.key in waiting
        for value in row.values.values()
    )


def _write(plan: Plan) -> None:
    """Write what was decided so far, and remember it as loaded."""
    added = [change for change in plan.changes if change.identity is None]
    changed = [change for change in plan.changes if change.identity is not None]
    model, name = plan.spec.model, plan.spec.name
    if added:
        made = model._base_manager.bulk_create([model(**change.values) for change in added], BATCH)
        for change, instance in zip(added, made, strict=True):
            change.identity = instance.pk
            plan.known.alive[name, change.row.key] = instance.pk
    if changed:
        instances = [model(pk=change.identity, **change.values) for change in changed]
        fields = [field.name for field in plan.spec.fields]
        model._base_manager.bulk_update(instances, fields, BATCH)
    plan.outcome.tally(name).added += len(added)
    plan.outcome.tally(name).changed += len(changed)
    if plan.spec.in_index:
        for change in plan.changes:
            plan.outcome.touch(change.row.law)
    _remember(plan, [*plan.changes, *plan.adopted])
    plan.changes, plan.adopted = [], []


def _remember(plan: Plan, changes: list[Change]) -> None:
    records = [
        LoadedRecord(
            model=plan.spec.name, key=change.row.key, object_id=change.identity, digest=change.digest
        )
        for change in changes
        if change.identity is not None  # all have one by now
    ]
    LoadedRecord.objects.bulk_create(
        records,
        BATCH,
        update_conflicts=True,
        unique_fields=("model", "key"),
        update_fields=("object_id", "digest"),
    )
