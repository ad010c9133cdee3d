"""Write the blind indexes of people's numbers anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.reindexing import index_anew
from kbase.database import WORKER_ALIAS


class Command(BaseCommand):
    """After another index key was put first, or a release that reads numbers otherwise."""

    help = "Writes what equal numbers are found by, with the first of KBASE_INDEX_KEYS; resumable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=WORKER_ALIAS, help="alias of the worker's connection")

    def handle(self, *, database: str, **_options: Any) -> None:
        count = index_anew(using=database)
        self.stdout.write(f"{count} identities indexed anew; all are found by the first key.")
