"""How large a file may be, and how much a case and a person may add; asked under the case's lock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Attachment
from cases.refusals import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_IN_CASE = 500 * MEGABYTE
MOST_IN_A_DAY = 300 * MEGABYTE
DAY = dt.timedelta(days=1)


class FileRefusedError(Refusal):
    """A file that isn't taken; the words are for the person who sent it."""


def check_room(*, actor: Any, case: Any, size: int) -> None:
    """Refuse a file for which there is no room.

    Args:
        case: locked, so that two files at a time are counted one after the other.

    Raises:
        FileRefusedError: says how much was given and how much is accepted.
    """
    if size > LARGEST:
        raise FileRefusedError(
            _("This file has %(given)s MB; at most %(most)s MB are accepted. Split it, or make it smaller.")
            % {"given": _megabytes(size), "most": LARGEST // MEGABYTE}
        )
    if Attachment.objects.filter(case=case).bytes_kept() + size > MOST_IN_CASE:
        raise FileRefusedError(
            _("The files of a case may have %(most)s MB together, and this one would exceed them.")
            % {"most": MOST_IN_CASE // MEGABYTE}
        )
    since = timezone.now() - DAY
    if Attachment.objects.of_uploader_since(actor, since).bytes_kept() + size > MOST_IN_A_DAY:
        raise FileRefusedError(
            _("One person may add %(most)s MB in 24 hours, and this file would exceed them. Try tomorrow.")
            % {"most": MOST_IN_A_DAY // MEGABYTE}
        )


def _megabytes(size: int) -> float:
    return round(size / MEGABYTE, 1)
