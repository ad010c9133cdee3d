"""Tell cases what a change of law touches: run it after versions were published; the queue does hourly."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cases.impact import raise_law_changes
from cases.law_choices import Doubt


class Command(BaseCommand):
    """Raise 'rule changed' on duties, pins and measures."""

    help = "Flag open duties, pins and measures in cases whose law is recorded otherwise now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell how many, and nothing of any case."""
        found = raise_law_changes()
        told = {
            Doubt.NEW_VERSION: "open duties follow a version that no longer holds for their date.",
            Doubt.PIN_NO_LONGER: "pins are to a version that no longer holds for their day.",
            Doubt.PIN_MISSING: "provisions would be pinned today and are not.",
            Doubt.MEASURE_VERSION: "measures follow a version that no longer holds for the day of issue.",
            Doubt.MEASURE_LAW_CHANGED: "measures last whose law has changed since.",
        }
        for doubt, words in told.items():
            self.stdout.write(f"{found[doubt]} {words}")
