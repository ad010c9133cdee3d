"""Install row-level security and rights on the tables of cases; `migrate` does it each time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cases.rowsecurity.install import MissingRoleError, install
from kbase.database import DEFAULT, OWNER_ALIAS


class Command(BaseCommand):
    """Bring the second lock on cases in line with cases/rowsecurity."""

    help = "Installs row-level security on cases, and the keys that prove who asks; run after each migration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=OWNER_ALIAS, help="alias of the owner's connection")

    def handle(self, *, database: str, **_options: Any) -> None:
        try:
            install(connections[database], role=settings.DATABASES[DEFAULT]["USER"])
        except MissingRoleError as error:
            raise CommandError(str(error)) from error
