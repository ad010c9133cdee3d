"""Load instruments that danger and needs are assessed with."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.instrument_loading import SHIPPED, load_instruments
from cases.instruments import InvalidInstrumentError


class Command(BaseCommand):
    """Load definitions from a directory of JSON files."""

    help = (
        "Load instruments for assessments from JSON files (cases/reference/instruments shows the format). "
        "Each needs its provenance, its licence and whether it is validated; a version that was loaded stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=SHIPPED, metavar="DIR")

    def handle(self, *, directory: Path, verbosity: int, **_options: Any) -> None:
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory: give one that holds instruments.")
        try:
            count, new = load_instruments(directory)
        except InvalidInstrumentError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        if verbosity:
            self.stdout.write(f"{count} instruments, {new} of them in a new version.")
