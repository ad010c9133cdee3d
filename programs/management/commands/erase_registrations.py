"""Delete the personal details of people whose event is long over; run daily."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.collaborations.registering import KEPT_DAYS, erase_old_details


class Command(BaseCommand):
    """Keep the promise of the registration form on how long details are kept."""

    help = f"Deletes names and contacts of registrations {KEPT_DAYS} days after their event has ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT_DAYS, help="days after the event")

    def handle(self, *, days: int, **_options: Any) -> None:
        count = erase_old_details(now=timezone.now(), kept_days=days)
        self.stdout.write(f"Details deleted: {count}")
