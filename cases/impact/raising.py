"""A doubt that a change of law raises in a case, and writing it down once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from cases.law_choices import Doubt, FlagKind
from cases.models import Flag

BATCH = 1000
ABOUT = ("case_id", "kind", "doubt", "incident_id", "event_id", "duty_id", "measure_id", "version_id", "fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a flag says, in codes and dates."""

    case_id: UUID
    doubt: Doubt
    version_id: int
    kind: str = FlagKind.RULE_CHANGED
    incident_id: UUID | None = None
    event_id: UUID | None = None
    duty_id: UUID | None = None
    measure_id: UUID | None = None
    fact: str = ""
    from_on: dt.date | None = None
    until_on: dt.date | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same doubt as another."""
        return tuple(str(getattr(self, name)) for name in ABOUT)

    def flag(self) -> Flag:
        """Return the flag to add."""
        names = (*ABOUT, "from_on", "until_on")
        return Flag(**{name: getattr(self, name) for name in names})


def raise_findings(findings: Iterable[Finding], *, using: str) -> Counter[str]:
    """Add a flag for each finding that never had one; what a person settled is not raised again."""
    found: Counter[str] = Counter()
    for batch in _batches(findings):
        found.update(finding.doubt for finding in batch)
        known = _known({finding.case_id for finding in batch}, using)
        new = [finding.flag() for finding in batch if finding.key not in known]
        Flag.objects.using(using).bulk_create(new, ignore_conflicts=True)
    return found


def _known(cases: set[UUID], using: str) -> set[tuple[str, ...]]:
    rows = Flag.objects.using(using).filter(case__in=cases).order_by().values_list(*ABOUT)
    return {tuple(str(value) for value in row) for row in rows}


def _batches(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    remaining = iter(findings)
    while batch := list(islice(remaining, BATCH)):
        yield batch
