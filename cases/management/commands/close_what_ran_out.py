"""Let unanswered referrals and offers expire, delete files of copies: workers do it every ten minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cases.running_out import close_what_ran_out


class Command(BaseCommand):
    """Close what has run out."""

    help = "Let unanswered referrals and offers expire, and delete the files of copies after their day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell how many, and nothing of any case."""
        self.stdout.write(f"{close_what_ran_out()} closed.")
