"""Erase the mentoring profiles whose time is over; run daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.mentoring.joining import KEPT_DAYS, erase_due


class Command(BaseCommand):
    """Keep the promise of the form on how long a profile is kept."""

    help = f"Erases mentoring profiles {KEPT_DAYS} days after they were sent, unless a pair goes on."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"Profiles erased: {erase_due(now=timezone.now())}")
