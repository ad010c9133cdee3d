"""How much a person waits for, how much a job does, and what is refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from legislation.bulk.lines import NEW, Line
from legislation.bulk.tables import MEGABYTE, UnreadableTableError

# Up to here the answer takes seconds; more is a job. Measured, see docs/adr/0003-bulk.md.
READ_AT_ONCE = MEGABYTE
WRITTEN_AT_ONCE = 200
PROVISIONS_AT_ONCE = 50
EXPORTED_AT_ONCE = 20_000
# A job, too, holds the rows that it writes until its end: nobody else changes them meanwhile.
MOST_NEW_PROVISIONS = 2_000  # each puts its law in order again; the text of a law is pasted


def is_large(lines: Iterable[Line]) -> bool:
    """Tell whether what a file would do is too much to wait for."""
    written = [line for line in lines if line.written]
    return len(written) > WRITTEN_AT_ONCE or _provisions(written) > PROVISIONS_AT_ONCE


def check_size(lines: Iterable[Line]) -> None:
    """Refuse what even a job doesn't do.

    Raises:
        UnreadableTableError: it has too many new provisions.
    """
    given = _provisions(lines)
    if given > MOST_NEW_PROVISIONS:
        raise UnreadableTableError(
            _("The file has %(given)s new provisions. Accepted: up to %(accepted)s; paste the law's text.")
            % {"given": given, "accepted": MOST_NEW_PROVISIONS}
        )


def _provisions(lines: Iterable[Line]) -> int:
    return sum(line.outcome == NEW and line.kind == "provisions" for line in lines)
