"""Propose the destruction of cases past their day; the queue does it each night. Nothing is destroyed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cases.retention import propose_due


class Command(BaseCommand):
    """Propose; two people approve, and one of them carries it out, on the site."""

    help = "Proposes the destruction of closed cases whose last day has passed and that nothing holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say which")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        found = propose_due(on=timezone.localdate(), dry_run=dry_run)
        for number in found:
            self.stdout.write(number)
        self.stdout.write(f"{len(found)} cases {'would be' if dry_run else 'were'} proposed for destruction.")
