"""Decide for each row of one model: add, change, leave, or report a conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from psycopg.types.range import Range

from legislation.loading.comparing import differences, digest, plain, plain_values
from legislation.loading.outcome import Conflict, Outcome
from legislation.loading.resolving import Known, Resolved
from legislation.loading.rows import Row
from legislation.loading.specs import Spec
from legislation.models import LoadedRecord

DELETED_HERE = "was deleted here, and the data have changed since it was loaded"
CHANGED_HERE = "was changed here, and the data have changed too"
ENTERED_HERE = "was entered here, and the data say otherwise"
GONE_FROM_DATA = "is no longer in the data, but was changed here"
NO_PARENT = "belongs to a record that was deleted here"
OVERLAPS = "is valid on days on which another record that was entered or changed here is valid"


@dataclass(slots=True)
class Change:
    """A row to write; `identity` is that of the record to change, nothing for one to add."""

    row: Row
    values: dict[str, Any]
    digest: str
    identity: int | None = None


@dataclass(slots=True)
class Plan:
    """The decisions for one model, and what they rest on."""

    spec: Spec
    known: Known
    outcome: Outcome
    loaded: dict[str, LoadedRecord]
    existing: dict[int, dict[str, Any]]
    changes: list[Change] = field(default_factory=list)
    adopted: list[Change] = field(default_factory=list)
    foreign: dict[tuple[Any, ...], int] = field(default_factory=dict)
    alike: dict[str, int] = field(default_factory=dict)
    ranges: dict[Any, list[tuple[int, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        claimed = {record.object_id for record in self.loaded.values()}
        for identity, values in self.existing.items():
            if identity not in claimed:
                self.alike[digest(plain_values(values))] = identity
                for names in self.spec.unique:
                    self.foreign[(names, *_picked(self.spec, names, values))] = identity
        if self.spec.apart:
            self.ranges = self._ranges_not_ours()

    def decide(self, row: Row) -> None:
        """Decide what becomes of a row."""
        resolved = self.known.resolve(self.spec.model, row)
        record = self.loaded.get(row.key)
        if record is None:
            self._decide_new(row, resolved)
        elif record.object_id not in self.existing:
            self._decide_deleted(row, resolved, record)
        else:
            self._decide_present(row, resolved, record)

    def _decide_new(self, row: Row, resolved: Resolved) -> None:
        if resolved.orphan:
            self._refuse(row, "" if resolved.refused else NO_PARENT)
            return
        wanted = plain_values(resolved.values)
        identity = self._same_entered_here(resolved.values, digest(wanted))
        if identity is None:
            if not self._overlaps(row, resolved.values, None):
                self.changes.append(Change(row, resolved.values, digest(wanted)))
            return
        self.known.alive[row.model, row.key] = identity
        here = self._here(identity, resolved.values)
        if here == wanted:
            self.adopted.append(Change(row, resolved.values, digest(wanted), identity))
            self.outcome.tally(row.model).unchanged += 1
        else:
            self._conflict(row, ENTERED_HERE, here, wanted, identity)

    def _decide_deleted(self, row: Row, resolved: Resolved, record: LoadedRecord) -> None:
        self.known.deleted[row.model, row.key] = record.object_id
        as_loaded = (digest(plain_values(resolved.asked)), digest(plain_values(resolved.values)))
        if record.digest in as_loaded:
            self.outcome.tally(row.model).kept += 1
        else:
            self._conflict(row, DELETED_HERE, {}, {})

    def _decide_present(self, row: Row, resolved: Resolved, record: LoadedRecord) -> None:
        identity = record.object_id
        self.known.alive[row.model, row.key] = identity
        wanted = plain_values(resolved.values)
        here = self._here(identity, resolved.values)
        wanted_digest = digest(wanted)
        if here == wanted:
            self.outcome.tally(row.model).unchanged += 1
            if wanted_digest != record.digest:
                self.adopted.append(Change(row, resolved.values, wanted_digest, identity))
        elif wanted_digest == record.digest:
            self.outcome.tally(row.model).kept += 1
        elif digest(here) == record.digest and not resolved.orphan:
            if not self._overlaps(row, resolved.values, identity):
                self.changes.append(Change(row, resolved.values, wanted_digest, identity))
        else:
            self._conflict(row, CHANGED_HERE, here, wanted, identity)

    def removable(self, keys: Iterable[str]) -> dict[int, str]:
        """Records that the data no longer have and nobody changed; reports those that somebody did."""
        found = {}
        for key in keys:
            record = self.loaded[key]
            values = self.existing.get(record.object_id)
            if values is None:
                continue
            if digest(plain_values(values)) == record.digest:
                found[record.object_id] = key
            else:
                self.outcome.refuse(
                    Conflict("", self.spec.name, key, GONE_FROM_DATA, identity=record.object_id)
                )
        return found

    def _here(self, identity: int, values: Mapping[str, Any]) -> dict[str, Any]:
        current = self.existing[identity]
        return plain_values({name: current[name] for name in values})

    def _same_entered_here(self, values: Mapping[str, Any], as_wanted: str) -> int | None:
        """The record, not made by the loader, that says the very same or has the same name."""
        if as_wanted in self.alike:
            return self.alike.pop(as_wanted)
        for names in self.spec.unique:
            identity = self.foreign.get((names, *_picked(self.spec, names, values)))
            if identity is not None:
                return identity
        return None

    def _ranges_not_ours(self) -> dict[Any, list[tuple[int, Any]]]:
        """Ranges of records that an editor entered or changed, by what they are kept apart in."""
        as_loaded = {record.object_id: record.digest for record in self.loaded.values()}
        found = defaultdict(list)
        for identity, values in self.existing.items():
            untouched = identity in as_loaded and digest(plain_values(values)) == as_loaded[identity]
            if not untouched and values.get("state", "published") == "published":
                found[values[f"{self.spec.apart}_id"]].append((identity, values["valid"]))
        return found

    def _overlaps(self, row: Row, values: Mapping[str, Any], identity: int | None) -> bool:
        others = self.ranges.get(values.get(f"{self.spec.apart}_id"), ()) if self.spec.apart else ()
        for other, valid in others:
            if other != identity and _overlap(valid, values["valid"]):
                self._refuse(row, OVERLAPS)
                return True
        return False

    def _refuse(self, row: Row, reason: str) -> None:
        """Leave a row out, and silently what hangs on it."""
        if (row.model, row.key) not in self.known.alive:
            self.known.refused.add((row.model, row.key))
        if reason:
            self._conflict(row, reason, {}, {})
        else:
            self.outcome.tally(row.model).kept += 1

    def _conflict(
        self,
        row: Row,
        reason: str,
        here: Mapping[str, Any],
        wanted: Mapping[str, Any],
        identity: int | None = None,
    ) -> None:
        found, as_wanted = differences(here, wanted), digest(wanted) if wanted else ""
        self.outcome.refuse(Conflict(row.file, row.model, row.key, reason, found, identity, as_wanted))


def _picked(spec: Spec, names: tuple[str, ...], values: Mapping[str, Any]) -> tuple[Any, ...]:
    attributes = (spec.model._meta.get_field(name).get_attname() for name in names)  # type: ignore[union-attr]
    return tuple(plain(values[attribute]) for attribute in attributes)


def _overlap(one: Range[Any], other: Range[Any]) -> bool:
    return (one.upper is None or other.lower is None or other.lower < one.upper) and (
        other.upper is None or one.lower is None or one.lower < other.upper
    )
