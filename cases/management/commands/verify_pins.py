"""Prove that the texts which cases pinned are still the same; the queue does it each night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.impact import verify_pins


class Command(BaseCommand):
    """Compare fingerprints; the leads of cases whose text differs are told by a flag."""

    help = "Compares the fingerprints of pinned texts of the law with the texts; fails where one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name the versions whose text changed, and no case."""
        compared, findings = verify_pins()
        self.stdout.write(f"{compared} pinned texts compared.")
        versions = sorted({finding.version_id for finding in findings})
        for version in versions:
            self.stderr.write(f"version {version}: its text is not the one that was pinned")
        if versions:
            raise CommandError(f"{len(findings)} pins are to a text that is not the same any more.")
