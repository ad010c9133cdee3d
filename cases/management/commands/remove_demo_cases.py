"""Take invented cases away again; real ones are never touched."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.demo.register import DemoRefusedError
from cases.demo.removing import remove


class Command(BaseCommand):
    """Deletes what the database itself has marked as invented, in batches; may be run again."""

    help = "Removes invented cases and their history; numbers stay used, the record of accesses stays whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default="", help="name; all organisations when it isn't given")

    def handle(self, *, organisation: str, **_options: Any) -> None:
        try:
            count = remove(
                organisation=organisation, progress=lambda done: self.stdout.write(f"{done:,} removed")
            )
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count:,} invented cases were removed.")
