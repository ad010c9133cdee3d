"""Encrypt stored values again with the first of KBASE_ENCRYPTION_KEYS, so that an old key can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kbase.encryption import keyring
from kbase.reencryption import holders, renew


class Command(BaseCommand):
    """Go through every table that holds encrypted values; may be stopped and started again at any time."""

    help = "Encrypt stored values with the active key; resumes where it was stopped."

    def handle(self, **options: Any) -> None:
        keys, unreadable = keyring(), 0
        for holder in holders():
            outcome = renew(holder, keys)
            unreadable += outcome.unreadable
            self.stdout.write(
                f"{holder.name}: {outcome.renewed} encrypted again, {outcome.current} were current, "
                f"{outcome.unreadable} can't be read"
            )
        if unreadable:
            raise CommandError(
                f"{unreadable} values can't be read with the keys that are configured. Keep every old key "
                "until they can, or remove what they belong to."
            )
        self.stdout.write(f"Everything is encrypted with key {keys.active}.")
