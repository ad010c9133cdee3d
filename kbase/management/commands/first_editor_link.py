"""Print the link with which the first account is made."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kbase.accounts.addresses import site_address
from kbase.accounts.links import first_editor_path, is_first_editor_wanted


class Command(BaseCommand):
    help = "Print a link, valid for a day and until somebody has used one, that makes the first account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="Address of the site, for example https://law.example.org.")

    def handle(self, *, site: str | None, **options: Any) -> None:
        if not is_first_editor_wanted():
            raise CommandError(
                "There is an administrator already: accounts are made on the admin pages, and a lost "
                "password is replaced with manage.py sign_in_link USER."
            )
        self.stdout.write(f"{site_address(site)}{first_editor_path()}")
