"""Problems found in the reference data, named by file, record and field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Step = str | int
SHOWN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    `path` leads from the top of the file to the value, for the line number.
    """

    file: str
    record: str
    field: str
    message: str
    path: tuple[Step, ...] = ()
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(filter(None, (place, self.record, self.field, self.message)))


@dataclass(slots=True)
class Place:
    """A value in a file, that problems can be reported at."""

    problems: list[Problem]
    file: str
    record: str = ""
    path: tuple[Step, ...] = ()
    base: int = 0  # how much of the path leads to the record, and isn't part of the field

    def at(self, *steps: Step) -> Place:
        """The place below this one."""
        return Place(self.problems, self.file, self.record, (*self.path, *steps), self.base)

    def of_record(self, record: str) -> Place:
        """The same place, where a record begins that has a name of its own."""
        return Place(self.problems, self.file, record, self.path, len(self.path))

    def say(self, message: str) -> None:
        """Report a problem here."""
        self.problems.append(Problem(self.file, self.record, self.field, message, self.path))

    @property
    def field(self) -> str:
        """The field as a reader would write it; lists are counted from 1.

        >>> Place([], "a.yaml", path=("provisions", 3, "duties", 0, "bearer"), base=2).field
        'duties[1].bearer'
        """
        return dotted(self.path[self.base :])

    def entries(self, values: object, key: Step) -> Iterator[tuple[object, Place]]:
        """The entries of a list below this place, each with its own place; nothing if it is no list."""
        if isinstance(values, list):
            for number, value in enumerate(values):
                yield value, self.at(key, number)


def dotted(path: tuple[Step, ...]) -> str:
    """Write a path the way people do.

    >>> dotted(("topics", 1)), dotted((0, "slug"))
    ('topics[2]', '[1].slug')
    """
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def shown(value: object) -> str:
    """Show a value in a message, shortened.

    >>> shown("x" * 100)[-3:], shown(12), shown(None)
    ("xx…", '12', 'nothing')
    """
    if value is None:
        return "nothing"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
