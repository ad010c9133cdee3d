"""Erase the applications whose time is over; without --apply it only says how many there are."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.cohorts.erasing import due_for_erasure, erase_all


class Command(BaseCommand):
    """Propose, or do, what applicants were promised. Run it every day."""

    help = "Says which applications are past the time for which they are kept; --apply erases them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="erase them; this can't be undone")

    def handle(self, *, apply: bool, **_options: Any) -> None:
        now = timezone.now()
        due = list(due_for_erasure(now=now))
        counts = Counter((each.cohort_id, each.state) for each in due)
        for (cohort, state), count in sorted(counts.items()):
            self.stdout.write(f"cohort {cohort}: {count} {state}")
        if apply:
            self.stdout.write(f"{erase_all(due, now=now)} applications are erased; their counts are kept.")
        else:
            self.stdout.write(f"{len(due)} applications are due. Run it with --apply to erase them.")
