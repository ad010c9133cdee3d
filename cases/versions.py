"""Noticing that somebody else changed what one was writing on, so that nothing is lost silently."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from cases.refusals import Refusal


class ChangedMeanwhileError(Refusal):
    """Somebody saved the record after the page was opened; `row` is how it stands now."""

    def __init__(self, row: Any) -> None:
        self.row = row
        super().__init__(
            gettext("Somebody else changed this meanwhile. Compare, put both together, and save again.")
        )


def check_version(row: Any, seen: int) -> None:
    """Refuse to write over what the writer hasn't seen.

    Args:
        row: the record, locked.
        seen: the version that stood on the writer's page.
    """
    if row.row_version != seen:
        raise ChangedMeanwhileError(row)
