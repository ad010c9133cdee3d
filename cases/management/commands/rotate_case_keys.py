"""Wrap the keys of cases with the first of the configured master keys."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.rotation import rotate
from kbase.database import WORKER_ALIAS


class Command(BaseCommand):
    """After another key was put first: bring all cases to it, so that the former can be destroyed."""

    help = "Wraps the keys of all cases with the first of KBASE_CASE_KEYS and KBASE_IDENTITY_KEYS; resumable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=WORKER_ALIAS, help="alias of the worker's connection")

    def handle(self, *, database: str, **_options: Any) -> None:
        count = rotate(using=database)
        self.stdout.write(f"{count} cases wrapped anew; none is left on a former key.")
