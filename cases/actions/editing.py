"""Noticing that somebody else changed a record since it was shown: the second writer is told, not lost."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


class ChangedMeanwhileError(ValueError):
    """A record is no longer as it was when the form was opened; nothing was written."""

    def __init__(self, words: str = "") -> None:
        super().__init__(
            words
            or _(
                "Somebody changed this after you opened the page. "
                "Nothing of yours is lost: compare, then save."
            )
        )


def check_seen(record: Any, seen: int | None) -> None:
    """Refuse to write over a version of a record that the writer has not seen; None asks for no check."""
    if seen is not None and record.row_version != seen:
        raise ChangedMeanwhileError
