"""Fields that hold only ciphertext, and how their content is read and written.

A sealed field keeps a token. Nothing turns it into text by itself: not loading, printing, copying
or dumping a record. `opened(record, "name")` does, with the key of the record's case.
"""

from __future__ import annotations

import re
from typing import Any, Protocol, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from cases import keys
from kbase.encryption import Keyring, Place

TOKEN = re.compile(r"v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+")


class PlainTextError(TypeError):
    """Something that is not ciphertext was about to be stored; the message never repeats it."""


class KeptCase(Protocol):
    """What a case, or what has keys of its own, gives its records: identity and wrapped keys."""

    id: UUID
    content_key: str
    identity_key: str


class SealedField(models.TextField):
    """A text that the database holds encrypted; empty where nothing was written.

    Args:
        key: which of its keeper's keys: that of content, or that of identities.
        keeper: what keeps the keys: the record's case, another record it points to, or itself if empty
            (what an organisation reads that doesn't see the case).
    """

    def __init__(self, *args: Any, key: str = keys.CONTENT, keeper: str = "case", **kwargs: Any) -> None:
        self.key, self.keeper = key, keeper
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.key != keys.CONTENT:
            kwargs["key"] = self.key
        if self.keeper != "case":
            kwargs["keeper"] = self.keeper
        return name, path, args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Refuse anything but a token: a forgotten seal fails instead of storing plain text."""
        if value in ("", None) or hasattr(value, "resolve_expression"):
            return value
        if not isinstance(value, str) or not TOKEN.fullmatch(value):
            raise PlainTextError(f"{self.name} takes only what cases.sealing.seal() returned.")
        return value


def only_tokens(*fields: str, name: str) -> models.CheckConstraint:
    """Return the constraint by which the database itself refuses plain text."""
    condition = Q()
    for field in fields:
        condition &= Q(**{field: ""}) | Q(**{f"{field}__regex": f"^{TOKEN.pattern}$"})
    return models.CheckConstraint(condition=condition, name=name)


def seal(record: models.Model, **texts: str) -> None:
    """Write texts into sealed fields of a record, which must have its id and its case.

    An empty text empties the field: that nothing was written is no secret.
    """
    for name, text in texts.items():
        setattr(record, name, _ring(record, name).encrypt(text, _place(record, name)) if text else "")


def opened(record: models.Model, name: str) -> str:
    """Return the text of a sealed field.

    Raises:
        DecryptionError: it was changed, moved from elsewhere, or its key isn't there; never a guess.
    """
    token = getattr(record, name)
    return _ring(record, name).decrypt(token, _place(record, name)) if token else ""


def sealed_fields(model: type[models.Model]) -> list[str]:
    """Return the names of a model's sealed fields."""
    return [field.name for field in model._meta.get_fields() if isinstance(field, SealedField)]


def _ring(record: models.Model, name: str) -> Keyring:
    field: Any = record._meta.get_field(name)
    keeper = cast(KeptCase, getattr(record, field.keeper) if field.keeper else record)
    wrapped = keeper.identity_key if field.key == keys.IDENTITY else keeper.content_key
    return keys.keyring_of(wrapped, keeper.id, field.key)


def _place(record: models.Model, name: str) -> Place:
    return Place(record._meta.db_table, name, str(record.pk))
