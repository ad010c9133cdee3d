"""After a backup was restored: destroy again what had been destroyed since it was made."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

from cases.ledger import ForgedEntryError, entries
from kbase.database import WORKER_ALIAS

REPLAY = "SELECT sec.replay_erasure(%s, %s)"


class Command(BaseCommand):
    """Replay the ledger; a line that can't be proved destroys nothing and fails the command."""

    help = "Destroys again, after a restore, the cases that the ledger of destroyed cases names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ledger", type=Path, default=settings.ERASURE_LEDGER, help="file of the ledger")
        parser.add_argument("--database", default=WORKER_ALIAS, help="alias of the worker's connection")

    def handle(self, *, ledger: Path, database: str, **options: Any) -> None:
        if not ledger.exists():
            raise CommandError(f"There is no ledger {ledger}: name another with --ledger.")
        destroyed, forged = 0, 0
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            for entry in entries(ledger):
                if isinstance(entry, ForgedEntryError):
                    self.stderr.write(str(entry))
                    forged += 1
                    continue
                cursor.execute(REPLAY, [entry["case"], entry["number"]])
                destroyed += bool(cursor.fetchone()[0])
        self.stdout.write(f"{destroyed} cases were destroyed again.")
        if forged:
            raise CommandError(f"{forged} lines of the ledger were not followed.")
