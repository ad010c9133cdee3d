"""Proving that the record of accesses is whole: nothing changed, forked, lost or slipped in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cases.models import AccessEvent, ChainLink
from kbase.database import WORKER_ALIAS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEPARATOR = "\x1f"
FIELDS = (
    "at",
    "actor_id",
    "organisation_id",
    "case_id",
    "object_kind",
    "object_id",
    "deed",
    "purpose",
    "result",
)
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: what to publish to custodians, who can then tell whether the end was cut off."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a proof found."""

    head: Head
    problems: tuple[str, ...]


def text_of(event_id: object, values: Iterable[Any]) -> str:
    """Return the text that an event's digest covers, as sec.access_text writes it.

    >>> second = EPOCH + timedelta(seconds=1)
    >>> text_of("e", [second, 7, None, None, "", None, "read", "", "allowed"]).split(SEPARATOR)
    ['e', '1000000', '7', '', '', '', '', 'read', '', 'allowed']
    """
    at, *rest = values
    microseconds = (at - EPOCH) // timedelta(microseconds=1)
    return SEPARATOR.join(
        [str(event_id), str(microseconds), *("" if value is None else str(value) for value in rest)]
    )


def verify(*, using: str = WORKER_ALIAS, published: Head | None = None) -> Verdict:
    """Recompute every digest in order; memory stays flat.

    Args:
        using: a connection that may read the whole record.
        published: a head that was given to a custodian earlier; it must still be in the chain.
    """
    problems: list[str] = []
    digest, number = b"", 0
    seen_published = published is None or published.number == 0
    for link, event in _links(using):
        number += 1
        if link.number != number:
            problems.append(f"link {number} is missing, {link.number} follows")
            number = link.number
        if bytes(link.previous) != digest:
            problems.append(f"link {number} doesn't follow the one before it")
        if event is None:
            problems.append(f"link {number}: its event {link.event_id} is gone")
        elif hashlib.sha256(bytes(link.previous) + event.encode()).digest() != bytes(link.digest):
            problems.append(f"link {number}: event {link.event_id} was changed")
        digest = bytes(link.digest)
        if published and published.number == number:
            seen_published = True
            if published.digest != digest.hex():
                problems.append(f"link {number} is not the one that was published")
    if not seen_published:
        problems.append(f"the chain ends at {number}, but {published} was published")
    problems += [f"event {event_id} is not in the chain" for event_id in _unchained(using)]
    return Verdict(Head(number, digest.hex()), tuple(problems))


def _links(using: str) -> Iterator[tuple[ChainLink, str | None]]:
    """Yield each link with the text of its event."""
    last = -1
    while batch := list(ChainLink.objects.using(using).filter(number__gt=last).order_by("number")[:BATCH]):
        ids = [link.event_id for link in batch]
        rows = AccessEvent.objects.using(using).filter(pk__in=ids).values_list("id", *FIELDS)
        texts = {event_id: text_of(event_id, values) for event_id, *values in rows.iterator()}
        for link in batch:
            yield link, texts.get(link.event_id)
        last = batch[-1].number


def _unchained(using: str) -> list[Any]:
    chained = ChainLink.objects.using(using).values("event_id")
    return list(AccessEvent.objects.using(using).exclude(pk__in=chained).values_list("pk", flat=True)[:20])
