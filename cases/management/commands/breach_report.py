"""After a breach: list the cases that were looked at or changed in a stretch of time, from the record."""

from __future__ import annotations

import csv
import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.breach import affected
from kbase.database import WORKER_ALIAS

HEADINGS = ("case", "number", "organisation", "first_at", "last_at", "people", "events", "deeds")


class Command(BaseCommand):
    """Print as CSV; identities and numbers only, no content and no names."""

    help = "Lists the cases that people reached between two instants, for the report to the authority."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", required=True, help="2026-11-22T09:00 on the clocks of the site")
        parser.add_argument("--until", required=True)
        parser.add_argument("--user", type=int, help="only what the account of this number did")
        parser.add_argument("--database", default=WORKER_ALIAS, help="alias of the worker's connection")

    def handle(self, *, since: str, until: str, user: int | None, database: str, **options: Any) -> None:
        first, last = _instant("--since", since), _instant("--until", until)
        if last < first:
            raise CommandError(f"--until {until} is before --since {since}.")
        writer = csv.writer(self.stdout)
        writer.writerow(HEADINGS)
        for row in affected(since=first, until=last, user_id=user, using=database):
            writer.writerow([row[name] for name in HEADINGS])


def _instant(option: str, text: str) -> dt.datetime:
    try:
        given = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} {text!r} can't be read: expected 2026-11-22T09:00.") from error
    return given if given.tzinfo else timezone.make_aware(given)
