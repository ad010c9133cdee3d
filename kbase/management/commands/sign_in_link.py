"""Print a link with which a user chooses a new password, where no mail is sent."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from kbase.accounts.actions import remove_second_factors
from kbase.accounts.addresses import site_address
from kbase.accounts.links import new_password_path


class Command(BaseCommand):
    help = "Print a link, valid for a day and once, on which a user chooses a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="User name.")
        parser.add_argument("--site", help="Address of the site, for example https://law.example.org.")
        parser.add_argument(
            "--without-second-factor",
            action="store_true",
            help="Also remove the second factor, which the user lost, and end the user's sessions.",
        )

    def handle(self, *, user: str, site: str | None, without_second_factor: bool, **options: Any) -> None:
        account = User.objects.filter(username=user).first()
        if account is None:
            raise CommandError(f"There is no user {user!r}: give the user name as it is on the admin pages.")
        if not account.is_active:
            raise CommandError(
                f"The account of {user!r} is not in use: activate it on the admin pages first."
            )
        if without_second_factor:
            removed = remove_second_factors(user=account)
            self.stderr.write(f"Second factors removed: {removed}. A new one is set up at the next sign-in.")
        self.stdout.write(f"{site_address(site)}{new_password_path(account)}")
