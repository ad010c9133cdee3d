"""Remove what no file of a case points to, destroy what was withdrawn a month ago, count what is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.files.sweeping import sweep


class Command(BaseCommand):
    """Sweep the files of cases."""

    help = "Remove encrypted objects that nothing points to; destroy withdrawn files; count missing ones."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell how many, and nothing of any case."""
        swept = sweep(timezone.now())
        self.stdout.write(
            f"{swept.orphans} objects that nothing points to removed; "
            f"{swept.destroyed} withdrawn files destroyed."
        )
        if swept.missing:
            raise CommandError(
                f"{swept.missing} objects that files point to are missing: restore them from the backup, "
                "see docs/operations.md, 'Files of cases'."
            )
