"""What a load did: counts per model, conflicts with editors' changes, laws touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from legislation.loading.problems import shown


@dataclass(slots=True)
class Tally:
    """Counts for one model; `kept` are records that an editor changed or deleted and the data didn't."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which the record here and the data disagree."""

    field: str
    here: Any
    data: Any

    def __str__(self) -> str:
        return f"{self.field}: here {shown(self.here)}, in the data {shown(self.data)}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that the loader left alone though the data say something else.

    `identity` is that of the record here, if there is one; `digest` is of what the data say.
    """

    file: str
    model: str
    record: str
    reason: str
    differences: tuple[Difference, ...] = ()
    identity: int | None = None
    digest: str = ""

    def __str__(self) -> str:
        head = ": ".join(filter(None, (self.file, f"{self.model} {self.record}", self.reason)))
        return "\n".join((head, *(f"    {difference}" for difference in self.differences)))


@dataclass(slots=True)
class Outcome:
    """The result of a load."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    laws: set[str] = field(default_factory=set)
    vocabulary: bool = False

    def tally(self, model: str) -> Tally:
        """The counts of a model."""
        return self.tallies.setdefault(model, Tally())

    def touch(self, law: str) -> None:
        """Note that something of a law, or of the vocabularies, was written."""
        if law:
            self.laws.add(law)
        else:
            self.vocabulary = True

    def refuse(self, conflict: Conflict) -> None:
        """Note a conflict."""
        self.conflicts.append(conflict)
        self.tally(conflict.model).conflicts += 1

    @property
    def wrote(self) -> bool:
        """Whether anything was written."""
        return any(tally.added or tally.changed or tally.removed for tally in self.tallies.values())
