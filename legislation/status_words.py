"""The reason for a status, in words; the status itself is in `legislation.dates`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legislation.dates import Status


@dataclass(frozen=True)
class StatusWords:
    """What components/status.html prints.

    Attributes:
        later_wording: `since` is the first day of a later wording, not of the provision.
    """

    code: str
    reason: str
    since: dt.date | None
    until: dt.date | None
    later_wording: bool = False


def words(status: Status, *, ends: dt.date | None = None, later_wording: bool = False) -> StatusWords:
    """Put a status into words: the days it rests on, or that they are not established.

    Args:
        status: the status on the day shown.
        ends: first day no longer in force of what is in force now, where that is known.
        later_wording: what is in force is not the first wording: it began, the provision was there before.
    """
    since = status.day if status.code in {"in-force", "not-yet"} and status.day_known else None
    until = status.day if status.code == "repealed" else None
    if status.code == "in-force":
        until = ends
    return StatusWords(
        status.code, _reason(status), since, until, later_wording and status.code == "in-force"
    )


def _reason(status: Status) -> str:
    if status.code == "proposed":
        return _("A bill: nobody is bound by it.")
    if status.code == "unknown":
        return _("The days that decide are not established.")
    if status.code == "partly":
        return _("Some provisions apply already, the rest do not yet.")
    if status.code == "not-yet" and not status.day_known:
        return _("It had not been adopted on the day shown, or its day of commencement is not established.")
    if status.code == "in-force" and not status.day_known:
        return _("The day it came into force is not established.")
    return ""
