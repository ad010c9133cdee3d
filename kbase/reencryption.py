"""Encrypt again, with the active key, what was encrypted with an earlier one, wherever tokens are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models, transaction

from kbase.accounts.mfa_adapter import place_of_secret
from kbase.accounts.passkeys import SEAL, place_of_seal
from kbase.encryption import VERSION, DecryptionError, Keyring, Place
from kbase.sealed import Sealed

BATCH = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """Tokens of one kind: the records that may have one, where it is in a record, and what it is bound to."""

    name: str
    model: type[models.Model]
    get: Callable[[Any], str]
    put: Callable[[Any, str], None]
    place: Callable[[Any], Place]
    field: str


@dataclass(slots=True)
class Outcome:
    """What became of the tokens of a holder."""

    renewed: int = 0
    current: int = 0
    unreadable: int = 0


def holders() -> Iterator[Holder]:
    """Give every place: the second factors, and each `Sealed` attribute of each model."""
    for key in ("secret", "seed"):
        yield _of_authenticators(key, place_of_secret)
    yield _of_authenticators(SEAL, place_of_seal)
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for sealed in vars(model).values():
            if isinstance(sealed, Sealed):
                yield _of_sealed(model, sealed)


def renew(
    holder: Holder, keys: Keyring, *, progress: Callable[[int], object] = lambda _count: None
) -> Outcome:
    """Encrypt again what isn't of the active key, a batch to a transaction; what is done stays done.

    Args:
        progress: told how many records were looked at since the last time.
    """
    outcome, last = Outcome(), None
    while True:
        with transaction.atomic():
            rows = holder.model._base_manager.select_for_update(of=("self",)).order_by("pk")
            batch = list(rows.filter(pk__gt=last)[:BATCH] if last is not None else rows[:BATCH])
            for record in batch:
                _renew_one(holder, record, keys, outcome)
        if not batch:
            return outcome
        last = batch[-1].pk
        progress(len(batch))


def _renew_one(holder: Holder, record: Any, keys: Keyring, outcome: Outcome) -> None:
    token = holder.get(record)
    if not token:
        return
    place = holder.place(record)
    try:
        text = keys.decrypt(token, place)
    except DecryptionError:
        outcome.unreadable += 1
        return
    if token.startswith(f"{VERSION}.{keys.active}."):
        outcome.current += 1
        return
    holder.put(record, keys.encrypt(text, place))
    record.save(update_fields=[holder.field])
    outcome.renewed += 1


def _of_authenticators(key: str, place: Callable[[Any], Place]) -> Holder:
    def put(record: Authenticator, token: str) -> None:
        record.data = record.data | {key: token}

    return Holder(
        name=f"mfa_authenticator.data.{key}",
        model=Authenticator,
        get=lambda record: record.data.get(key, ""),
        put=put,
        place=lambda record: place(record.user),
        field="data",
    )


def _of_sealed(model: type[models.Model], sealed: Sealed) -> Holder:
    return Holder(
        name=f"{model._meta.db_table}.{sealed.column}",
        model=model,
        get=lambda record: getattr(record, sealed.column),
        put=lambda record, token: setattr(record, sealed.column, token),
        place=sealed.place,
        field=sealed.column,
    )
