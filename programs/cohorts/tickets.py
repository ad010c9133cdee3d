"""Tickets: what the pages of an application hand on between them, in hidden fields and nowhere else.

A ticket is sealed and short-lived. It is no cookie and in no address, so the device keeps neither.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kbase.encryption import DecryptionError, Place, keyring
from programs.models import Application

MINUTES = 30
# What was written in an old window is still saved, though not shown again without the code.
SAVING_HOURS = 12
PLACE = Place("application_ticket", "content", "any")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose application, and whether the ticket is still good for seeing it."""

    application: Application
    is_fresh: bool


def issue(application: Application, *, now: dt.datetime) -> str:
    """Give a ticket for an application, whose code was just proved or a ticket just shown."""
    return keyring().encrypt(f"{application.pk} {int(now.timestamp())}", PLACE)


def holder(text: str, *, now: dt.datetime) -> Ticket | None:
    """Give what a ticket is for; None for one that is changed, too old, or of an erased application."""
    try:
        identity, issued = keyring().decrypt(text, PLACE).split()
    except (DecryptionError, ValueError):
        return None
    age = now.timestamp() - int(issued)
    if not 0 <= age + 1 <= SAVING_HOURS * 3600:
        return None
    found = Application.objects.select_related("cohort__programme__jurisdiction").filter(pk=identity).first()
    return Ticket(found, age < MINUTES * 60) if found else None
