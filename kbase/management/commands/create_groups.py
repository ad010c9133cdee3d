"""Make the groups of staff, with the permissions that the apps say they have."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kbase.database import OWNER_ALIAS
from kbase.groups import create_groups


class Command(BaseCommand):
    """Bring the groups of staff in line with each app's permissions.py."""

    help = "Makes the groups of staff, or brings them up to date; run after each migration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=OWNER_ALIAS, help="alias of the owner's connection")

    def handle(self, *, database: str, verbosity: int, **_options: Any) -> None:
        for name, count in create_groups(using=database).items():
            if verbosity:
                self.stdout.write(f"{name}: {count} permissions")
