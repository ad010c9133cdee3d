"""Release the statistics of a month that is closed, on the fifth of the next one; the queue does it too."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.figures.releases import MonthNotClosedError, month_before, release


class Command(BaseCommand):
    """Make the tables once; what was released stays as it is."""

    help = "Releases the statistics of cases of a month, small numbers left out; once for each month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", default="", help="2026-10; the month before this one unless given")

    def handle(self, *, month: str, **options: Any) -> None:
        today = timezone.localdate()
        try:
            chosen = dt.date.fromisoformat(f"{month}-01") if month else month_before(today)
            made = release(chosen, today=today)
        except MonthNotClosedError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"--month {month!r} can't be read: expected 2026-10.") from error
        self.stdout.write(f"{made.month:%Y-%m}: {len(made.tables)} tables.")
