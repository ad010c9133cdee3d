"""Encrypted values of a record: columns hold tokens, attributes read and write the words."""

from __future__ import annotations

from typing import Any, overload

from django.db import models

from kbase.encryption import Place, keyring


class Sealed:
    """An attribute whose value is kept encrypted in a text column of the record.

    The token is bound to table, column and row, so the primary key must be known before anything is
    written: give the model a UUID with a default. Empty text is kept as it is: it says nothing.

    >>> class Person(models.Model):  # doctest: +SKIP
    ...     id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ...     email_token = models.TextField(blank=True)
    ...     email = Sealed("email_token")
    """

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, record: None, owner: type) -> Sealed: ...

    @overload
    def __get__(self, record: models.Model, owner: type) -> str: ...

    def __get__(self, record: models.Model | None, owner: type) -> Any:
        if record is None:
            return self
        token = getattr(record, self.column)
        return keyring().decrypt(token, self.place(record)) if token else ""

    def __set__(self, record: models.Model, text: str) -> None:
        token = keyring().encrypt(text, self.place(record)) if text else ""
        setattr(record, self.column, token)

    def place(self, record: models.Model) -> Place:
        """Name where the value is kept."""
        if record.pk is None:
            raise ValueError(f"{record._meta.label} has no identity yet, to which {self.column} is bound.")
        return Place(record._meta.db_table, self.column, str(record.pk))
