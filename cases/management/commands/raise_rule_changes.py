"""Flag open duties whose law was edited: run it after versions were published, or each night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cases.rule_changes import raise_rule_changes


class Command(BaseCommand):
    """Raise 'rule changed'."""

    help = "Raise 'rule changed' on open duties whose version of the law no longer holds for their date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell how many, and nothing of any case."""
        count = raise_rule_changes()
        self.stdout.write(f"{count} open duties follow a version that no longer holds for their date.")
