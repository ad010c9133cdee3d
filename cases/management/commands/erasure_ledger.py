"""Print the ledger of what was destroyed, whole, from the database: to keep beside each backup."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.ledger import entry_of
from cases.models import Disposition
from kbase.database import WORKER_ALIAS


class Command(BaseCommand):
    """Write the ledger anew, as after a change of the master keys."""

    help = "Prints the signed ledger of destroyed cases; redirect it to a file that is kept apart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=WORKER_ALIAS, help="alias of the worker's connection")

    def handle(self, *, database: str, **options: Any) -> None:
        for disposition in Disposition.objects.using(database).executed().order_by("executed_at"):
            self.stdout.write(json.dumps(entry_of(disposition), sort_keys=True))
