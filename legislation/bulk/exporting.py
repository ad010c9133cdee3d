"""What may be exported, how many rows that is, and the file, made piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from legislation.bulk.kinds import KINDS, Kind
from legislation.bulk.writing import write_csv, write_workbook
from legislation.editing.rights import Actor

EXPORT_JOB = "bulk-export"
ALL = "all"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """A file that someone may have."""

    name: str
    suffix: str
    kinds: tuple[Kind, ...]

    @property
    def file_name(self) -> str:
        """Name of the file; that of a CSV says what it holds."""
        return f"{self.name}.{self.suffix}"

    @property
    def file_type(self) -> str:
        """Type of its content."""
        return "text/csv; charset=utf-8" if self.suffix == "csv" else XLSX

    def size(self) -> int:
        """Count its rows, or a few more."""
        return sum(kind.model._default_manager.count() for kind in self.kinds)

    def pieces(self, progress: Callable[[int, int], None] | None = None) -> Iterator[bytes]:
        """Make it."""
        step = _Steps(progress, self.size()) if progress else None
        return write_csv(self.kinds[0], step) if self.suffix == "csv" else write_workbook(self.kinds, step)


class _Steps:
    """Counts rows as they are written."""

    def __init__(self, progress: Callable[[int, int], None], total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        for row in rows:
            self._done += 1
            self._progress(min(self._done, self._total), self._total)
            yield row


def export_of(name: str, suffix: str, actor: Actor) -> Export | None:
    """Give the export of a name, or nothing where there is none that the actor may have."""
    kinds = tuple(KINDS.values()) if name == ALL else tuple(filter(None, [KINDS.get(name)]))
    suffixes = ("xlsx", "csv") if len(kinds) == 1 else ("xlsx",)
    if not kinds or suffix not in suffixes or not all(may_export(actor, kind) for kind in kinds):
        return None
    return Export(name, suffix, kinds)


def may_export(actor: Actor, kind: Kind) -> bool:
    """Tell whether someone may take out records of a kind: may see them one by one."""
    return bool(actor.has_perm(f"legislation.view_{kind.model._meta.model_name}"))  # type: ignore[union-attr]
