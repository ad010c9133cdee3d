"""Natural keys and the records they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from legislation.loading.rows import Ref, Row

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Values of a row with identities in place of natural keys, by attribute name.

    `asked` points to deleted records by the identity they had, to compare with what was loaded;
    `values` leaves such optional references empty. `orphan` names a required reference that can't
    be followed; `refused` says that it is to a record that the loader itself refused to make.
    """

    asked: dict[str, Any]
    values: dict[str, Any]
    orphan: str = ""
    refused: bool = False


@dataclass(slots=True)
class Known:
    """Which record each natural key stands for."""

    alive: dict[Key, int] = field(default_factory=dict)
    deleted: dict[Key, int] = field(default_factory=dict)
    refused: set[Key] = field(default_factory=set)

    def resolve(self, model: type[models.Model], row: Row) -> Resolved:
        """Replace the references of a row."""
        asked: dict[str, Any] = {}
        values: dict[str, Any] = {}
        orphan, refused = "", False
        for name, value in row.values.items():
            if not isinstance(value, Ref):
                attribute = name if value is not None else _attribute(model, name)
                asked[attribute] = values[attribute] = value
                continue
            attribute, key = f"{name}_id", (value.model, value.key)
            identity = self.alive.get(key)
            asked[attribute] = identity if identity is not None else self.deleted.get(key)
            values[attribute] = identity
            if identity is None and not _may_be_empty(model, name):
                orphan, refused = name, key in self.refused
        return Resolved(asked, values, orphan, refused)


def _attribute(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).get_attname())  # type: ignore[union-attr]


def _may_be_empty(model: type[models.Model], name: str) -> bool:
    return bool(model._meta.get_field(name).null)
