"""Load the reference data: validate everything, then bring the database in line in one transaction."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pghistory
import pgtrigger
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from tqdm import tqdm

from legislation.actions import load_reference
from legislation.loading.flatten import flatten
from legislation.loading.outcome import Outcome
from legislation.loading.reading import Documents, read, with_lines
from legislation.loading.rows import Row
from legislation.loading.specs import SPECS, Part
from legislation.loading.validation import validate
from legislation.models.protection import PROTECTION

SHIPPED = Path(__file__).resolve().parents[2] / "reference"
COLUMNS = ("added", "changed", "unchanged", "removed", "kept", "conflicts")


class Command(BaseCommand):
    """Load laws, vocabularies and reference amounts from a directory of YAML files.

    An app above this one adds its data with a command of the same name that derives from this one
    and names its `parts` (Django takes the command of the app that is installed first).
    """

    parts: tuple[Part, ...] = ()

    help = (
        "Loads the reference data (legislation/reference/README.md tells the format). Everything is "
        "validated before anything is written; what an editor changed is never overwritten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=SHIPPED, metavar="DIR")
        parser.add_argument("--check", action="store_true", help="validate only; the database isn't touched")

    def handle(self, *, directory: Path, check: bool, verbosity: int, **_options: Any) -> None:
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory: give one that holds the reference data.")
        with _collector_paused():
            documents = self._valid(directory)
            rows = [*flatten(documents), *(row for part in self.parts for row in part.flatten(documents))]
            if check:
                laws = len(documents.laws)
                self.stdout.write(f"{directory}: {laws} laws, {len(rows)} records, all valid.")
                return
            outcome = self._load(rows)
        if verbosity:
            self._report(outcome)

    def _valid(self, directory: Path) -> Documents:
        """Read the directory, and stop where anything is wrong with it."""
        documents = read(directory, further=[file for part in self.parts for file in part.files])
        problems = with_lines(directory, validate(documents, self.parts))
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            raise CommandError(f"{count} in {directory}; nothing was written.")
        return documents

    def _load(self, rows: list[Row]) -> Outcome:
        specs = [*SPECS, *(spec for part in self.parts for spec in part.specs)]
        protected = [trigger for part in self.parts for trigger in part.protected]
        with tqdm(total=len(rows), unit=" records", disable=not sys.stderr.isatty(), leave=False) as bar:
            try:
                with pghistory.context(source="load_reference"), pgtrigger.ignore(*PROTECTION, *protected):
                    return load_reference(rows=rows, specs=specs, progress=bar.update)
            except IntegrityError as error:
                raise CommandError(
                    f"The data contradict what was entered here; nothing was written. {error}"
                ) from error

    def _report(self, outcome: Outcome) -> None:
        self.stdout.write(f"{'':<20}" + "".join(f"{name:>11}" for name in COLUMNS))
        for model, tally in outcome.tallies.items():
            counts = "".join(f"{getattr(tally, name):>11}" for name in COLUMNS)
            self.stdout.write(f"{model:<20}{counts}")
        for conflict in outcome.conflicts:
            self.stderr.write(f"conflict: {conflict}")
        if outcome.conflicts:
            count = len(outcome.conflicts)
            words = "1 conflict: the record was" if count == 1 else f"{count} conflicts: the records were"
            self.stderr.write(f"{words} left as found here.")
        elif not outcome.wrote:
            self.stdout.write("Nothing changed.")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare Python the search for cycles among very many small records: two fifths of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
